import t from 'tap'
import { fail, ok } from '#evisa/result.ts'
import { answersOf, headOf } from '../../../server/flights/flight-lines.ts'
import { onceInAWhile, recheckFlight } from '../../../server/flights/recheck-flight.ts'
import { type Built, NOW } from '../build-app.ts'
import { KEPT_FLIGHT } from './kept-flight.ts'
import { byNumber, madeFlights, verdictsOf } from './made-flight.ts'

const revoke = ({ authority }: Pick<Built, 'authority'>, number: string) =>
  authority('PUT', `/v1/visas/${number}/status`, { status: 'revoked', reason: 'a test' })

t.test('checked again: only what changed is kept, with what it was before', async (t) => {
  const built = await madeFlights(t)
  const { begin, check, recheck, store } = built
  const [one, two] = [await built.issue(), await built.issue()]
  const flight = await check(await begin([{ text: one.qr_text }, { text: two.qr_text, reference: 'x' }]))
  t.equal(await recheck(flight, null), false)
  t.match(await store.findFlight(flight.id, 'KC'), { revision: 1 }, 'nothing changed, nothing is written')
  await revoke(built, one.visa_number)
  t.equal(await recheck(flight, new Set([2])), false, 'of the other row nothing changed')
  t.equal(await recheck(flight, new Set([1])), true)
  const kept = await store.findFlight(flight.id, 'KC')
  t.match(kept && headOf(kept), { revision: 2, counts: { clear: 1, refuse: 1 } })
  const answers = await answersOf(store, flight)
  t.same(verdictsOf(answers), [
    [1, 'refuse', 'status/revoked'],
    [2, 'clear', 'passport/not-read'],
  ])
  t.same(answers[0]?.changed_from, { outcome: 'clear', reason: 'passport/not-read' })
  t.equal(answers[1]?.changed_from, null)
  t.same(verdictsOf(await answersOf(store, flight, 1)), [[1, 'refuse', 'status/revoked']], 'since the first revision')
})

t.test('who has landed is asked about no more: the last answers stand', async (t) => {
  const built = await madeFlights(t)
  const { begin, check, store, services } = built
  const one = await built.issue()
  const flight = await check(await begin([{ text: one.qr_text }]))
  await revoke(built, one.visa_number)
  const landed = Date.parse(flight.plan.arrival) / 1000
  const at = (now: number) => recheckFlight({ ...services, now: () => now }, flight, null)
  t.same(await at(landed + 6 * 3600 + 1), ok(false))
  t.match(verdictsOf(await answersOf(store, flight)), [[1, 'clear']])
  t.same(await at(landed + 6 * 3600), ok(true))
})

t.test('looking again answers no guess that was not looked up before', async (t) => {
  const { begin, check, recheck, services, store, issue, authority } = await madeFlights(t)
  const visa = await issue()
  for (let misses = 0; misses < 200; misses++) services.guard.take('KC', NOW)
  const guess = byNumber(visa)
  const list = [guess, guess, { ...guess, birth_date: '1900-01-01' }, { ...guess, passport_number: 'Z1' }]
  const flight = await check(await begin(list))
  const reasons = async () => (await store.passengersOf(flight.id)).map(({ answer }) => answer?.result.reason)
  const before = await reasons()
  t.same(before, ['row/look-up-limit', 'row/duplicate', 'row/duplicate', 'row/duplicate'])
  await recheck(flight, null)
  t.same(await reasons(), before)
  const begun = await begin([guess])
  await recheck(begun, null)
  t.same(
    (await store.passengersOf(begun.id)).map(({ answer }) => answer?.result.reason),
    ['row/look-up-limit'],
  )
  t.ok(authority)
})

t.test('a guess that nobody answered is counted and noted where it is answered later', async (t) => {
  const { begin, recheck, store, issue, services } = await madeFlights(t)
  const guess = { ...byNumber(await issue()), birth_date: '1900-01-01' }
  const begun = await begin([guess])
  for (let misses = 0; misses < 199; misses++) services.guard.take('KC', NOW)
  await recheck(begun, null)
  t.equal(services.guard.take('KC', NOW), null)
  const noted = (await store.auditAfter(0, 100)).filter(({ act }) => act === 'look-ups-missed')
  t.match(noted, [{ subject: begun.id, detail: { missed: 1 } }])
})

t.test('a row that is looked at alone knows which e-visas the rest of the list has brought', async (t) => {
  const { begin, check, recheck, issue, store } = await madeFlights(t)
  const visa = await issue()
  const flight = await check(await begin([{ text: visa.qr_text }, byNumber(visa)]))
  const verdicts = async () => verdictsOf(await answersOf(store, flight))
  const before = await verdicts()
  t.same(before, [
    [2, 'refer', 'row/duplicate'],
    [1, 'clear', 'passport/not-read'],
  ])
  t.equal(await recheck(flight, new Set([2])), false)
  t.same(await verdicts(), before)
})

t.test('a flight that others change again and again says so; one that is gone has nothing to look at', async (t) => {
  const { begin, services, store } = await madeFlights(t)
  const begun = await begin([{ nationality: 'KAZ' }])
  const changing = { ...services, store: { ...store, saveAnswers: async () => false } }
  t.same(await recheckFlight(changing, begun, null), fail('flight/busy'))
  await store.removeFlight(begun.id, begun.owner)
  t.same(await recheckFlight(services, begun, null), ok(false))
})

t.test('many who ask at the same time are one look; one that failed is tried again', async (t) => {
  let looks = 0
  const look = onceInAWhile(async () => {
    looks += 1
    if (looks === 1) throw new Error('away')
  })
  await Promise.all([
    t.rejects(look(KEPT_FLIGHT), { message: 'away' }),
    t.rejects(look(KEPT_FLIGHT), { message: 'away' }),
  ])
  await Promise.all([look(KEPT_FLIGHT), look(KEPT_FLIGHT)])
  await look(KEPT_FLIGHT)
  t.equal(looks, 2)
  await look({ ...KEPT_FLIGHT, id: 'f-2' })
  t.equal(looks, 3)
})
