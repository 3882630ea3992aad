import t, { type Test } from 'tap'
import { type FlightEvent, followFlight } from '../../../server/flights/flight-watch.ts'
import { madeFlights, PLAN, verdictsOf } from './made-flight.ts'

/** A flight of two e-visas that was checked, and those who watch it. */
async function watched(t: Test) {
  const built = await madeFlights(t)
  const { store, publisher } = built
  const visas = [await built.issue(), await built.issue()]
  const flight = await built.check(await built.begin(visas.map(({ qr_text: text }) => ({ text }))))
  const ending = new AbortController()
  t.teardown(() => ending.abort())
  let rechecked = 0
  const access = { is: true }
  const follow = (after: number | null = null, isLooked = false) => {
    const recheck: typeof built.recheck = (...asked) => {
      rechecked += 1
      return built.recheck(...asked)
    }
    // Nothing, where the flight was just looked at for somebody else.
    const recheckNow = async (asked: typeof flight) => isLooked || recheck(asked, null)
    const knowledge = () => publisher.knowledge()
    const options = { store, recheck, recheckNow, knowledge, mayWatch: async () => access.is, intervalMs: 5 }
    return followFlight(flight, after, options, ending.signal)
  }
  const set = (at: number, status: string) =>
    built.authority('PUT', `/v1/visas/${visas[at]?.visa_number}/status`, { status, reason: 'a test' })
  return { ...built, flight, follow, set, ending, access, rechecked: () => rechecked }
}

async function next(events: AsyncGenerator<FlightEvent>): Promise<Exclude<FlightEvent, { event: 'quiet' }> | null> {
  for (;;) {
    const { value, done } = await events.next()
    if (done) return null
    if (value.event !== 'quiet') return value
  }
}

t.test('tells the flight first, then what a revocation changed, once and nothing else', async (t) => {
  const { follow, set, rechecked } = await watched(t)
  const events = follow()
  t.match(await next(events), { event: 'flight', revision: 1, data: { flight: 'KC104', revision: 1 } })
  const waiting = next(events)
  await set(1, 'revoked')
  t.match(await waiting, { event: 'flight', revision: 2, data: { counts: { refuse: 1, clear: 1 } } })
  const changed = await next(events)
  t.equal(changed?.event, 'changed')
  t.same(changed?.event === 'changed' && verdictsOf(changed.data.answers), [[2, 'refuse', 'status/revoked']])
  t.equal(rechecked(), 2, 'once when the watch began, once for the change')
  const later = next(events)
  await set(0, 'suspended')
  t.match(await later, { event: 'flight', revision: 3 })
  const second = await next(events)
  t.same(second?.event === 'changed' && verdictsOf(second.data.answers), [[1, 'refer', 'status/suspended']])
})

t.test('who comes back is told what changed meanwhile', async (t) => {
  const { follow, set, recheck, flight } = await watched(t)
  await set(0, 'revoked')
  await recheck(flight, null)
  const events = follow(1)
  t.match(await next(events), { event: 'flight', revision: 2 })
  t.match(await next(events), { event: 'changed', data: { answers: [{ row: 1 }] } })
  const alone = follow()
  t.match(await next(alone), { event: 'flight', revision: 2 })
})

t.test('what was revoked while nobody watched is found when somebody does', async (t) => {
  const { follow, set } = await watched(t)
  await set(0, 'revoked')
  const events = follow(1)
  t.match(await next(events), { event: 'flight', revision: 2 })
  t.match(await next(events), { event: 'changed', data: { answers: [{ row: 1, outcome: 'refuse' }] } })
})

t.test('a delay that another process was told of is told here', async (t) => {
  const { follow, check, flight } = await watched(t)
  const events = follow()
  await next(events)
  const waiting = next(events)
  const late = { ...PLAN, arrival: '2026-12-25T00:40:00+05:00' }
  await check({ ...flight, plan: late })
  t.match(await waiting, { event: 'flight', data: { arrival: late.arrival } })
  t.match(await next(events), { event: 'changed', data: { answers: [{ reason: 'dates/expired' }, {}] } })
})

t.test('ends by the signal, and with the flight', async (t) => {
  const { follow, store, flight, ending } = await watched(t)
  const [one, two] = [follow(), follow()]
  await Promise.all([next(one), next(two)])
  const removed = next(one)
  await store.removeFlight(flight.id, 'KC')
  t.equal(await removed, null)
  ending.abort()
  t.equal(await next(two), null)
})

t.test('what was revoked just after the flight was looked at is told at once, and looked at once', async (t) => {
  const { follow, set, rechecked } = await watched(t)
  await set(0, 'revoked')
  const events = follow(null, true)
  t.match(await next(events), { event: 'flight', revision: 1 })
  t.match(await next(events), { event: 'flight', revision: 2 })
  t.match(await next(events), { event: 'changed', data: { answers: [{ row: 1, outcome: 'refuse' }] } })
  const waiting = next(events)
  await set(1, 'suspended')
  t.match(await waiting, { event: 'flight', revision: 3 })
  t.equal(rechecked(), 2)
})

t.test('ends with the access of who watches', async (t) => {
  const { follow, access, set } = await watched(t)
  const events = follow()
  await next(events)
  access.is = false
  await set(0, 'revoked')
  t.equal(await next(events), null)
})
