/** What of visas' rows decides, on PostgreSQL: written with its sum, in one statement. */
import type { VisaCover } from '../visa-cover.ts'
import type { Connection, Queries } from './postgres-connection.ts'

/** Writes what changes of them, within the transaction that has read and locked them. */
export async function writeCovers({ rows }: Connection, visas: readonly VisaCover[], on: Queries): Promise<void> {
  if (visas.length === 0) return
  await rows(
    `UPDATE visas SET status = made.status, entries_used = made.used, crossings_sum = made.tally, sum = made.sum
     FROM unnest($1::text[], $2::text[], $3::integer[], $4::bigint[], $5::bigint[]) AS made (number, status, used, tally, sum)
     WHERE visas.number = made.number`,
    [
      visas.map(({ number }) => number),
      visas.map(({ status }) => status),
      visas.map(({ entries_used: used }) => used),
      visas.map(({ crossings_sum: tally }) => tally),
      visas.map(({ sum }) => sum),
    ],
    on,
  )
}
