/** A flight's passengers as a table: which columns are understood, under which names, and the answers written back. */
import { type Column, isNameless, UNKNOWN } from './column-names.ts'
import { type GivenFlight, readTime } from './flight.ts'
import type { FlightAnswer } from './flight-answer.ts'
import type { Language } from './language.ts'
import { type ListedPassenger, readPassenger } from './passenger.ts'
import { fail, ok, type Result } from './result.ts'
import { flightNumber } from './situation.ts'
import { SPECIMEN_WORDS } from './specimen.ts'
import { filledIn, findHeading, type Heading, isBlank, namesColumns, type TableRow } from './table-heading.ts'

export const MAX_PASSENGERS = 1000

export type WhySkipped = 'blank' | 'heading' | 'above-heading'

/** Rows that hold no passenger, one after the other; as a spreadsheet numbers them. */
export interface SkippedRows {
  readonly from: number
  readonly to: number
  readonly why: WhySkipped
}

/** What became of all rows of a list: `read + skipped + named = all`. */
export interface RowSums {
  readonly all: number
  /** Passengers that were understood. */
  readonly read: number
  readonly skipped: number
  /** Passengers that were not: each is answered as `row/invalid`, and says why. */
  readonly named: number
}

export interface PassengerTable {
  /** Of the flight, where the table says it: the same in every row. */
  readonly flight: GivenFlight
  readonly passengers: readonly ListedPassenger[]
  /** Columns that were not understood, as they are headed; `#3` is the third, which is filled under no heading. Names of persons are not needed. */
  readonly ignored: readonly string[]
  readonly skipped: readonly SkippedRows[]
  /** Whether a column was understood as the number of the passport: without it nothing is compared with the e-visa's. */
  readonly hasPassports: boolean
}

/**
 * Reads the rows of a table. Fails with what is wrong about the whole of it; what is wrong about one row stands with that
 * row.
 */
export function readPassengerTable(rows: readonly TableRow[]): Result<PassengerTable, string> {
  if (rows.every(isBlank)) return fail('the file is empty')
  const found = findHeading(rows)
  if (!found.ok) return found
  const { columns } = found.value
  const said = rows.map((_, place) => ({ ...told(rows, place, found.value), row: place + 1 }))
  const filled = said.filter(({ skip }) => skip === null)
  if (filled.length === 0) return fail('the file has no passenger below its heading')
  if (filled.length > MAX_PASSENGERS)
    return fail(`a flight has at most ${MAX_PASSENGERS} passengers; this file has more`)
  const flight = flightOf(columns, filled)
  if (!flight.ok) return flight
  return ok({
    flight: flight.value,
    passengers: filled.map((row) => listed(columns, row)),
    ignored: ignoredColumns(found.value, filled),
    skipped: skippedRows(said),
    hasPassports: columns.some(({ passenger }) => passenger === 'passport_number'),
  })
}

/** What became of the rows of a list; a list of JSON has none that are skipped. */
export function sumsOf(passengers: readonly ListedPassenger[], skipped: readonly SkippedRows[] = []): RowSums {
  const read = passengers.filter(({ passenger }) => passenger.ok).length
  const left = skipped.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  return { all: passengers.length + left, read, skipped: left, named: passengers.length - read }
}

/** Reads the passengers of a JSON list; rows are counted from 1. */
export function listPassengers(values: readonly unknown[]): ListedPassenger[] {
  return values.map((value, at) => {
    const passenger = readPassenger(value)
    const { reference } = (value ?? {}) as { reference?: unknown }
    return { row: at + 1, reference: shortText(reference), passenger }
  })
}

const ANSWER_HEADER = 'row reference answer instruction reason visa_number landing_day before specimen'.split(' ')

/** Answers as rows of a table under a header, in this order. Formulas are made harmless by whoever writes the file. */
export function answerRows(answers: readonly FlightAnswer[], language: Language): string[][] {
  return [ANSWER_HEADER, ...answers.map((answer) => cellsOf(answer, language))]
}

/** One answer as the cells of a row. */
export function cellsOf(answer: FlightAnswer, language: Language): string[] {
  const { row, reference, specimen, word, instruction, reason, visa, asked_for, changed_from: before } = answer
  return [
    String(row),
    reference ?? '',
    word[language],
    instruction[language],
    reason ?? '',
    visa?.visa_number ?? '',
    asked_for,
    before === null ? '' : `${before.outcome} ${before.reason ?? ''}`.trim(),
    specimen ? SPECIMEN_WORDS : '',
  ]
}

export function answerHeader(): string[] {
  return [...ANSWER_HEADER]
}

interface ToldRow extends TableRow {
  /** Why it holds no passenger; null where it does. */
  readonly skip: WhySkipped | null
}

function told(rows: readonly TableRow[], at: number, heading: Heading): ToldRow {
  const row = rows[at] as TableRow
  const skip = whySkipped(rows, at, heading)
  if (skip !== 'above-heading' || !isLikeRowOf(row, heading)) return { ...row, skip }
  const fault = `it stands above the row that heads the columns, ${heading.from + 1}: put it below`
  return { ...row, skip: null, fault: row.fault ?? fault }
}

function whySkipped(rows: readonly TableRow[], at: number, { from, to }: Heading): WhySkipped | null {
  const row = rows[at] as TableRow
  if (isBlank(row)) return 'blank'
  if (at < from) return 'above-heading'
  if (at <= to) return 'heading'
  // A list of several pages heads each of them.
  return rows.slice(from, to + 1).some(({ cells }) => isSameRow(cells, row.cells)) ? 'heading' : null
}

function isSameRow(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, place) => cell === other[place])
}

/** Whether a row above the heading may be a passenger's, of a page that has none: titles fill a cell or two, and label them. */
function isLikeRowOf({ cells }: TableRow, heading: Heading): boolean {
  const filled = filledIn(cells).length
  return filled >= 2 && filled * 2 > filledIn(heading.cells).length && !namesColumns(cells)
}

/** Columns under a heading that is not known, and those that are filled under none: nothing of them was looked at. */
function ignoredColumns({ cells, columns }: Heading, rows: readonly TableRow[]): string[] {
  const used = new Set(rows.flatMap((row) => (row.fault === null ? filledIn(row.cells) : [])))
  return cells.flatMap((cell, place) => {
    if (columns[place] !== UNKNOWN) return []
    if (!isNameless(cell)) return [cell]
    return used.has(place) ? [`#${place + 1}`] : []
  })
}

function skippedRows(rows: readonly { readonly row: number; readonly skip: WhySkipped | null }[]): SkippedRows[] {
  const skipped: SkippedRows[] = []
  for (const { row, skip } of rows) {
    const last = skipped.at(-1)
    if (skip === null) continue
    if (last?.to === row - 1 && last.why === skip) skipped[skipped.length - 1] = { ...last, to: row }
    else skipped.push({ from: row, to: row, why: skip })
  }
  return skipped
}

interface Row extends TableRow {
  readonly row: number
}

function flightOf(columns: readonly Column[], rows: readonly Row[]): Result<GivenFlight, string> {
  const flight: Record<string, string> = {}
  for (const [at, { flight: field }] of columns.entries()) {
    if (field === null) continue
    for (const { cells, row, fault } of rows) {
      if (fault !== null) continue
      const cell = cells[at]?.trim() ?? ''
      if (cell === '') continue
      const before = flight[field]
      if (before !== undefined && !isSameOfFlight[field](before, cell))
        return fail(
          `row ${row} has ${field} ${JSON.stringify(cell.slice(0, 40))}, rows above it ${JSON.stringify(before.slice(0, 40))}: check each flight by itself`,
        )
      flight[field] ??= cell
    }
  }
  return ok(flight)
}

// As people write them: `KC 104` is KC104, and 22.11.2026 23:50 is 2026-11-22 23:50.
const isSameTime = (one: string, other: string) =>
  one === other || (readTime(one) ?? one) === (readTime(other) ?? other)
const isSameOfFlight: Readonly<Record<keyof GivenFlight, (one: string, other: string) => boolean>> = {
  flight: (one, other) => flightNumber(one) === flightNumber(other),
  checkpoint: (one, other) => one.toLowerCase() === other.toLowerCase(),
  arrival: isSameTime,
  departure: isSameTime,
}

const NOT_UTF8 = '\ufffd'

function listed(columns: readonly Column[], { cells, row, fault }: Row): ListedPassenger {
  const value: Record<string, string> = {}
  for (const [at, { passenger }] of columns.entries()) {
    const cell = cells[at] ?? ''
    if (passenger !== null) value[passenger] = cell
  }
  const reference = shortText(value.reference)
  if (fault !== null) return { row, reference, passenger: fail(fault) }
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ''))
    return { row, reference, passenger: fail(`it has ${cells.length} columns, the heading ${columns.length}`) }
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
