import t from 'tap'
import { AccessEnded } from '../../../../scanner-client/offline/http-call.ts'
import type { FlightCalls, WatchedEvent } from '../../../../scanner-client/pwa/flights/flight-calls.ts'
import { flightOnScreen } from '../../../../scanner-client/pwa/flights/flight-on-screen.ts'
import { beginShown } from '../../../../scanner-client/pwa/flights/shown-flight.ts'
import { answerOf, headOfFlight, PLAN } from './made-answers.ts'

function scene() {
  const faults: unknown[] = []
  const screen = flightOnScreen({
    now: () => 7,
    // It ends with the signal, as the page's does.
    sleep: (_, signal) => new Promise((done) => signal.addEventListener('abort', () => done())),
    onFault: (error) => faults.push(error),
  })
  return { screen, faults }
}

/** Calls whose stream tells these events, and then stays open until the signal ends it. */
function telling(...events: readonly WatchedEvent[]) {
  const asked: { id: string; after: number | null; signal: AbortSignal }[] = []
  const calls = {
    watch: async function* (id: string, after: number | null, signal: AbortSignal) {
      asked.push({ id, after, signal })
      yield* events
      await new Promise((done) => signal.addEventListener('abort', done))
    },
  } as unknown as FlightCalls
  return { asked, calls: async () => calls }
}

const settled = () => new Promise((done) => setTimeout(done, 0))

t.test('lines of a check are shown together as they came', async (t) => {
  const { screen } = scene()
  screen.shown.value = beginShown(PLAN, null, 1)
  const sizes: number[] = []
  screen.shown.subscribe((flight) => sizes.push(flight?.answers.size ?? 0))
  const tell = screen.collect()
  tell({ kind: 'flight', head: headOfFlight() })
  for (const row of [2, 3, 4]) tell({ kind: 'answer', answer: answerOf(row, 'clear') })
  t.equal(screen.shown.value?.answers.size, 0, 'not one by one')
  tell({ kind: 'progress', done: 3, total: 3 })
  t.same(sizes, [0, 0, 3])
  t.equal(screen.shown.value?.id, 'f-0')
})

t.test('follows from the revision that is shown, and tells what changed', async (t) => {
  const { screen } = scene()
  const { asked, calls } = telling(
    { event: 'flight', revision: 5, head: headOfFlight({ checkpoint: 'ALA' }) },
    { event: 'changed', revision: 5, answers: [answerOf(2, 'refuse')] },
  )
  screen.shown.value = { ...beginShown(PLAN, null, 1), id: 'f-0', revision: 4 }
  screen.watch(calls)
  await settled()
  t.match(asked, [{ id: 'f-0', after: 4 }])
  t.match(screen.shown.value, { revision: 5, plan: { checkpoint: 'ALA' }, watch: { state: 'live', since: 7 } })
  t.match(screen.news.value, [{ row: 2, outcome: 'refuse' }])
  screen.unwatch()
  t.equal(asked[0]?.signal.aborted, true)
  t.equal(screen.shown.value?.watch.state, 'not-watched')
})

t.test(
  'another flight ends the watching of the one before; one that only this device holds is not watched',
  async (t) => {
    const { screen } = scene()
    const [first, second] = [telling(), telling()]
    screen.shown.value = { ...beginShown(PLAN, null, 1), id: 'f-0' }
    screen.watch(first.calls)
    await settled()
    screen.shown.value = { ...beginShown(PLAN, null, 1), id: 'f-1' }
    screen.watch(second.calls)
    await settled()
    t.equal(first.asked[0]?.signal.aborted, true)
    t.match(second.asked, [{ id: 'f-1' }])
    screen.shown.value = beginShown(PLAN, null, 1)
    screen.watch(second.calls)
    await settled()
    t.equal(second.asked.length, 1)
    t.equal(second.asked[0]?.signal.aborted, true)
  },
)

t.test('an access that ended while it was watched is told', async (t) => {
  const { screen, faults } = scene()
  screen.shown.value = { ...beginShown(PLAN, null, 1), id: 'f-0' }
  screen.watch(async () => {
    throw new AccessEnded(401, 'revoked')
  })
  await settled()
  t.match(faults, [{ message: 'revoked' }])
})
