/** The port to a scanner's own storage. Every promise is kept only once the data would survive a power cut. */
import type { CryptoKey } from 'jose'
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import type { Epoch } from '#evisa/epoch.ts'
import type { ChainHead, NewCrossingEvent, SignedCrossing } from '#evisa/event-chain.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import type { EarlierCheck } from '#evisa/knowledge.ts'
import type { ToldConflicts } from './conflicts-answer.ts'
import type { DoubleUse } from './double-use.ts'
import type { LostStatuses } from './lost-statuses.ts'
import type { ListedReferral } from './referrals-answer.ts'
import type { ClockAnchor } from './steady-clock.ts'

export type ScannerRole = 'carrier' | 'border'

/** What enrolment gave: who this scanner is and which root it believes. */
export interface Enrolment {
  readonly server: string
  /** The audience of what proves who this scanner is: the server's own name for itself. */
  readonly issuer: string
  readonly device: string
  /** The id of its key, as `kidOfJwk` makes it. */
  readonly kid: string
  readonly name: string
  readonly role: ScannerRole
  /** The airline that it belongs to; null, or missing in what was kept before there were any, for none. */
  readonly carrier?: string | null
  /** Whether it may enrol and revoke other scanners of its airline. */
  readonly administrator?: boolean
  readonly rootFingerprint: string
  /** The place that is meant where none is named. */
  readonly checkpoint: string | null
}

/** The key by which this scanner signs (ES256). */
export interface CryptoKeyPair {
  readonly publicKey: CryptoKey
  readonly privateKey: CryptoKey
}

/** A signed artefact as it was fetched. */
export interface HeldArtefact {
  readonly path: string
  /** The hash of the body, base64url. */
  readonly sha256: string
  readonly body: string
}

/** A newer set, as what it changes about the one that is held. */
export interface SetChange {
  readonly put: readonly HeldArtefact[]
  readonly drop: readonly string[]
  /** Epoch seconds; lower than before only where a stolen key had driven it up. */
  readonly timeFloor: number
  readonly clockAnchor: ClockAnchor | null
  /**
   * Forgets the copy of the ledger, which is read anew from its beginning, and every receipt: what was handed in is
   * handed in again, since who made up the one may have made up the other.
   */
  readonly dropLedger: boolean
  /**
   * The epoch of the set. Where it is a later one than that of the copy of the ledger, the store was restored: another copy is
   * begun beside that, and what was handed in is handed in again, in its order.
   */
  readonly epoch?: Epoch | undefined
  /** What the lists of epochs before said and none since; as it was, where it is missing. */
  readonly lostStatuses?: LostStatuses
}

/** The signed sets of epochs before that the server has, and when it was last told that it offers what is older. */
export interface Witnesses {
  readonly delivered: readonly number[]
  readonly toldAt: number | null
  /** When the server refused one of an epoch before. */
  readonly refusedAt?: number | null
}

/** The records that were handed in and are still here. */
export interface KeptRecords {
  readonly count: number
  /** When the oldest of them was made; null where there is none, or it cannot be told. */
  readonly since: EpochSeconds | null
  /** How many were forgotten before their time, since there was no room. */
  readonly dropped: number
}

/** How many are forgotten at once where there is no room. */
export const DROPPED_FOR_ROOM = 500

/** unsent: the server may not have it. rejected: it said that nothing proves it. handed-in: it has it. */
export type QueueState = 'unsent' | 'rejected' | 'handed-in'

/** What was done here, as it was signed. */
export interface QueuedRecord extends SignedCrossing {
  /** Its place in the order in which this scanner recorded, over all of its enrolments. */
  readonly place: number
  readonly state: QueueState
  /** What the server said of it at last; where it is unsent all the same, in an epoch before. */
  readonly receipt: CrossingReceipt | null
  /** False for an online attempt whose outcome no officer was shown. */
  readonly isAnswered: boolean
}

export interface OwnRecord extends QueuedRecord {
  /** What it counts for, as far as is known here. */
  readonly standing: Standing
}

/**
 * A green admission that nobody confirmed, as it is kept from before it is shown: its record as far as that is known by
 * then. The id is that of the record, so that none is written twice.
 */
export type OpenAdmission = Omit<Extract<NewCrossingEvent, { action: 'unresolved' }>, 'because' | 'at'> & {
  readonly device: string
}

/** How long what was handed in is kept, so that it can be handed in again after a restore of the store. */
export const KEPT_DAYS = 90

/** In the place of what the server said, where that is damaged: without a network nobody knows it then. */
export const ACCESS_UNKNOWN =
  'what this scanner keeps is damaged: whether it still has access is known again after the next sync'

/** What is kept of the enrolment is damaged. */
export function damagedEnrolment(): StorageFailed {
  return new StorageFailed(
    'damaged',
    'what this scanner keeps of its enrolment is damaged: enrol it anew (a station: with --replace); what was done here stays and is handed in then',
  )
}

/** From the first check, two days before a departure, until the longest flight with the longest delay has landed. */
export const CHECKS_KEPT_SECONDS = 5 * 86_400

/** Whether somebody has to look at it. */
export function needsAttention({ state, isAnswered, standing }: OwnRecord): boolean {
  return state === 'rejected' || !isAnswered || standing === 'held'
}

/** A page of the ledger. `asOf`: since when the copy is complete; null where more is to come. */
export interface LedgerPage {
  readonly crossings: readonly FeedCrossing[]
  readonly next: number
  readonly asOf: number | null
  /** Given where the page called itself the last one, and ends before this place, to which a snapshot says that the ledger went. */
  readonly provenEnd?: number
}

/** How far the copy of the ledger goes. */
export interface LedgerMark {
  /** Where it ends. */
  readonly after: number
  /** Since when it is complete; null if it never was. */
  readonly asOf: number | null
  /** The furthest place that a page fell short of; missing where none ever did. */
  readonly provenEnd?: number
  /** The copy of before was damaged and dropped; this one is not complete yet. */
  readonly isDamaged?: true
  /** The epoch of the copy; missing before any was named. */
  readonly epoch?: Epoch
}

/** head-moved: another program of this scanner recorded too. crossings-moved: the visa has other crossings by now. */
export type RecordOutcome = 'recorded' | 'head-moved' | 'crossings-moved'

/**
 * closed: a newer version of this program holds the storage. none: nothing may be stored at all. damaged: what is kept of
 * the enrolment, or of the whole, is not what was written. ledger-damaged: the copy of the ledger is not.
 */
export type StorageFault = 'full' | 'failing' | 'closed' | 'none' | 'damaged' | 'ledger-damaged'

/** The storage does not do its part. What was to be written was not; what was there before still is. */
export class StorageFailed extends Error {
  override name = 'StorageFailed'
  readonly fault: StorageFault

  constructor(fault: StorageFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
  }
}

/** Whether the copy of the ledger is not what was written. */
export function isLedgerDamaged(error: unknown): boolean {
  return error instanceof StorageFailed && error.fault === 'ledger-damaged'
}

/** Writes a note about something that is durable already, and that counts though the note cannot be written. */
export async function noteIfItCan(note: () => Promise<void>): Promise<void> {
  try {
    await note()
  } catch (error) {
    if (!(error instanceof StorageFailed)) throw error
  }
}

/** Rejects with `StorageFailed` where a write could not be made durable. */
export interface ScannerStore {
  enrolment(): Promise<Enrolment | null>
  /**
   * Begins anew: the artefacts, the copy of the ledger and the time floor of an earlier enrolment go, since another
   * authority has its own, and whoever may enrol gets rid of a time that a thief made up. What was done here stays, in
   * the chain of the device that it was; the new device has an empty chain. Without a key it is the same device again, with
   * the key that is held, and its chain goes on.
   */
  saveEnrolment(enrolment: Enrolment, key: CryptoKeyPair | null): Promise<void>
  /** The key of the present enrolment; its private half cannot be read out. Null if this scanner was never enrolled. */
  deviceKey(): Promise<CryptoKeyPair | null>
  /** What the server said when it ended the access of this scanner; null while it has access. */
  accessEnded(): Promise<string | null>
  setAccessEnded(detail: string | null): Promise<void>

  artefact(path: string): Promise<HeldArtefact | null>
  artefactPaths(): Promise<readonly string[]>
  /** Keeps a root that was walked to; what else is held stays. */
  saveRoot(root: HeldArtefact): Promise<void>
  /**
   * Goes over to a newer set in one step. False, and nothing changed, if the snapshot that is held is another than the
   * one of this hash (null: none), since another program of this scanner went on meanwhile.
   */
  saveSet(change: SetChange, overSnapshot: string | null): Promise<boolean>
  /** The highest signed time verified here, epoch seconds. */
  timeFloor(): Promise<number>
  clockAnchor(): Promise<ClockAnchor | null>

  /**
   * Everything known of a visa: what others did and what was done here. Rejects with `ledger-damaged` where that is not
   * what was written.
   */
  crossingsOf(visaNumber: string): Promise<readonly Crossing[]>
  /** Everything that the copies of before a restore tell of a visa; rejects as `crossingsOf` does. */
  crossingsBefore(visaNumber: string): Promise<readonly Crossing[]>
  /** Whether there are such copies. */
  wasRestored(): Promise<boolean>
  lostStatuses(): Promise<LostStatuses | 'damaged'>
  witnesses(): Promise<Witnesses>
  keepWitnesses(witnesses: Witnesses): Promise<void>
  /** The copy of the ledger is damaged: it is forgotten and read anew from its beginning. What was done here stays. */
  dropDamagedLedger(): Promise<void>
  ledgerMark(): Promise<LedgerMark>
  /**
   * Adds a page of the ledger, which never goes back. A crossing is the same only if its device is the same too: nobody
   * overwrites what another did. Returns the double uses that came to light.
   */
  addLedgerPage(page: LedgerPage): Promise<readonly DoubleUse[]>
  /**
   * Forgets the crossings that can no longer matter on this day, but nothing that the server may not have. What was done
   * here and handed in is kept for `KEPT_DAYS` at least.
   */
  forgetBefore(today: CivilDate): Promise<void>

  /** Where the chain of the present enrolment ends. */
  chainHead(): Promise<ChainHead>
  /**
   * Records what was done here, over this head of the chain, and with `seen` over these standing crossings of the visa;
   * otherwise nothing is recorded. What stands in for an attempt, or voids it, is its answer.
   */
  record(signed: SignedCrossing, overHead: ChainHead, seen?: readonly Crossing[]): Promise<RecordOutcome>
  /** What is in this state, in the order in which it was recorded, after a place (0: from the first). */
  queued(state: 'unsent' | 'rejected', after: number, limit: number): Promise<readonly QueuedRecord[]>
  /** How many records the server may not have: unsent and rejected ones. */
  countUnsent(): Promise<number>
  /**
   * Compares what waits to be handed in with what was noted of it, and mends what can be mended: where it differs, all that
   * is here is handed in again. Returns how many records this storage was found to have lost so far.
   */
  checkRecords(): Promise<number>
  /** What could be handed in again after a restore of the store. */
  keptRecords(): Promise<KeptRecords>
  /**
   * Forgets some of the oldest that were handed in and at which nobody has to look, and notes how many that were; 0 where
   * there is none.
   */
  dropOldestHandedIn(): Promise<number>
  /** Keeps what the server said of records, by their places; they stand and wait as it says. */
  keepReceipts(receipts: ReadonlyMap<number, CrossingReceipt>): Promise<void>
  /** The outcome of these attempts was shown to an officer: of one, or of all of a visa. */
  markAnswered(attempts: { readonly event: string } | { readonly visa: string }): Promise<void>
  /** A record of this scanner by the id of its event; `last`: the newest that can be taken back. */
  ownRecord(id: string): Promise<OwnRecord | null>
  /** Every record that somebody has to look at: rejected, held, or an attempt without an answer; oldest first. */
  openRecords(): Promise<readonly OwnRecord[]>
  /** The visas of entries made here that were used more often than they allow. */
  doubleUses(): Promise<readonly DoubleUse[]>
  markDoubleUsesSeen(): Promise<void>
  /** What the authority has to look at, as it told last; null where it never did. */
  toldConflicts(): Promise<ToldConflicts | null>
  keepConflicts(told: ToldConflicts): Promise<void>

  /** Remembers the first check of a visa for a flight, and forgets those of flights that have long landed. */
  rememberCheck(visaNumber: string, check: EarlierCheck): Promise<void>
  checksOf(visaNumber: string): Promise<readonly EarlierCheck[]>

  /** The green admissions of which there is no record yet, as they were kept last. */
  openAdmissions(): Promise<readonly OpenAdmission[]>
  keepOpenAdmissions(open: readonly OpenAdmission[]): Promise<void>
  /** The referrals that were handed over by a code, as they were kept last. */
  handedOver(): Promise<readonly ListedReferral[]>
  keepHandedOver(referrals: readonly ListedReferral[]): Promise<void>

  close(): Promise<void>
}
