/** The port to flights that carriers check: who checked which passengers, the answers, and what changed since. */

import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FlightPlan } from '#evisa/flight.ts'
import type { FlightCounts, PassengerResult, PreviousAnswer } from '#evisa/flight-answer.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import type { StatusPlace } from './visa-store.ts'

/** A flight as one carrier checks it. Others do not learn that it exists. */
export interface StoredFlight {
  readonly id: string
  /** The carrier, or a device that belongs to none. */
  readonly owner: string
  /** The device that asked, and its carrier. */
  readonly device: string
  readonly carrier: string | null
  readonly plan: FlightPlan
  readonly createdAt: EpochSeconds
  readonly checkedAt: EpochSeconds | null
  /** Counts the changes; 0 until the first answers are kept. */
  readonly revision: number
  readonly passengers: number
  readonly counts: FlightCounts
}

/** The answer to a passenger, as it is kept. */
export interface StoredAnswer {
  readonly result: PassengerResult
  readonly changedFrom: PreviousAnswer | null
  readonly receipt: KeptReceipt | null
  /** Where the status of the e-visa stands that was looked at: a change of it changes the answer. */
  readonly place: StatusPlace | null
}

export interface StoredPassenger {
  readonly listed: ListedPassenger
  /** Null until it is kept. */
  readonly answer: StoredAnswer | null
  /** The revision of the flight at which the answer last changed. */
  readonly revision: number
}

export interface NewFlight extends Omit<StoredFlight, 'checkedAt' | 'revision' | 'passengers' | 'counts'> {
  readonly list: readonly ListedPassenger[]
  /** The caller's own mark of this request, and the hash of what was sent with it. */
  readonly idempotency: { readonly key: string; readonly contentHash: string } | null
}

export interface NewAnswers {
  readonly plan: FlightPlan
  readonly checkedAt: EpochSeconds
  readonly counts: FlightCounts
  /** The answers by row; the answer to a row that is not named stays as it is. */
  readonly answers: ReadonlyMap<number, StoredAnswer>
}

/** How long a flight is kept after its arrival: then nothing more can come of it, and it holds personal data. */
export const FLIGHT_KEPT_SECONDS = 72 * 3600

export interface FlightStore {
  /**
   * Keeps a new flight with its passengers. Under a mark that the same owner used before nothing is kept: it gives the id
   * of the flight that was kept then, or `conflict` where that had another content.
   */
  addFlight(flight: NewFlight): Promise<{ readonly id: string; readonly isNew: boolean } | 'conflict'>
  /** Null for what is not this owner's. */
  findFlight(id: string, owner: string): Promise<StoredFlight | null>
  /** An owner's flights, the latest arrival first. */
  flightsOf(owner: string, limit: number): Promise<readonly StoredFlight[]>
  /** How many flights of an owner are kept. */
  countFlights(owner: string): Promise<number>
  /** The passengers of a flight in the order of its list. */
  passengersOf(id: string): Promise<readonly StoredPassenger[]>
  /** Keeps answers as the next revision. Does nothing and gives false where the flight has another revision by now. */
  saveAnswers(id: string, overRevision: number, news: NewAnswers): Promise<boolean>
  /** Removes a flight; false where this owner has none of this id. */
  removeFlight(id: string, owner: string): Promise<boolean>
  /** Forgets flights that arrived before a time. */
  forgetFlights(arrivedBefore: EpochSeconds): Promise<void>
}
