import t from 'tap'
import { peekReceipt } from '#evisa/receipt-of-check.ts'
import { heldKnowledge } from '../../../../scanner-client/offline/held-knowledge.ts'
import type { ReceiptedAnswer } from '../../../../scanner-client/pwa/flights/flight-documents.ts'
import { ageOfData, decideOffline } from '../../../../scanner-client/pwa/flights/offline-flight.ts'
import { PLAN } from './made-answers.ts'
import { listOf, madeFlights } from './made-flights.ts'

t.test('data that is too old clears nobody, and every attempt has its receipt', async (t) => {
  const { built, station } = await madeFlights(t)
  const { store } = station
  const { qr_text } = await built.issue()
  const { passengers } = listOf('ref,text,nationality', `1A,${qr_text},`, '1B,,KAZ', '1C,,DEU')
  const decided = async (now: number) => {
    const { verify, steady } = station.platform()
    const knowledge = await heldKnowledge(store, verify, { now, steady: steady(), online: false })
    const answers: ReceiptedAnswer[] = []
    const context = { flight: PLAN, knowledge, now, store, because: 'no network', before: new Map() }
    for await (const answer of decideOffline(passengers, context)) answers.push(answer)
    return answers
  }
  const { now } = built.clock
  t.same(
    (await decided(now)).map(({ outcome, reason }) => `${outcome} ${reason}`),
    ['clear passport/not-read', 'not-applicable exempt/own-citizen', 'not-applicable exempt/visa-free'],
  )
  const late = await decided(now + 20 * 86_400)
  t.notOk(late.some(({ row, outcome }) => outcome === 'clear' || (row === 4 && outcome === 'not-applicable')))
  for (const { receipt, outcome, reason } of late)
    t.match(peekReceipt(receipt?.receipt ?? ''), { outcome, reason, outage: 'no network', online: false })
})

t.test('the age of the data', async (t) => {
  t.equal(ageOfData(null, 5), null)
  t.equal(ageOfData(5, 65), 60)
  t.equal(ageOfData(65, 5), 0)
})
