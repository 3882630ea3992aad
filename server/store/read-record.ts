/** Rows of the ledger: what a store reads, and what it means. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import type { JudgedRecord } from './ledger-conflicts.ts'
import type { Conflict, Review } from './ledger-store.ts'

/** A row with its event. `isTold` is 0 for an event that has the id of another one. */
export interface JudgedRow {
  readonly position: number
  readonly hash: string
  readonly jws: string
  readonly crossing: string
  readonly standing: Standing
  readonly allowed: number | null
  readonly receivedAt: number
  readonly receivedFrom: string
  readonly isTold: 0 | 1
}

export function readRecord({ crossing, standing, isTold, allowed, ...row }: JudgedRow): JudgedRecord {
  const event = JSON.parse(textOfBase64url(row.jws.split('.')[1] ?? '')) as CrossingEvent
  return {
    ...row,
    event,
    standing,
    allowed,
    isTold: isTold === 1,
    crossing: { ...(JSON.parse(crossing) as Crossing), standing },
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

/** The hash of the event that an accepting review lets count; null where it lets none. */
export function acceptedBy({ verdict }: Review, { kind, id, records }: Conflict): string | null {
  if (verdict !== 'accept') return null
  const about = id.slice(kind.length + 1)
  return records.find(({ hash, event }) => hash === about || event.id === about)?.hash ?? null
}
