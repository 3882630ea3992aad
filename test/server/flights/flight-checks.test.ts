import type { Test } from 'tap'
import t from 'tap'
import { listPassengers } from '#evisa/passenger-table.ts'
import { lookUpGuard } from '../../../server/checks/look-up-guard.ts'
import { answersOf, type FlightLine, flightChecks, headOf } from '../../../server/flights/flight-checks.ts'
import type { Store } from '../../../server/store/store.ts'
import { ARRIVAL, type BuildOptions, type Built, build, NOW } from '../build-app.ts'
import { byNumber, verdictsOf } from './made-flight.ts'

const plan = { flight: 'KC104', checkpoint: 'NQZ', arrival: ARRIVAL, departure: null }
const CALLER = { id: 'dev-1', owner: 'KC', administers: null, role: 'carrier', actor: 'dev-1', operator: null } as const

async function made(t: Test, options: BuildOptions = {}) {
  const built = await build(t, options)
  const { store, publisher, clock, keys } = built
  const services = {
    ...{ store, publisher, guard: lookUpGuard(), now: () => clock.now, keys: async () => keys.current },
    randomBytes: (count: number) => new Uint8Array(count).fill(7),
  }
  return { ...built, services, flights: flightChecks(services) }
}

const told = () => {
  const lines: FlightLine[] = []
  return { lines, tell: (line: FlightLine) => void lines.push(line) }
}
const revoke = ({ authority }: Pick<Built, 'authority'>, number: string) =>
  authority('PUT', `/v1/visas/${number}/status`, { status: 'revoked', reason: 'a test' })

t.test('a flight that was begun and never answered, as after a crash, is answered by the next check', async (t) => {
  const { flights, store, issue } = await made(t)
  const visa = await issue()
  const begun = await flights.begin(CALLER, plan, listPassengers([{ text: visa.qr_text }]), null)
  t.match(begun, { revision: 0, checkedAt: null, counts: { clear: 0 }, carrier: 'KC', passengers: 1 })
  t.same(await answersOf(store, begun), [])
  const { lines, tell } = told()
  t.match(await flights.check(begun, null, tell), { revision: 1, checkedAt: NOW, counts: { clear: 1 } })
  t.same(
    lines.map(({ kind }) => kind),
    ['flight', 'answer', 'progress', 'end'],
  )
  const again = told()
  const kept = await store.findFlight(begun.id, 'KC')
  if (kept === null) throw new Error('a flight')
  await flights.replay(kept, again.tell)
  t.same(again.lines[1], lines[1], 'the very answer, its receipt too')
})

t.test('the end is told once all is kept, and not where it could not be', async (t) => {
  let fails = true
  const failing = (store: Store): Store => ({
    ...store,
    saveAnswers: async (...given) => {
      if (fails) throw Object.assign(new Error('disk'), { code: 'SQLITE_FULL' })
      return store.saveAnswers(...given)
    },
  })
  const { flights } = await made(t, { store: failing })
  const begun = await flights.begin(CALLER, plan, listPassengers([{ nationality: 'KAZ' }]), null)
  const { lines, tell } = told()
  await t.rejects(flights.check(begun, null, tell), { code: 'SQLITE_FULL' })
  t.notOk(lines.some(({ kind }) => kind === 'end'))
  fails = false
  t.match(await flights.check(begun, null, tell), { revision: 1 })
})

t.test('changed meanwhile by another process: both are kept, one after the other', async (t) => {
  const { flights, services, store } = await made(t)
  const others = flightChecks(services)
  const begun = await flights.begin(CALLER, plan, listPassengers([{ nationality: 'KAZ' }]), null)
  const late = { ...plan, arrival: '2026-11-23T00:40:00+05:00' }
  await Promise.all([flights.check(begun, null, () => undefined), others.check(begun, late, () => undefined)])
  t.match(await store.findFlight(begun.id, 'KC'), { revision: 2 })
})

t.test('checked again: only what changed is kept, with what it was before', async (t) => {
  const built = await made(t)
  const { flights, store } = built
  const [one, two] = [await built.issue(), await built.issue()]
  const list = listPassengers([{ text: one.qr_text }, { text: two.qr_text, reference: 'x' }])
  const flight = await flights.check(await flights.begin(CALLER, plan, list, null), null, () => undefined)
  t.equal(await flights.recheck(flight, null), false)
  t.match(await store.findFlight(flight.id, 'KC'), { revision: 1 }, 'nothing changed, nothing is written')
  await revoke(built, one.visa_number)
  t.equal(await flights.recheck(flight, new Set([2])), false, 'of the other row nothing changed')
  t.equal(await flights.recheck(flight, new Set([1])), true)
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

t.test('a flight that was removed while it was checked says so', async (t) => {
  const { flights, store } = await made(t)
  const begun = await flights.begin(CALLER, plan, listPassengers([{ nationality: 'KAZ' }]), null)
  await store.removeFlight(begun.id, 'KC')
  await t.rejects(
    flights.check(begun, null, () => undefined),
    { code: 'not-found' },
  )
})

t.test('looking again answers no guess that was not looked up before', async (t) => {
  const { flights, services, store, issue, authority } = await made(t)
  const visa = await issue()
  for (let misses = 0; misses < 200; misses++) services.guard.noteMiss('KC', NOW)
  const guess = byNumber(visa)
  const list = listPassengers([
    guess,
    guess,
    { ...guess, birth_date: '1900-01-01' },
    { ...guess, passport_number: 'Z1' },
  ])
  const flight = await flights.check(await flights.begin(CALLER, plan, list, null), null, () => undefined)
  const reasons = async () => (await store.passengersOf(flight.id)).map(({ answer }) => answer?.result.reason)
  const before = await reasons()
  t.same(before, ['row/look-up-limit', 'row/duplicate', 'row/duplicate', 'row/duplicate'])
  await flights.recheck(flight, null)
  t.same(await reasons(), before)
  const begun = await flights.begin(CALLER, plan, listPassengers([guess]), null)
  await flights.recheck(begun, null)
  t.same(
    (await store.passengersOf(begun.id)).map(({ answer }) => answer?.result.reason),
    ['row/look-up-limit'],
  )
  t.ok(authority)
})

t.test('a guess that nobody answered is counted and noted where it is answered later', async (t) => {
  const { flights, store, issue, services } = await made(t)
  const guess = { ...byNumber(await issue()), birth_date: '1900-01-01' }
  const begun = await flights.begin(CALLER, plan, listPassengers([guess]), null)
  for (let misses = 0; misses < 199; misses++) services.guard.noteMiss('KC', NOW)
  await flights.recheck(begun, null)
  t.equal(services.guard.mayLookUp('KC', NOW), false)
  const noted = (await store.auditAfter(0, 100)).filter(({ act }) => act === 'look-ups-missed')
  t.match(noted, [{ subject: begun.id, detail: { missed: 1 } }])
})
