/** A list of passengers as it was dropped, chosen or pasted: its text to be sent, and its rows to be decided here if need be. */

import { type PassengerTable, readPassengerTable } from '#evisa/passenger-table.ts'
import { ok, type Result } from '#evisa/result.ts'
import { readCsv, readText } from '../../../platform/csv.ts'

export interface GivenList extends PassengerTable {
  readonly csv: string
  /** It is this list's alone: a list that is sent twice is checked once. */
  readonly key: string
}

/** Reads a file's bytes, or what was pasted. Fails with what to do. */
export function readGivenList(given: Uint8Array | string): Result<GivenList, string> {
  const text = readText(typeof given === 'string' ? new TextEncoder().encode(given) : given)
  if (!text.ok) return text
  const rows = readCsv(text.value)
  const table = rows.ok ? readPassengerTable(rows.value) : rows
  if (!table.ok) return table
  return ok({ csv: text.value, key: crypto.randomUUID(), ...table.value })
}
