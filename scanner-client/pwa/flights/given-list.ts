/** A list of passengers as it was dropped, chosen or pasted: its text to be sent, and its rows to be decided here if need be. */

import type { GivenFlight } from '#evisa/flight.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import { MAX_PASSENGERS, readPassengerTable } from '#evisa/passenger-table.ts'
import { ok, type Result } from '#evisa/result.ts'
import { readCsv, readText } from '../../../platform/csv.ts'

export interface GivenList {
  readonly csv: string
  readonly passengers: readonly ListedPassenger[]
  /** What the list itself says of its flight. */
  readonly flight: GivenFlight
  /** Columns that were not understood. */
  readonly ignored: readonly string[]
  /** It is this list's alone: a list that is sent twice is checked once. */
  readonly key: string
}

/** Reads a file's bytes, or what was pasted. Fails with what to do. */
export function readGivenList(given: Uint8Array | string): Result<GivenList, string> {
  const text = readText(typeof given === 'string' ? new TextEncoder().encode(given) : given)
  if (!text.ok) return text
  // Blank rows are not counted as passengers.
  const table = readPassengerTable(readCsv(text.value, 2 * MAX_PASSENGERS))
  if (!table.ok) return table
  return ok({ csv: text.value, key: crypto.randomUUID(), ...table.value })
}
