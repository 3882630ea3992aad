/** What a flight's list adds to the reasons of the table: who needs no e-visa, and rows that could not be checked. */
import type { Outcome, Reason } from './reasons.ts'

export type FlightOutcome = Outcome | 'not-applicable'

/** Exceptions first, as a table of passengers shows them. */
export const FLIGHT_OUTCOMES = [
  'refuse',
  'refer',
  'clear',
  'not-applicable',
] as const satisfies readonly FlightOutcome[]

export const LIST_REASONS = {
  'exempt/crew': 'not-applicable',
  'exempt/own-citizen': 'not-applicable',
  'exempt/visa-free': 'not-applicable',
  'evisa/none-given': 'refer',
  'row/invalid': 'refer',
  'row/duplicate': 'refer',
  'row/look-up-limit': 'refer',
  'row/needs-server': 'refer',
} as const satisfies Record<string, FlightOutcome>

export type ListReason = keyof typeof LIST_REASONS
export type FlightReason = Reason | ListReason

export function isListReason(reason: FlightReason): reason is ListReason {
  return Object.hasOwn(LIST_REASONS, reason)
}
