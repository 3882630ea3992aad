/** Rows of the ledger by which e-visas are used up: read by one reader, which believes none that is not as it was written. */
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import { NO_VISA_NUMBER } from './ledger-store.ts'
import { RowDamaged, rowSum, tallyOf } from './row-sums.ts'
import type { NewRow } from './take-events.ts'
import { damagedVisa, type VisaCover } from './visa-cover.ts'

/** What is covered by its own hash, the text that its device signed, stands apart. */
export interface CrossingRow {
  readonly position: number
  /** Null for an event that has the id of another one. */
  readonly feed_position: number | null
  readonly hash: string
  readonly prev: string | null
  readonly id: string
  readonly visa_number: string
  readonly device: string
  readonly seq: number
  readonly crossing: string
  readonly standing: Standing
  readonly allowed: number | null
  readonly until: string
  readonly receipt: string
  readonly received_at: number
  readonly received_from: string
  readonly wire: number | null
}

export interface SummedCrossingRow extends CrossingRow {
  readonly sum: number
}

const COVERED = [
  ...(['position', 'feed_position', 'hash', 'prev', 'id', 'visa_number', 'device', 'seq', 'crossing'] as const),
  ...(['standing', 'allowed', 'until', 'receipt', 'received_at', 'received_from', 'wire'] as const),
] satisfies readonly (keyof CrossingRow)[]

/** What the column of the crossing holds of an event that is about nobody's e-visa. */
export const NO_CROSSING = ''

/** The columns of a `SummedCrossingRow`, on every store. */
export const CROSSING_COLUMNS = [...COVERED, 'sum'].map((column) => `crossings.${column}`).join(', ')

/** The row of an event that was judged. */
export function summedCrossing(row: NewRow, receipt: string): SummedCrossingRow {
  const { event, position, feedPosition, hash, crossing, standing, allowed, until, receivedAt, receivedFrom, wire } =
    row
  const { id, prev, device, seq, visa_number: visaNumber } = event
  const columns: CrossingRow = {
    ...{
      position,
      feed_position: feedPosition,
      hash,
      prev,
      id,
      visa_number: visaNumber ?? NO_VISA_NUMBER,
      device,
      seq,
    },
    ...{ crossing: crossingText(crossing), standing, allowed, until, receipt },
    ...{ received_at: receivedAt, received_from: receivedFrom, wire },
  }
  return { ...columns, sum: sumOfCrossing(columns) }
}

/** The row once a review let it count. */
export function acceptedCrossing(row: SummedCrossingRow, feedPosition: number): SummedCrossingRow {
  const accepted = { ...wholeCrossing(row), standing: 'accepted', feed_position: feedPosition } as const
  return { ...accepted, sum: sumOfCrossing(accepted) }
}

export function sumOfCrossing(row: CrossingRow): number {
  return rowSum(COVERED.map((column) => row[column]))
}

/** The row, if it is as it was written. Throws `RowDamaged` otherwise. */
export function wholeCrossing<Row extends SummedCrossingRow>(row: Row): Row {
  if (sumOfCrossing(row) !== row.sum) throw new RowDamaged('crossings', row.position)
  return row
}

/**
 * What the ledger tells of a visa, by all of its rows; `visa` holds the sum over them, and is undefined where the store knows no such
 * visa. Throws `RowDamaged` where one of them is damaged, of another visa, or missing.
 */
export function crossingsOfRows(
  visaNumber: string,
  rows: readonly SummedCrossingRow[],
  visa: VisaCover | undefined,
): Crossing[] {
  for (const row of rows)
    if (wholeCrossing(row).visa_number !== visaNumber) throw new RowDamaged('crossings', row.position)
  const tally = tallyOf(
    0,
    rows.map(({ sum }) => sum),
  )
  if (visa !== undefined && tally !== visa.crossings_sum) throw damagedVisa(visa)
  return rows.flatMap(({ feed_position: told, wire, crossing, standing }) =>
    told === null || wire === null ? [] : [{ ...(JSON.parse(crossing) as Crossing), standing }],
  )
}

export function readCrossing(row: SummedCrossingRow): FeedCrossing {
  const { crossing, standing, allowed, until } = wholeCrossing(row)
  return { crossing: { ...(JSON.parse(crossing) as Crossing), standing }, allowed, until }
}

/** As the column holds it: without its standing, which has its own. */
function crossingText(crossing: Crossing | null): string {
  if (crossing === null) return NO_CROSSING
  const { standing: _, ...kept } = crossing
  return JSON.stringify(kept)
}
