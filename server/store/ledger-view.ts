/** What a store loads of the ledger so that events can be judged: it must hold still until what was taken is written. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import type { ChainLink } from './ledger-conflicts.ts'
import type { SignedEvent } from './ledger-store.ts'
import type { StoredVisa } from './visa-store.ts'

/** What the ledger needs to know of a visa. */
export interface VisaTerms {
  readonly status: StoredVisa['status']
  /** Infinity for any number. */
  readonly allowed: number
  readonly validUntil: CivilDate
  readonly stayDays: number
  /** What the authority set of it, oldest first. */
  readonly statusChanges: readonly { readonly status: StoredVisa['status']; readonly at: EpochSeconds }[]
  /** The e-visa in whose place it stands. */
  readonly replaces: string | null
  /** The one that stands in its place. */
  readonly replacedBy: string | null
}

export interface LedgerView {
  /** Where the ledger ends. */
  readonly end: number
  /** When somebody said last that the store was restored; 0 where nobody did. */
  readonly epochBegan: EpochSeconds
  /** The receipt of an event that is stored. */
  receiptOf(hash: string): CrossingReceipt | undefined
  /** The hash of the event that has this id. */
  holderOf(id: string): string | undefined
  /** The events in one place of a device's chain: more than one where it was cloned. */
  eventsAt(device: string, seq: number): readonly ChainLink[]
  isRevoked(device: string): boolean
  /** Undefined where no such visa was issued here. */
  visa(number: string): VisaTerms | undefined
  /** How many entries the e-visas of this number allow that records proved: the fewest; null for any number, or where none did. */
  provenEntries(number: string): number | null
  crossingsOf(number: string): readonly Crossing[]
  /** The ids of the conflicts that stand in the crossings of a visa. */
  standing(number: string): readonly string[]
}

/** Events as one device handed them in. */
export interface HandIn {
  readonly events: readonly SignedEvent[]
  readonly from: string
  readonly receivedAt: EpochSeconds
}
