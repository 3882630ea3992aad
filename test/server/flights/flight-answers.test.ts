import t from 'tap'
import { askRow } from '#evisa/flight-row.ts'
import { ok } from '#evisa/result.ts'
import { countAnswers, isOther, lookAtRows, noteMisses, signAnswer } from '../../../server/flights/flight-answers.ts'
import type { AuditEntry } from '../../../server/store/audit-store.ts'
import { KEPT_FLIGHT, keptAnswer, keptPassenger } from './kept-flight.ts'
import { byNumber, madeFlights } from './made-flight.ts'

t.test('an answer is another one by its outcome or its reason', async (t) => {
  const answer = keptAnswer(1, 'clear')
  t.notOk(isOther(answer, { outcome: 'clear', reason: null }))
  t.ok(isOther(answer, { outcome: 'refer', reason: null }))
  t.ok(isOther(answer, { outcome: 'clear', reason: 'passport/not-read' }))
})

t.test('new answers are counted in place of those that are kept', async (t) => {
  const passengers = [keptPassenger(1, 'clear'), keptPassenger(2, 'refer'), keptPassenger(3, null)]
  t.same(countAnswers(passengers, new Map()), { clear: 1, refer: 1, refuse: 0, not_applicable: 0 })
  const answers = new Map([
    [2, keptAnswer(2, 'refuse')],
    [3, keptAnswer(3, 'not-applicable')],
  ])
  t.same(countAnswers(passengers, answers), { clear: 1, refer: 0, refuse: 1, not_applicable: 1 })
})

t.test('an answer is signed with what it was before it became another', async (t) => {
  const key = { kid: 'k', signUntil: 9, verifyUntil: 9, sign: async () => 'signed' }
  const asked = askRow({ row: 1, reference: null, passenger: ok({}) }, KEPT_FLIGHT.plan)
  const sign = async (outcome: 'clear' | 'refuse', was: Parameters<typeof signAnswer>[1]) => {
    const checked = { asked, result: keptAnswer(1, outcome).result, document: asked.document, place: null }
    return signAnswer(checked, was, KEPT_FLIGHT, key, (count) => new Uint8Array(count))
  }
  const first = await sign('clear', null)
  t.match(first, { changedFrom: null, place: null, receipt: { receipt: 'signed', salt: /^A{22}$/ } })
  const changed = await sign('refuse', first)
  t.same(changed.changedFrom, { outcome: 'clear', reason: null })
  t.same((await sign('refuse', changed)).changedFrom, changed.changedFrom, 'the same again says it still')
})

t.test('numbers that were not found are noted together, and nothing where all were', async (t) => {
  const noted: AuditEntry[] = []
  const store = { noteActs: async (acts: readonly AuditEntry[]) => void noted.push(...acts) }
  const { result } = keptAnswer(1, 'refuse')
  const found = (reason: string, visa: unknown = null) =>
    ({
      ...keptAnswer(1, 'refuse'),
      result: { ...result, reason, findings: [{ reason, outcome: 'refuse' }], visa },
    }) as never
  const services = { store, now: () => 5 } as never
  await noteMisses(services, KEPT_FLIGHT, [keptAnswer(1, 'clear')])
  t.same(noted, [])
  const shown = [found('status/revoked', {}), found('passport/birth-date', {}), found('signature/invalid')]
  await noteMisses(services, KEPT_FLIGHT, [found('status/revoked'), found('passport/birth-date'), ...shown])
  t.same(noted, [{ actor: 'dev-1', at: 5, act: 'look-ups-missed', subject: 'f-1', detail: { missed: 2 } }])
})

t.test('rows that are looked at are told, and know what the others said and brought', async (t) => {
  const { begin, check, services, issue } = await madeFlights(t)
  const visa = await issue()
  const list = [{ text: visa.qr_text }, byNumber(visa), { text: visa.qr_text }, { nationality: 'KAZ' }]
  const flight = await check(await begin(list))
  const passengers = await services.store.passengersOf(flight.id)
  const found: unknown[] = []
  for await (const some of lookAtRows(services, flight, passengers, new Set([2, 3, 4]), () => services.guard))
    found.push(...some.map(({ result: { row, reason, detail } }) => [row, reason, detail]))
  t.same(found, [
    [3, 'row/duplicate', { row: 1 }],
    [4, 'exempt/own-citizen', {}],
    [2, 'row/duplicate', { row: 1 }],
  ])
})
