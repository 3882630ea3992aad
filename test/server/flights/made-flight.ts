/** A flight's list as a carrier's system sends it, and what comes back. */
import type { Test } from 'tap'
import type { FlightPlan } from '#evisa/flight.ts'
import type { FlightAnswer } from '#evisa/flight-answer.ts'
import type { Passenger } from '#evisa/passenger.ts'
import { listPassengers } from '#evisa/passenger-table.ts'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import { lookUpGuard } from '../../../server/checks/look-up-guard.ts'
import { beginFlight } from '../../../server/flights/begin-flight.ts'
import { checkFlight } from '../../../server/flights/check-flight.ts'
import { recheckFlight } from '../../../server/flights/recheck-flight.ts'
import type { StoredFlight } from '../../../server/store/flight-store.ts'
import { unwrap } from '../../made.ts'
import { type Answer, ARRIVAL, type BuildOptions, build, type IssuedVisa } from '../build-app.ts'

export const FLIGHTS = '/v1/flight-checks'

export const PLAN: FlightPlan = { flight: 'KC104', checkpoint: 'NQZ', arrival: ARRIVAL, departure: null }
export const ASKER = { owner: 'KC', device: 'dev-1', carrier: 'KC' }

export type Answered = FlightAnswer & { readonly receipt: KeptReceipt }

/** A list as JSON, of the flight that the tests fly. */
export function flightOf(passengers: readonly unknown[], change: Record<string, unknown> = {}) {
  return { flight: 'KC104', checkpoint: 'NQZ', arrival: ARRIVAL, passengers, ...change }
}

/** The lines of a streamed answer. */
// biome-ignore lint/suspicious/noExplicitAny: the tests look into lines of every kind
export function linesOf({ text }: Answer): any[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

/** The answers of a streamed answer, by row. */
export function answersOf(answer: Answer): Answered[] {
  const lines = linesOf(answer)
  const rows = lines.filter(({ kind }) => kind === 'answer') as Answered[]
  return rows.toSorted((one, other) => one.row - other.row)
}

/** Row, outcome and reason of each answer. */
export function verdictsOf(answers: readonly Pick<FlightAnswer, 'row' | 'outcome' | 'reason'>[]) {
  return answers.map(({ row, outcome, reason }) => [row, outcome, reason])
}

/** A passenger by the visa's number. */
export function byNumber({ visa_number, claims }: IssuedVisa): Passenger {
  return { visa_number, passport_number: claims.passport.number, birth_date: claims.holder.birth_date }
}

/** The acts of flights without their routes, each as it goes well. */
export async function madeFlights(t: Test, options: BuildOptions = {}) {
  const built = await build(t, options)
  const { store, publisher, clock, keys } = built
  const services = {
    ...{ store, publisher, guard: lookUpGuard(), now: () => clock.now, keys: async () => keys.current },
    randomBytes: (count: number) => new Uint8Array(count).fill(7),
  }
  const begin = async (passengers: readonly Passenger[]) =>
    unwrap(await beginFlight(services, ASKER, { given: PLAN, list: listPassengers(passengers), idempotencyKey: null }))
  const check = async (flight: StoredFlight, tell: Parameters<typeof checkFlight>[2] = () => undefined) =>
    unwrap(await checkFlight(services, flight, tell))
  const recheck = async (flight: StoredFlight, rows: ReadonlySet<number> | null) =>
    unwrap(await recheckFlight(services, flight, rows))
  return { ...built, services, begin, check, recheck }
}
