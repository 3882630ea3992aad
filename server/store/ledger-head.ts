/**
 * The running hash of the ledger: whoever holds one can show what was acknowledged up to its position, and that it is gone.
 * Each entry is an event by its hash or, where a review let it count, the hash with what it counts for by then.
 */
import { hash } from 'node:crypto'

/** A position of the ledger, and the running hash up to it, base64url; empty where nothing is in it. */
export interface LedgerEnd {
  readonly position: number
  readonly head: string
}

export const NO_LEDGER: LedgerEnd = { position: 0, head: '' }

/** The head after some more entries. */
export function headAfter(head: string, entries: readonly string[]): string {
  return entries.reduce((before, entry) => hash('sha256', `${before}.${entry}`, 'base64url'), head)
}

/** An event that a review let count. */
export interface Reviewed {
  readonly id: string
  readonly hash: string
  readonly standing: string
}

/** What a review adds to the ledger. */
export function reviewedEntry({ hash, standing }: Omit<Reviewed, 'id'>): string {
  return `${hash}.${standing}`
}
