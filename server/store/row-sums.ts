/**
 * Sums over rows by which somebody is admitted or kept out: a bit that flipped on the disk is noticed when the row is read. They are
 * no proof against whoever can write the database, who can write the sum as well.
 */
import { hash } from 'node:crypto'

/** Of what fits together a sum of 48 bits is made, so that a few of them add up to what every database keeps as it is. */
const HEX_DIGITS = 12
const LIMIT = 2 ** 48
/** No row has this sum: what was found damaged stays so, whatever is written to it afterwards. */
export const DAMAGED = -1

/** Thrown for a row that is not as it was written, or where some are missing: nothing is decided by it. */
export class RowDamaged extends Error {
  override name = 'RowDamaged'
  readonly table: string
  /** Which row, by what names no person. */
  readonly key: string
  constructor(table: string, key: string | number) {
    super(`${table} ${key} is not as it was written`)
    this.table = table
    this.key = String(key)
  }
}

/** The sum of the values of a row. The migrations that added sums make the same ones. */
export function rowSum(values: readonly (string | number | null)[]): number {
  const text = values.map((value) => value ?? '').join('|')
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, HEX_DIGITS), 16)
}

/** The sum over some rows, in whatever order, with others that came or went. */
export function tallyOf(before: number, came: Iterable<number>, went: Iterable<number> = []): number {
  let tally = before
  for (const sum of came) tally = (tally + sum) % LIMIT
  for (const sum of went) tally = (tally - sum + LIMIT) % LIMIT
  return tally
}

/** Swallows that a row is damaged where what was asked needs nothing of it: whoever does is told. Throws whatever else it is. */
export function unlessDamaged(error: unknown): void {
  if (!(error instanceof RowDamaged)) throw error
}
