/** A flight's passengers as a table: which columns are understood, under which names, and the answers written back. */
import type { GivenFlight } from './flight.ts'
import type { FlightAnswer } from './flight-answer.ts'
import type { Language } from './language.ts'
import { type ListedPassenger, type PassengerField, readPassenger } from './passenger.ts'
import { fail, ok, type Result } from './result.ts'
import { SPECIMEN_WORDS } from './specimen.ts'

export const MAX_PASSENGERS = 1000

/** The names of each column; letter case, spaces, hyphens and underscores do not matter. */
export const PASSENGER_COLUMNS: Readonly<Record<PassengerField, readonly string[]>> = {
  reference: [...'reference ref pnr booking recordlocator seat seatno sequence seqno место бронь орын'.split(' ')],
  type: ['type', 'passengertype', 'paxtype', 'ptc', 'paxcategory', 'passengercategory'],
  nationality: [
    ...'nationality nat citizenship passportnationality countryofcitizenship гражданство азаматтығы'.split(' '),
  ],
  text: ['text', 'qr', 'qrtext', 'code', 'qrcode'],
  visa_number: ['visanumber', 'visa', 'visano', 'evisa', 'evisanumber', 'evisano', 'номервизы', 'визанөмірі'],
  passport_number: passportHeadings(),
  birth_date: [...'birthdate dateofbirth dob born birthday birth датарождения туғанкүні'.split(' ')],
  passport_expires: expiryHeadings(),
}

function passportHeadings(): readonly string[] {
  const of = ['passport', 'traveldocument', 'travelpassport', 'document', 'doc', 'ppt']
  return [
    ...of.flatMap((document) => ['number', 'num', 'no', 'nr'].map((number) => `${document}${number}`)),
    ...of.map((document) => `numberof${document}`),
    ...'passport паспорт номерпаспорта noпаспорта паспортno серияиномерпаспорта номердокумента'.split(' '),
    ...'паспортнөмірі төлқұжат төлқұжатнөмірі құжатнөмірі'.split(' '),
  ]
}

function expiryHeadings(): readonly string[] {
  const of = ['passport', 'document', 'doc', 'traveldocument']
  const ends = ['expires', 'expiry', 'expirydate', 'validuntil', 'expiration', 'expirationdate']
  return [...of.flatMap((document) => ends.map((end) => `${document}${end}`)), 'expirydate', 'dateofexpiry', 'expires']
}

const FLIGHT_COLUMNS: Readonly<Record<keyof GivenFlight, readonly string[]>> = {
  flight: ['flight', 'flightnumber', 'flightno', 'рейс'],
  checkpoint: ['checkpoint', 'airport', 'arrivalairport', 'destination'],
  arrival: ['arrival', 'arrivaltime', 'sta'],
  departure: ['departure', 'departuretime', 'std'],
}

/** A row as its file has it; or what is wrong with it, and the cells as far as they can be told. */
export interface TableRow {
  readonly cells: readonly string[]
  readonly fault: string | null
}

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
  /** Columns that were not understood, as they are headed. Names of persons are not needed. */
  readonly ignored: readonly string[]
  readonly skipped: readonly SkippedRows[]
  /** Whether a column was understood as the number of the passport: without it nothing is compared with the e-visa's. */
  readonly hasPassports: boolean
}

// Lists are exported under a title, the flight, an empty row.
const MOST_ROWS_ABOVE = 10
const MAX_HEADING = 200

/**
 * Reads the rows of a table. The first row that names a known column heads it. Fails with what is wrong about the whole
 * of it; what is wrong about one row stands with that row.
 */
export function readPassengerTable(rows: readonly TableRow[]): Result<PassengerTable, string> {
  if (rows.every(isBlank)) return fail('the file is empty')
  const heading = readHeading(rows)
  if (!heading.ok) return heading
  const { at, cells, columns } = heading.value
  const said = rows.map((row, place) => ({ ...row, row: place + 1, skip: whySkipped(row, place, at, cells) }))
  const filled = said.filter(({ skip }) => skip === null)
  if (filled.length === 0) return fail('the file has no passenger below its heading')
  if (filled.length > MAX_PASSENGERS)
    return fail(`a flight has at most ${MAX_PASSENGERS} passengers; this file has more`)
  const flight = flightOf(columns, filled)
  if (!flight.ok) return flight
  return ok({
    flight: flight.value,
    passengers: filled.map((row) => listed(columns, row)),
    ignored: cells.filter((_, place) => columns[place]?.isIgnored),
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

interface Heading {
  /** Its place among the rows. */
  readonly at: number
  readonly cells: readonly string[]
  readonly columns: readonly Column[]
}

function readHeading(rows: readonly TableRow[]): Result<Heading, string> {
  const first = rows.findIndex((row) => !isBlank(row))
  for (const [place, { cells, fault }] of rows.slice(first, first + MOST_ROWS_ABOVE).entries()) {
    if (cells.some((cell) => cell.length > MAX_HEADING))
      return fail(`row ${first + place + 1} is no heading: one of its cells has more than ${MAX_HEADING} characters`)
    const columns = onceEach(cells.map(columnOf))
    const known = columns.flatMap(({ passenger }) => passenger ?? [])
    if (known.length === 0) continue
    if (fault !== null) return fail(`the heading is not understood: ${fault}`)
    const twice = known.find((field, at) => known.indexOf(field) !== at)
    if (twice !== undefined) return fail(`two columns are both ${twice}: leave one out`)
    return ok({ at: first + place, cells, columns })
  }
  return fail(`no row names a column that is known: ${Object.keys(PASSENGER_COLUMNS).join(', ')}`)
}

/** Seat and booking both name a passenger, and one name is enough: the first. */
function onceEach(columns: readonly Column[]): readonly Column[] {
  const first = columns.findIndex(({ passenger }) => passenger === 'reference')
  return columns.map((column, at) =>
    column.passenger === 'reference' && at !== first ? { ...column, passenger: null, isIgnored: true } : column,
  )
}

function isBlank({ cells, fault }: TableRow): boolean {
  return fault === null && cells.every((cell) => cell.trim() === '')
}

function whySkipped(row: TableRow, at: number, headingAt: number, heading: readonly string[]): WhySkipped | null {
  if (isBlank(row)) return 'blank'
  if (at < headingAt) return 'above-heading'
  // A list of several pages heads each of them.
  const isHeading = row.cells.length === heading.length && row.cells.every((cell, place) => cell === heading[place])
  return isHeading ? 'heading' : null
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

interface Column {
  readonly passenger: PassengerField | null
  readonly flight: keyof GivenFlight | null
  readonly isIgnored: boolean
}

function columnOf(heading: string): Column {
  // Under NFKC a numero sign is "No".
  const name = heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^()]*\)/g, '')
    .replaceAll('#', 'no')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  const passenger = keyHaving(PASSENGER_COLUMNS, name)
  const flight = passenger === null ? keyHaving(FLIGHT_COLUMNS, name) : null
  return { passenger, flight, isIgnored: passenger === null && flight === null && name !== '' }
}

function keyHaving<K extends string>(columns: Readonly<Record<K, readonly string[]>>, name: string): K | null {
  return (Object.keys(columns) as K[]).find((key) => columns[key].includes(name)) ?? null
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

function listed(columns: readonly Column[], { cells, row, fault }: Row): ListedPassenger {
  const value: Record<string, string> = {}
  for (const [at, { passenger }] of columns.entries()) {
    const cell = cells[at] ?? ''
    if (passenger !== null) value[passenger] = cell
  }
  const reference = shortText(value.reference)
  if (fault !== null) return { row, reference, passenger: fail(fault) }
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
