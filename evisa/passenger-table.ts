/** A flight's passengers as a table: which columns are understood, under which names, and the answers written back. */
import type { GivenFlight } from './flight.ts'
import type { FlightAnswer } from './flight-answer.ts'
import type { Language } from './language.ts'
import { type ListedPassenger, type PassengerField, readPassenger } from './passenger.ts'
import { fail, ok, type Result } from './result.ts'

export const MAX_PASSENGERS = 1000

/** The names of each column; letter case, spaces, hyphens and underscores do not matter. */
export const PASSENGER_COLUMNS: Readonly<Record<PassengerField, readonly string[]>> = {
  reference: ['reference', 'ref', 'pnr', 'booking', 'seat', 'sequence'],
  type: ['type', 'passengertype', 'paxtype'],
  nationality: ['nationality', 'citizenship', 'passportnationality'],
  text: ['text', 'qr', 'qrtext', 'code', 'qrcode'],
  visa_number: ['visanumber', 'visa', 'visano', 'evisa', 'evisanumber'],
  passport_number: ['passportnumber', 'passport', 'passportno', 'documentnumber', 'docno'],
  birth_date: ['birthdate', 'dateofbirth', 'dob', 'born'],
  passport_expires: ['passportexpires', 'passportexpiry', 'expirydate', 'documentexpiry'],
}

const FLIGHT_COLUMNS: Readonly<Record<keyof GivenFlight, readonly string[]>> = {
  flight: ['flight', 'flightnumber', 'flightno'],
  checkpoint: ['checkpoint', 'airport', 'arrivalairport', 'destination'],
  arrival: ['arrival', 'arrivaltime', 'sta'],
  departure: ['departure', 'departuretime', 'std'],
}

export interface PassengerTable {
  /** Of the flight, where the table says it: the same in every row. */
  readonly flight: GivenFlight
  readonly passengers: readonly ListedPassenger[]
  /** Columns that were not understood, as they are headed. Names of persons are not needed. */
  readonly ignored: readonly string[]
}

/**
 * Reads the rows of a table, the first of which heads the columns. Fails with what is wrong about the whole of it;
 * what is wrong about one row stands with that row.
 */
export function readPassengerTable(rows: readonly (readonly string[])[]): Result<PassengerTable, string> {
  const [header = [], ...body] = rows
  const columns = header.map(columnOf)
  const filled = body.flatMap((cells, at) => (cells.some((cell) => cell.trim() !== '') ? [{ cells, row: at + 2 }] : []))
  if (header.length === 0 || header.every((cell) => cell.trim() === '')) return fail('the file is empty')
  const known = columns.flatMap(({ passenger }) => passenger ?? [])
  if (known.length === 0)
    return fail(`the first row names no column that is known: ${Object.keys(PASSENGER_COLUMNS).join(', ')}`)
  const twice = known.find((field, at) => known.indexOf(field) !== at)
  if (twice !== undefined) return fail(`two columns are both ${twice}: leave one out`)
  if (filled.length === 0) return fail('the file has no passenger below its first row')
  if (filled.length > MAX_PASSENGERS)
    return fail(`a flight has at most ${MAX_PASSENGERS} passengers; this file has more`)
  const flight = flightOf(columns, filled)
  if (!flight.ok) return flight
  const passengers = filled.map(({ cells, row }) => listed(columns, cells, row))
  return ok({ flight: flight.value, passengers, ignored: header.filter((_, at) => columns[at]?.isIgnored) })
}

/** Reads the passengers of a JSON list; rows are counted from 1. */
export function listPassengers(values: readonly unknown[]): ListedPassenger[] {
  return values.map((value, at) => {
    const passenger = readPassenger(value)
    const { reference } = (value ?? {}) as { reference?: unknown }
    return { row: at + 1, reference: shortText(reference), passenger }
  })
}

const ANSWER_HEADER = ['row', 'reference', 'answer', 'instruction', 'reason', 'visa_number', 'landing_day', 'before']

/** Answers as rows of a table under a header, in this order. Formulas are made harmless by whoever writes the file. */
export function answerRows(answers: readonly FlightAnswer[], language: Language): string[][] {
  return [ANSWER_HEADER, ...answers.map((answer) => cellsOf(answer, language))]
}

/** One answer as the cells of a row. */
export function cellsOf(answer: FlightAnswer, language: Language): string[] {
  const { row, reference, word, instruction, reason, visa, asked_for, changed_from: before } = answer
  return [
    String(row),
    reference ?? '',
    word[language],
    instruction[language],
    reason ?? '',
    visa?.visa_number ?? '',
    asked_for,
    before === null ? '' : `${before.outcome} ${before.reason ?? ''}`.trim(),
  ]
}

export function answerHeader(): string[] {
  return [...ANSWER_HEADER]
}

interface Column {
  readonly passenger: PassengerField | null
  readonly flight: keyof GivenFlight | null
  readonly isIgnored: boolean
}

function columnOf(heading: string): Column {
  const name = heading.toLowerCase().replaceAll(/\([^)]*\)|[\s_.-]/g, '')
  const passenger = keyHaving(PASSENGER_COLUMNS, name)
  const flight = passenger === null ? keyHaving(FLIGHT_COLUMNS, name) : null
  return { passenger, flight, isIgnored: passenger === null && flight === null && name !== '' }
}

function keyHaving<K extends string>(columns: Readonly<Record<K, readonly string[]>>, name: string): K | null {
  return (Object.keys(columns) as K[]).find((key) => columns[key].includes(name)) ?? null
}

interface Row {
  readonly cells: readonly string[]
  readonly row: number
}

function flightOf(columns: readonly Column[], rows: readonly Row[]): Result<GivenFlight, string> {
  const flight: Record<string, string> = {}
  for (const [at, { flight: field }] of columns.entries()) {
    if (field === null) continue
    for (const { cells, row } of rows) {
      const cell = cells[at]?.trim() ?? ''
      if (cell === '') continue
      const before = flight[field]
      if (before !== undefined && before !== cell)
        return fail(
          `row ${row} has ${field} ${JSON.stringify(cell.slice(0, 40))}, rows above it ${JSON.stringify(before.slice(0, 40))}: check each flight by itself`,
        )
      flight[field] = cell
    }
  }
  return ok(flight)
}

const NOT_UTF8 = '\ufffd'

function listed(columns: readonly Column[], cells: readonly string[], row: number): ListedPassenger {
  const value: Record<string, string> = {}
  for (const [at, { passenger }] of columns.entries()) {
    const cell = cells[at] ?? ''
    if (passenger !== null) value[passenger] = cell
  }
  const reference = shortText(value.reference)
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ''))
    return { row, reference, passenger: fail(`it has ${cells.length} columns, the first row ${columns.length}`) }
  if (Object.values(value).some((cell) => cell.includes(NOT_UTF8)))
    return { row, reference, passenger: fail('it has bytes that are no UTF-8: save the file as CSV UTF-8') }
  return { row, reference, passenger: readPassenger(value) }
}

// A reference that cannot be kept still names its row as far as it goes.
function shortText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value
    .trim()
    .replaceAll(/[\u0000-\u001f\u007f]/g, '')
    .slice(0, 40)
  return text === '' ? null : text
}
