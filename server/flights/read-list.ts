/** A passenger list as a carrier sends it, JSON or CSV: the flight as far as it says it, and the passengers in their rows. */
import type { GivenFlight } from '#evisa/flight.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import { listPassengers, MAX_PASSENGERS, type PassengerTable, readPassengerTable } from '#evisa/passenger-table.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { readCsv, readText } from '../../platform/csv.ts'

export interface ReadList {
  readonly given: GivenFlight
  readonly list: readonly ListedPassenger[]
  /** How a file was read; null for a JSON list, which has neither columns nor rows without a passenger. */
  readonly table: Pick<PassengerTable, 'ignored' | 'skipped' | 'hasPassports'> | null
}

/** What is wrong with a whole list, and in words what to do. What is wrong with one row stands with that row. */
export interface ListFault {
  readonly reason: 'list/format' | 'list/too-long'
  readonly message: string
}

/** Reads the bytes of a file, or the value of a JSON text. `said`: of the flight, beside a file; it comes before what the file says. */
export function readList(sent: unknown, said: GivenFlight): Result<ReadList, ListFault> {
  return sent instanceof Uint8Array ? readFile(sent, said) : readValue(sent)
}

function readFile(bytes: Uint8Array, said: GivenFlight): Result<ReadList, ListFault> {
  const text = readText(bytes)
  const rows = text.ok ? readCsv(text.value) : text
  const table = rows.ok ? readPassengerTable(rows.value) : rows
  if (!table.ok) return notUnderstood(`The list was not understood: ${table.error}.`)
  const { flight, passengers } = table.value
  return ok({ given: { ...flight, ...said }, list: passengers, table: table.value })
}

const MEMBERS = ['flight', 'checkpoint', 'arrival', 'departure']

function readValue(value: unknown): Result<ReadList, ListFault> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return notUnderstood('Send an object with flight, checkpoint, arrival and passengers.')
  const { passengers, ...given } = value as Record<string, unknown>
  for (const [name, text] of Object.entries(given)) {
    if (!MEMBERS.includes(name)) return notUnderstood(`${JSON.stringify(name.slice(0, 40))} is no member of a flight`)
    if (typeof text !== 'string') return notUnderstood(`${name} is no text`)
  }
  if (!Array.isArray(passengers) || passengers.length === 0)
    return notUnderstood('passengers is a list with at least one passenger')
  if (passengers.length > MAX_PASSENGERS) {
    const message = `A flight has at most ${MAX_PASSENGERS} passengers, not ${passengers.length}.`
    return fail({ reason: 'list/too-long', message })
  }
  return ok({ given: given as GivenFlight, list: listPassengers(passengers), table: null })
}

function notUnderstood(message: string): Result<never, ListFault> {
  return fail({ reason: 'list/format', message })
}
