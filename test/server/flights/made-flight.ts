/** A flight's list as a carrier's system sends it, and what comes back. */

import type { FlightAnswer } from '#evisa/flight-answer.ts'
import type { Passenger } from '#evisa/passenger.ts'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import { type Answer, ARRIVAL, type IssuedVisa } from '../build-app.ts'

export const FLIGHTS = '/v1/flight-checks'

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
