import t from 'tap'
import { answersOf, type FlightLine, headOf, replayFlight } from '../../../server/flights/flight-lines.ts'
import { KEPT_FLIGHT, keptPassenger } from './kept-flight.ts'

const passengers = [keptPassenger(1, 'clear', 0), keptPassenger(2, 'refuse', 1), keptPassenger(3, 'refer', 2)]
const store = { passengersOf: async () => [...passengers, keptPassenger(4, null, 9)] }

t.test('a head names the plan and how far the flight is', async (t) => {
  t.same(headOf(KEPT_FLIGHT), {
    ...{ id: 'f-1', flight: 'KC104', checkpoint: 'NQZ', arrival: KEPT_FLIGHT.plan.arrival, departure: null },
    ...{ created_at: 1, checked_at: 2, revision: 3, passengers: 4, counts: KEPT_FLIGHT.counts },
  })
})

t.test('the kept answers, exceptions first; after a revision only what changed since', async (t) => {
  const rows = async (after?: number) => (await answersOf(store, KEPT_FLIGHT, after)).map(({ row }) => row)
  t.same(await rows(), [2, 3, 1])
  t.same(await rows(0), [2, 3])
  t.same(await rows(2), [])
})

t.test('what is told again is the flight, every kept answer with its receipt, and the end', async (t) => {
  const lines: FlightLine[] = []
  await replayFlight(store, KEPT_FLIGHT, (line) => void lines.push(line))
  t.same(
    lines.map(({ kind }) => kind),
    ['flight', 'answer', 'answer', 'answer', 'end'],
  )
  t.match(lines[1], { row: 2, word: { en: 'DO NOT BOARD' }, receipt: { receipt: 'signed' } })
  t.same(lines.at(-1), { kind: 'end', revision: 3, counts: KEPT_FLIGHT.counts })
})
