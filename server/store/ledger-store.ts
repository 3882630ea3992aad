/** The port to the ledger: events as devices signed them, what they come to, and what the authority has to look at. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import type { Act } from './audit-store.ts'

/** An event whose signature was checked. */
export interface SignedEvent {
  readonly event: CrossingEvent
  /** SHA-256 of its payload, base64url: what the next one of its chain names. */
  readonly hash: string
  readonly jws: string
}

/**
 * over-use: more entries stand than the visa allows. forked-chain: two events in one place of a chain, so the device was
 * cloned or set back. gap: events of a chain are missing. revoked-device: it arrived after its device was revoked.
 * future-time: it claims a time that has not come. id-reused: another event has its id. late-void: a void that needs more
 * than its own booth.
 */
export type ConflictKind =
  | 'over-use'
  | 'forked-chain'
  | 'gap'
  | 'revoked-device'
  | 'future-time'
  | 'id-reused'
  | 'late-void'

export interface Conflict {
  /** The same whatever the order in which the events arrived. */
  readonly id: string
  readonly kind: ConflictKind
  readonly visaNumber: string
  readonly device: string
  readonly raisedAt: EpochSeconds
  /** Every event that it is about, oldest first, as its device signed it. */
  readonly records: readonly LedgerRecord[]
  readonly review: Review | null
}

export interface LedgerRecord extends SignedEvent {
  readonly position: number
  readonly standing: Standing
  readonly receivedAt: EpochSeconds
  /** The device that handed it in. */
  readonly receivedFrom: string
}

/** accept: what was held counts. close: it was looked at, and stays as it is. */
export type Verdict = 'accept' | 'close'

export interface Review extends Act {
  readonly verdict: Verdict
  readonly reason: string
}

export type ReviewFault = 'no-such-conflict' | 'already-reviewed' | 'nothing-to-accept'

export interface LedgerStore {
  /**
   * Takes events as one transaction and answers each in its place; one that is known is answered as it was the first
   * time. An online entry is a compare-and-set; all else is a fact, and kept. `from` is the device that hands them in.
   */
  appendCrossings(
    events: readonly SignedEvent[],
    from: string,
    receivedAt: EpochSeconds,
  ): Promise<readonly CrossingReceipt[]>
  /** All that is known of a visa's crossings. */
  crossingsOf(visaNumber: string): Promise<readonly Crossing[]>
  /** Where the ledger ends: 0 if there is nothing in it. */
  ledgerEnd(): Promise<number>
  /**
   * Crossings in order of commit after a position, oldest first; one whose standing changed comes again. Those of visas
   * that are over on the day of `now` are left out; `next` is the position that was read up to.
   */
  feedAfter(
    position: number,
    limit: number,
    now: EpochSeconds,
  ): Promise<{ readonly crossings: readonly FeedCrossing[]; readonly next: number; readonly complete: boolean }>
  /** The events of a device's chain after a place, as they were signed. */
  chainOf(device: string, afterSeq: number, limit: number): Promise<readonly LedgerRecord[]>
  /** What needs the authority's eyes, oldest first; with `all` what was reviewed too. */
  conflicts(all: boolean): Promise<readonly Conflict[]>
  /** Closes a conflict for good. */
  review(conflictId: string, review: Review): Promise<ReviewFault | null>
}
