import t from 'tap'
import { AccessEnded, Rejected, Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import type { FlightCalls, WatchedEvent } from '../../../../scanner-client/pwa/flights/flight-calls.ts'
import { watchFlight } from '../../../../scanner-client/pwa/flights/watch-flight.ts'

const changed = (revision: number): WatchedEvent => ({ event: 'changed', revision, answers: [] })

/** A server whose streams are these, one after the other: events, and how each ends. */
function scene(streams: readonly { readonly events: readonly WatchedEvent[]; readonly ends?: Error }[]) {
  const ending = new AbortController()
  const asked: (number | null)[] = []
  const told: WatchedEvent[] = []
  const states: string[] = []
  const pauses: number[] = []
  const calls: Pick<FlightCalls, 'watch'> = {
    watch: async function* (_, after) {
      const stream = streams[asked.length]
      asked.push(after)
      if (stream === undefined) return ending.abort()
      yield* stream.events
      if (stream.ends !== undefined) throw stream.ends
    },
  }
  const watched = watchFlight(
    'f',
    4,
    {
      calls,
      random: () => 0.5,
      sleep: async (milliseconds) => void pauses.push(milliseconds),
      tell: (event) => told.push(event),
      state: (state) => states.push(state),
    },
    ending.signal,
  )
  return { watched, asked, told, states, pauses }
}

t.test('comes back with the last revision, later and later, and says when it is not live', async (t) => {
  const down = new Unreachable('down')
  const { watched, asked, told, states, pauses } = scene([
    { events: [changed(5), { event: 'quiet' }, changed(7)] },
    { events: [], ends: down },
    { events: [], ends: down },
    { events: [{ event: 'quiet' }], ends: down },
  ])
  await watched
  t.same(asked, [4, 7, 7, 7, 7])
  t.equal(told.filter(({ event }) => event === 'changed').length, 2)
  t.same(states, ['live', 'live', 'live', 'not-live', 'not-live', 'live', 'not-live'])
  t.same(pauses, [1000, 750, 1500, 750], 'an end by design is followed at once')
})

t.test('a flight that is gone is not asked for again; an access that ended is no matter of the network', async (t) => {
  const { watched, asked, states } = scene([{ events: [], ends: new Rejected(404, 'none') }])
  await watched
  t.same([asked.length, states], [1, ['gone']])
  await t.rejects(scene([{ events: [], ends: new AccessEnded(401, 'revoked') }]).watched, AccessEnded)
})
