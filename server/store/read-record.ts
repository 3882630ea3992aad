/** Rows of the ledger: what a store reads, and what it means. */
import { hash } from 'node:crypto'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import { NO_CROSSING } from './crossing-rows.ts'
import type { JudgedRecord } from './ledger-conflicts.ts'
import type { LedgerRecord, RecordsPage } from './ledger-store.ts'
import { RowDamaged } from './row-sums.ts'

/** The columns of a `JudgedRow`, on every store. */
export const RECORD_COLUMNS = `position, hash, jws, crossing, standing, received_at AS "receivedAt",
  received_from AS "receivedFrom", CASE WHEN feed_position IS NULL THEN 0 ELSE 1 END AS "isTold"`

/** A row with its event. `isTold` is 0 for an event that has the id of another one. */
export interface JudgedRow {
  readonly position: number
  readonly hash: string
  readonly jws: string
  readonly crossing: string
  readonly standing: Standing
  readonly receivedAt: number
  readonly receivedFrom: string
  readonly isTold: 0 | 1
}

export function readRecord({ crossing, standing, isTold, ...row }: JudgedRow): JudgedRecord {
  const event = JSON.parse(wholeText(row)) as CrossingEvent
  return {
    ...row,
    event,
    standing,
    isTold: isTold === 1,
    crossing: crossing === NO_CROSSING ? null : { ...(JSON.parse(crossing) as Crossing), standing },
  }
}

/** What its device signed. Throws `RowDamaged` where that is not of the hash by which the ledger knows it. */
export function wholeText({ position, jws, hash: known }: Pick<JudgedRow, 'position' | 'jws' | 'hash'>): string {
  const signed = textOfBase64url(jws.split('.')[1] ?? '')
  if (hash('sha256', signed, 'base64url') !== known) throw new RowDamaged('crossings', position)
  return signed
}

/** How many records of one millisecond are looked through for a refusal: ids are made up by whoever has a device. */
export const MOST_OF_A_MILLISECOND = 1000

/** The refusals among these. */
export function refusalsAmong(rows: readonly JudgedRow[]): readonly LedgerRecord[] {
  return rows.map(readRecord).filter(({ event }) => event.action === 'refusal')
}

/** So many of the records after the first `after`. */
export function recordsPage(all: readonly LedgerRecord[], after: number, limit: number): RecordsPage {
  const next = after + limit
  return { records: all.slice(after, next), next: next < all.length ? next : null }
}
