/** Rows of the ledger: what a store reads, and what it means. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import type { JudgedRecord } from './ledger-conflicts.ts'
import type { LedgerRecord, RecordsPage } from './ledger-store.ts'

/** The columns of a `JudgedRow`, on every store. */
export const RECORD_COLUMNS = `position, hash, jws, crossing, standing, received_at AS "receivedAt",
  received_from AS "receivedFrom", CASE WHEN feed_position IS NULL THEN 0 ELSE 1 END AS "isTold"`

/** What the column of the crossing holds of an event that is about nobody's e-visa. */
const NO_CROSSING = ''

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
  const event = JSON.parse(textOfBase64url(row.jws.split('.')[1] ?? '')) as CrossingEvent
  return {
    ...row,
    event,
    standing,
    isTold: isTold === 1,
    crossing: crossing === NO_CROSSING ? null : { ...(JSON.parse(crossing) as Crossing), standing },
  }
}

export function readCrossing(row: {
  readonly crossing: string
  readonly standing: Standing
  readonly allowed: number | null
  readonly until: string
}): FeedCrossing {
  const { crossing, standing, allowed, until } = row
  return { crossing: { ...(JSON.parse(crossing) as Crossing), standing }, allowed, until }
}

/** So many of the records after the first `after`. */
export function recordsPage(all: readonly LedgerRecord[], after: number, limit: number): RecordsPage {
  const next = after + limit
  return { records: all.slice(after, next), next: next < all.length ? next : null }
}

/** As the column holds it: without its standing, which has its own. */
export function crossingText(crossing: Crossing | null): string {
  if (crossing === null) return NO_CROSSING
  const { standing: _, ...kept } = crossing
  return JSON.stringify(kept)
}
