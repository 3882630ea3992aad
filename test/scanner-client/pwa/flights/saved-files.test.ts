import t from 'tap'
import { readReceipts } from '#evisa/prove-receipts.ts'
import { answersFile, receiptsFile } from '../../../../scanner-client/pwa/flights/saved-files.ts'
import { ARRIVAL } from '../../../server/build-app.ts'
import { answersOn, listOf, madeFlights } from './made-flights.ts'

t.test(
  'a table with exceptions first that no spreadsheet runs, and the receipts in the order of the list',
  async (t) => {
    const { flights, cut } = await madeFlights(t)
    cut()
    await flights.check(listOf('ref,nationality,text', '=1+1,KAZ,', '1B,,x'), {
      flight: 'KC104',
      checkpoint: 'NQZ',
      arrival: ARRIVAL,
    })
    t.equal(answersOn(flights).length, 2)
    const flight = flights.shown.value
    if (flight === null) return t.fail('no flight')
    const answers = [...flight.answers.values()]
    const table = answersFile(flight.plan, answers, 'en')
    t.equal(table.name, 'KC104-2026-11-22.csv')
    const [header, first, second] = table.text.split('\r\n')
    t.match(header, /^\ufeffrow,reference,answer/)
    t.match(first, /^3,1B,CHECK BY HAND/)
    t.match(second, /^2,"?'=1\+1"?,NO E-VISA NEEDED/)
    const receipts = receiptsFile(flight.plan, answers)
    t.equal(receipts.name, 'KC104-2026-11-22-receipts.jsonl')
    t.same(
      readReceipts(receipts.text).map(({ kept }) => kept),
      [flight.answers.get(2)?.receipt, flight.answers.get(3)?.receipt],
    )
  },
)
