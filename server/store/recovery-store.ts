/** The port to what a store must still hold, and to a new life of one that came from a backup. */
import type { Epoch } from '#evisa/epoch.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import type { VisaStatus } from '#evisa/status-list.ts'
import type { Act } from './audit-store.ts'
import type { LedgerEnd } from './ledger-head.ts'
import type { PublishedArtefact } from './publishing-store.ts'

/** Where a store ends: what it holds now it must hold later as well. */
export interface StoreMark {
  readonly epoch: Epoch
  readonly ledger: LedgerEnd
  /** The last row of the audit trail; position 0 and an empty hash where there is none. */
  readonly audit: { readonly position: number; readonly hash: string }
  /** The version of the snapshot. */
  readonly snapshot: number
}

/** What of a mark a store does not hold. */
export const LOST_PARTS = ['epoch', 'ledger', 'audit', 'snapshot'] as const
export type LostPart = (typeof LOST_PARTS)[number]

/** What a database must hold, whichever machine answers by now. */
export interface Watching {
  /** Null before anything was acknowledged. */
  readonly mark: () => StoreMark | null
  readonly lost: (lost: readonly LostPart[]) => void
}

/** What is in doubt after a restore, and stands still until somebody says what becomes of it. */
export const DOUBT_KINDS = ['device', 'operator', 'place', 'letters', 'deliveries', 'issuing', 'payment'] as const
export type DoubtKind = (typeof DOUBT_KINDS)[number]

export interface Doubt {
  readonly kind: DoubtKind
  /** Of the device or operator; `LIST/PLACE` of a status list; of what waits in a queue; `TERMINAL/INVOICE` of a payment. */
  readonly id: string
  /** Of a place: the status that was published of it. */
  readonly status: Exclude<VisaStatus, 'valid'> | null
  /** Of a place: the number of its e-visa; null where the store knows none. Of a payment: the reference of its case. */
  readonly visa: string | null
  /** Of a place or a payment: somebody said that it stays as it is. */
  readonly isKept: boolean
}

export type DoubtCounts = Readonly<Record<DoubtKind, number>>

/** The status that was published of a place in a status list, by whoever still knows. */
export interface PublishedPlace {
  readonly list: number
  readonly place: number
  readonly status: Exclude<VisaStatus, 'valid'>
}

/** What is known, beside the store, of what was published before a restore. */
export interface KnownPublication {
  /** Those that are newer than what the store has: what is signed next follows them. */
  readonly artefacts: readonly PublishedArtefact[]
  /** Those that are not valid. */
  readonly places: readonly PublishedPlace[]
  /** The number of the last status list. */
  readonly lastList: number
  /** All editions of the policy that was approved since the backup. */
  readonly policy?: readonly PolicyEdition[] | null
}

/** confirm: it counts as the store says (of a place: the status stays as it was published; of a payment: it stays). end: it does not (of a place: as the store says). */
export type DoubtVerdict = 'confirm' | 'end'

export interface RecoveryStore {
  mark(): Promise<StoreMark>
  /** Another number than before wherever the mark may be another one: told at once, since it is asked after every call. */
  changesSoFar(): number
  /** What of a mark is not in this store; nothing where the store is of a later epoch, which somebody began knowingly. */
  lostOf(mark: StoreMark): Promise<readonly LostPart[]>
  /**
   * Begins a new life. All access that was given ends, all status lists are closed, so that no place in them is given
   * twice, and whatever may have changed since the backup is in doubt. False where the store is of this epoch already, or
   * of a later one.
   */
  beginEpoch(epoch: Epoch, known: KnownPublication, act: Act): Promise<boolean>
  /** The version of the snapshot that the store had when its present life began: what is older it knew itself. */
  restoredAt(): Promise<number>
  /** Takes in what somebody else still knows of the life before. Gives how many places are in doubt by it. */
  takeKnown(known: KnownPublication, act: Act): Promise<number>
  /** What is in doubt, by kind and id. Places of which the store says as much by now are in doubt no more. */
  doubts(kind: DoubtKind, after: string, limit: number): Promise<readonly Doubt[]>
  countDoubts(): Promise<DoubtCounts>
  isInDoubt(kind: DoubtKind, id: string): Promise<boolean>
  /** The places that are published with a graver status than the store's own. */
  heldPlaces(): Promise<readonly PublishedPlace[]>
  /**
   * Which of these places of a list may be less grave than they were published: the last mark says as much as is given of each, or it
   * is, or was, in doubt after a restore.
   */
  explainedPlaces(list: number, statuses: ReadonlyMap<number, VisaStatus>): Promise<ReadonlySet<number>>
  /** Says what becomes of some that are in doubt, or of all of a kind. Gives how many there were. */
  settleDoubts(kind: DoubtKind, ids: readonly string[] | 'all', verdict: DoubtVerdict, act: Act): Promise<number>
}
