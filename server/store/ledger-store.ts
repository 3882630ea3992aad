/** The port to the ledger: events as devices signed them, what they come to, and what the authority has to look at. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import type { Act } from './audit-store.ts'
import type { LedgerEnd } from './ledger-head.ts'

/** What stands for the e-visa of an event that is about nobody's. */
export const NO_VISA_NUMBER = ''

/** An event whose signature was checked. */
export interface SignedEvent {
  readonly event: CrossingEvent
  /** SHA-256 of its payload, base64url: what the next one of its chain names. */
  readonly hash: string
  readonly jws: string
  /**
   * The e-visa that it carries is the authority's, and is of its number; null where that could not be checked. Asked only
   * where the store does not know that number.
   */
  readonly isEvisaProven?: boolean | null
  /** How many entries that e-visa allows; null for any number, or where nothing is proven. */
  readonly provenEntries?: number | null
  /** It says who did it or answered for it, and the authority's people and keys do not: it counts all the same. */
  readonly isUnproven?: boolean
}

/**
 * What is found in the crossings of a visa, and is none any more when they say something else. over-use: more entries stand
 * than it allows. open-stay: an entry while the one before it has no exit. withdrawn-use: an entry after it was revoked or
 * suspended. replaced-use: an entry on it, and one on the e-visa in its place. unknown-visa: it was never issued here.
 * override: a second person answered for an entry. override-misused: an entry names an override that is none, is another
 * booth's, or was used up. unresolved: a green ADMIT that nobody confirmed. late-void: a void that needs more than its own
 * booth: too late, of another's record, or of what no booth takes back.
 */
export const VISA_KINDS = [
  'over-use',
  'open-stay',
  'withdrawn-use',
  'replaced-use',
  'unknown-visa',
  'override',
  'override-misused',
  'unresolved',
  'late-void',
] as const
export type VisaKind = (typeof VISA_KINDS)[number]

/**
 * And what is odd about an event. id-reused: another event has its id. forked-chain: two events in one place of a chain, so
 * the device was cloned or set back. gap: events of a chain are missing. revoked-device: handed in after the device was
 * revoked. too-new: it has an extension that must be known, and is not. future-time: it claims a time that has not come.
 * unproven: a person did it or answered for it whom no key proves.
 */
export const CONFLICT_KINDS = [
  ...VISA_KINDS,
  'id-reused',
  'forked-chain',
  'gap',
  'revoked-device',
  'too-new',
  'future-time',
  'unproven',
] as const
export type ConflictKind = (typeof CONFLICT_KINDS)[number]

/** A conflict as it is listed. All of one visa and kind that nobody has reviewed are one, which has the name of the newest. */
export interface Conflict {
  /** The same whatever the order in which the events arrived. */
  readonly id: string
  readonly kind: ConflictKind
  /** Empty where it is about nobody's e-visa. */
  readonly visaNumber: string
  readonly device: string
  /** Of the record that it is about; null where that is not here. */
  readonly checkpoint: string | null
  readonly raisedAt: EpochSeconds
  /** Where it stands in the order in which they were found. */
  readonly place: number
  /** How many it stands for. */
  readonly count: number
  readonly review: Review | null
}

/** open: it stands and nobody has reviewed it. closed: it was reviewed. */
export type ConflictState = 'open' | 'closed' | 'all'

export interface ConflictQuery {
  readonly state: ConflictState
  readonly kind?: ConflictKind | undefined
  readonly visaNumber?: string | undefined
  readonly device?: string | undefined
  /** The place of the last one of the page before, whatever became of it since. */
  readonly after?: number | undefined
  readonly limit: number
}

/** What a device may know of the conflicts that concern it: that they are open, and nothing of a review. */
export interface DeviceConflicts {
  /** `events`: the newest ids of its own records that it is about; none where it is about those of others. */
  readonly open: readonly (Pick<Conflict, 'id' | 'kind' | 'visaNumber' | 'raisedAt'> & {
    readonly events: readonly string[]
  })[]
  /** Of the e-visas that were asked about, those whose double use was reviewed and stands open no more. */
  readonly closed: readonly string[]
}

/** Some of the records that a conflict is about, and where the next ones begin; null after the last. */
export interface RecordsPage {
  readonly records: readonly LedgerRecord[]
  readonly next: number | null
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

/** Some of the ledger: `head` stands for the whole up to `next`, where that is known of this very place. */
export interface LedgerRead {
  readonly crossings: readonly FeedCrossing[]
  readonly next: number
  readonly complete: boolean
  readonly head: string | null
}

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
  /** Where the ledger ends, and its running hash there. */
  ledgerEnd(): Promise<LedgerEnd>
  /**
   * Crossings in order of commit after a position, oldest first; one whose standing changed comes again. Those of visas
   * that are over on the day of `now` are left out, and those of a later version of the wire; `next` is the position that
   * was read up to.
   */
  feedAfter(position: number, limit: number, now: EpochSeconds, wire?: 1 | 2): Promise<LedgerRead>
  /** The events of a device's chain after a place, as they were signed. */
  chainOf(device: string, afterSeq: number, limit: number): Promise<readonly LedgerRecord[]>
  /** The record that has this id; null where none was handed in. */
  findRecord(id: string): Promise<LedgerRecord | null>
  /** The refusals whose ids lie between these, both included: among them are those that the number of a form means. */
  refusalsBetween(ids: { readonly first: string; readonly last: string }): Promise<readonly LedgerRecord[]>
  /** What needs the authority's eyes, oldest first. */
  conflicts(query: ConflictQuery): Promise<readonly Conflict[]>
  /** One of them, reviewed or not; null where there is none, or it is none any more. */
  findConflict(id: string): Promise<Conflict | null>
  /**
   * What concerns a device and nobody has reviewed, newest first; and what became of the double uses of these e-visas. Of a
   * heap that nobody reviews only the newest are looked through.
   */
  conflictsOfDevice(device: string, doubleUses: readonly string[], limit: number): Promise<DeviceConflicts>
  /**
   * The events that a conflict is about, oldest first, as their devices signed them: so many after the first `after`.
   * Null where there is no such conflict, or it is none any more.
   */
  recordsOfConflict(id: string, after: number, limit: number): Promise<RecordsPage | null>
  /** Closes a conflict for good, with all of its matter that were found before it: not those that nobody saw. */
  review(conflictId: string, review: Review): Promise<ReviewFault | null>
}
