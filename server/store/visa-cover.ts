/** What of a visa's row decides whether its holder is admitted, and the sum that tells whether it still is as it was written. */
import type { VisaTerms } from './ledger-view.ts'
import { DAMAGED, RowDamaged, rowSum, tallyOf } from './row-sums.ts'
import type { ListedStatus, StoredVisa } from './visa-store.ts'

export interface VisaCover {
  readonly number: string
  readonly status: StoredVisa['status']
  readonly status_list: number
  readonly status_index: number
  /** Null for any number. */
  readonly entries_allowed: number | null
  readonly entries_used: number
  readonly valid_until: string
  readonly stay_days: number
  /** Over the rows of its crossings: one that is missing is missed. */
  readonly crossings_sum: number
  readonly sum: number
}

const COVERED = [
  ...(['number', 'status', 'status_list', 'status_index', 'entries_allowed', 'entries_used'] as const),
  ...(['valid_until', 'stay_days', 'crossings_sum'] as const),
] satisfies readonly (keyof VisaCover)[]

/** The columns of a `VisaCover`, on every store. */
export const COVER_COLUMNS = [...COVERED, 'sum'].join(', ')

/** The same where visas are joined to what has columns of these names, too. */
export const JOINED_COVER = [...COVERED, 'sum'].map((column) => `visas.${column} AS of_${column}`).join(', ')
export type JoinedCover = { readonly [Column in keyof VisaCover as `of_${Column}`]: VisaCover[Column] | null }

/** Undefined where no visa was joined. */
export function coverOfJoined(row: JoinedCover): VisaCover | undefined {
  if (row.of_number === null) return undefined
  const values = [...COVERED, 'sum' as const].map((column) => [column, row[`of_${column}`]])
  return Object.fromEntries(values) as VisaCover
}

export function sumOfVisa(visa: Omit<VisaCover, 'sum'>): number {
  return rowSum(COVERED.map((column) => visa[column]))
}

export function isWholeVisa(visa: VisaCover): boolean {
  return visa.sum === sumOfVisa(visa)
}

/** The row, if it is as it was written. Throws `RowDamaged` otherwise. */
export function wholeVisa<Row extends VisaCover>(row: Row): Row {
  if (!isWholeVisa(row)) throw damagedVisa(row)
  return row
}

/** A row is named by its place in the status lists, which everybody may read. */
export function damagedVisa({ status_list: list, status_index: place }: VisaCover): RowDamaged {
  return new RowDamaged('visas', `${list}/${place}`)
}

/** Of a row that is not simply valid, or that is damaged. */
export function listedStatus(visa: VisaCover): ListedStatus {
  const { status, status_list: list, status_index: place } = visa
  if (isWholeVisa(visa)) return { list, place, status: status === 'valid' ? 'exhausted' : status }
  return { list, place, status: status === 'revoked' ? status : 'suspended', damaged: damagedVisa(visa) }
}

/** What the ledger asks of it. */
export function termsOf(visa: VisaCover): Pick<VisaTerms, 'status' | 'allowed' | 'validUntil' | 'stayDays'> {
  const { status, entries_allowed: allowed, valid_until: validUntil, stay_days: stayDays } = visa
  return { status, allowed: allowed ?? Number.POSITIVE_INFINITY, validUntil, stayDays }
}

/** A damaged row may be withdrawn, and stays damaged; throws `RowDamaged` where it is to be valid. */
export function withStatus(visa: VisaCover, status: VisaCover['status']): VisaCover {
  return changedVisa(status === 'valid' ? wholeVisa(visa) : visa, { status })
}

/** What is written once crossings came, or others took the place of some that were there. */
export function usedVisa(
  visa: VisaCover,
  used: number,
  came: readonly { readonly sum: number }[],
  went: readonly { readonly sum: number }[] = [],
): VisaCover {
  const sums = (rows: typeof came) => rows.map(({ sum }) => sum)
  return changedVisa(visa, { entries_used: used, crossings_sum: tallyOf(visa.crossings_sum, sums(came), sums(went)) })
}

function changedVisa(
  visa: VisaCover,
  change: Partial<Pick<VisaCover, 'status' | 'entries_used' | 'crossings_sum'>>,
): VisaCover {
  const changed = { ...visa, ...change }
  return { ...changed, sum: isWholeVisa(visa) ? sumOfVisa(changed) : DAMAGED }
}
