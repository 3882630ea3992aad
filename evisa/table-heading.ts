/** Which row heads a table, or which two: the one that names the most columns, since titles may name one by chance. */
import { type Column, columnOf, isExplicit, UNKNOWN } from './column-names.ts'
import { PASSENGER_FIELDS, type PassengerField } from './passenger.ts'
import { fail, ok, type Result } from './result.ts'

/** A row as its file has it; or what is wrong with it, and the cells as far as they can be told. */
export interface TableRow {
  readonly cells: readonly string[]
  readonly fault: string | null
}

export interface Heading {
  /** Its places among the rows: one row, or two of which the second says more of the first one's cells. */
  readonly from: number
  readonly to: number
  /** What each column is headed; of two rows both. */
  readonly cells: readonly string[]
  readonly columns: readonly Column[]
}

// Lists are exported under a title, the flight, an empty row.
const MOST_ROWS_LOOKED_AT = 10
const MAX_HEADING = 200

/** Finds the heading. Fails with what is wrong, and what columns are known. */
export function findHeading(rows: readonly TableRow[]): Result<Heading, string> {
  const first = rows.findIndex((row) => !isBlank(row))
  const looked = rows.slice(first, first + MOST_ROWS_LOOKED_AT)
  const tooLong = looked.findIndex(({ cells }) => cells.some((cell) => cell.length > MAX_HEADING))
  const each = looked.map((row, at) => oneRow(row, first + at))
  const areWhole = (at: number) => looked.slice(at, at + 2).every(({ fault }) => fault === null)
  const best = each
    .flatMap((one, at) => [one, areWhole(at) ? twoRows(one, each[at + 1] ?? null) : null])
    .reduce((most, one) => (one !== null && (most === null || namesMore(one, most)) ? one : most), null)
  if (best === null || knownIn(best).length === 0) {
    if (tooLong >= 0)
      return fail(`row ${first + tooLong + 1} is no heading: one of its cells has more than ${MAX_HEADING} characters`)
    return fail(`no row names a column that is known: ${PASSENGER_FIELDS.join(', ')}`)
  }
  const fault = rows[best.from]?.fault ?? null
  if (fault !== null) return fail(`the heading is not understood: ${fault}`)
  const columns = onceEach(best.columns)
  const known = fieldsOf(columns)
  const twice = known.find((field, at) => known.indexOf(field) !== at)
  if (twice !== undefined) return fail(`two columns are both ${twice}: leave one out`)
  const heading = { ...best, columns }
  return ok(saysTheSame(rows[best.to + 1], heading) ? { ...heading, to: best.to + 1 } : heading)
}

export function isBlank({ cells, fault }: TableRow): boolean {
  return fault === null && cells.every((cell) => cell.trim() === '')
}

/** The places of the cells that hold something. */
export function filledIn(cells: readonly string[]): readonly number[] {
  return [...cells.keys()].filter((place) => cells[place]?.trim() !== '')
}

/** Whether a cell names a column that is known. */
export function namesColumns(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.length <= MAX_HEADING && columnOf(cell) !== UNKNOWN)
}

function oneRow({ cells }: TableRow, at: number): Heading | null {
  if (cells.some((cell) => cell.length > MAX_HEADING)) return null
  return { from: at, to: at, cells, columns: cells.map(columnOf) }
}

/** A heading whose cells were merged: `Passport` over `Number` and `Nationality`. Null where the two rows are none. */
function twoRows(above: Heading | null, below: Heading | null): Heading | null {
  if (above === null || below === null || !isUnder(above.cells, below.cells)) return null
  const width = Math.max(above.cells.length, below.cells.length)
  const both = Array.from({ length: width }, (_, place) => cellOfTwo(above, below, place))
  const two = {
    from: above.from,
    to: below.to,
    cells: both.map(({ cell }) => cell),
    columns: both.map(({ column }) => column),
  }
  const [count, most] = [knownIn(two).length, Math.max(knownIn(above).length, knownIn(below).length)]
  // A title is over each heading: it belongs to it where it says something about its columns.
  return count > most || (count === most && both.some(({ isTogether }) => isTogether)) ? two : null
}

/**
 * Whether these are the cells under a heading's merged ones. A passenger has digits, and something under each heading;
 * under one that goes over a single column at most the rest of its name is said.
 */
function isUnder(above: readonly string[], below: readonly string[]): boolean {
  const says = (cells: readonly string[], place: number) => (cells[place] ?? '').trim()
  return filledIn(below).every((place) => {
    const [own, sub] = [says(above, place), says(below, place)]
    const goesOn = says(above, place + 1) === '' && says(below, place + 1) !== ''
    return !/\p{N}/u.test(sub) && (own === '' || goesOn || columnOf(`${own} ${sub}`) !== UNKNOWN)
  })
}

/** A cell of two rows. That of the first row goes on to the right as far as the cells there are empty. */
function cellOfTwo(above: Heading, below: Heading, place: number) {
  const [own = '', sub = ''] = [above.cells[place], below.cells[place]]
  if (sub.trim() === '') return { cell: own, column: above.columns[place] ?? UNKNOWN, isTogether: false }
  const group = above.cells.slice(0, place + 1).findLast((cell) => cell.trim() !== '') ?? ''
  const cell = `${group} ${sub}`.trim()
  const [together, alone] = [columnOf(cell), below.columns[place] ?? UNKNOWN]
  if (together !== UNKNOWN) return { cell, column: together, isTogether: together.passenger !== alone.passenger }
  return { cell, column: isExplicit(alone) ? alone : UNKNOWN, isTogether: false }
}

function namesMore(one: Heading, other: Heading): boolean {
  const [mine, others] = [knownIn(one).length, knownIn(other).length]
  return mine === others ? filledIn(one.cells).length > filledIn(other.cells).length : mine > others
}

function knownIn({ columns }: Heading): readonly PassengerField[] {
  return [...new Set(fieldsOf(columns))]
}

function fieldsOf(columns: readonly Column[]): readonly PassengerField[] {
  return columns.flatMap(({ passenger }) => passenger ?? [])
}

/** Of several columns of one field the most explicit is meant. Seat and booking both name a passenger: the first does. */
function onceEach(columns: readonly Column[]): readonly Column[] {
  const best = new Map<PassengerField, number>()
  for (const { passenger, rank } of columns)
    if (passenger !== null) best.set(passenger, Math.min(rank, best.get(passenger) ?? rank))
  const reference = columns.findIndex(({ passenger }) => passenger === 'reference')
  return columns.map((column, at) => {
    const { passenger, rank } = column
    const isMeant = passenger === 'reference' ? at === reference : passenger === null || rank === best.get(passenger)
    return isMeant ? column : UNKNOWN
  })
}

/** Whether a row says in another language what the heading says. */
function saysTheSame(row: TableRow | undefined, { columns }: Heading): boolean {
  if (row === undefined || row.fault !== null || row.cells.some((cell) => cell.length > MAX_HEADING)) return false
  const places = filledIn(row.cells).filter((place) => (columns[place] ?? UNKNOWN) !== UNKNOWN)
  const isSame = (place: number) => {
    const { passenger, flight } = columnOf(row.cells[place] ?? '')
    return passenger === columns[place]?.passenger && flight === columns[place]?.flight
  }
  return places.length >= 2 && places.every(isSame)
}
