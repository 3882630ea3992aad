/** The port to proposals: what one operator proposes and another one approves, and the policies that were approved so. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { Act } from './audit-store.ts'
import type { KeptSignature, SignatureFault } from './signature-store.ts'
import type { StoredVisa } from './visa-store.ts'

export type ProposalContent =
  | {
      readonly kind: 'status'
      readonly status: StoredVisa['status']
      readonly visaNumbers: readonly string[]
      /** By number what each was as it was proposed; older programs did not keep it. */
      readonly statusesThen?: Readonly<Record<string, StoredVisa['status']>>
    }
  | (ComparedEdition<PolicyEdition> & { readonly kind: 'policy' })
  | (ComparedEdition<TermsEdition> & { readonly kind: 'terms' })

/** An edition that another one is to be beside, with what the comparison told. */
export interface ComparedEdition<E> {
  readonly edition: E
  /** The revision that it was compared with. */
  readonly overRevision: number
  /** The hash of the editions that it was compared with. */
  readonly overHash: string
  readonly difference: readonly string[]
  readonly warnings: readonly string[]
}

export interface NewProposal {
  /** A UUIDv7: they are listed in the order in which they were made. */
  readonly id: string
  /** What it does, in a few words. */
  readonly title: string
  readonly content: ProposalContent
  readonly reason: string
  readonly proposedBy: string
  /** From then on nobody may approve it. */
  readonly expiresAt: EpochSeconds
}

export interface StoredProposal extends NewProposal {
  readonly proposedAt: EpochSeconds
  readonly state: 'open' | 'approved' | 'declined'
  readonly decidedBy: string | null
  readonly decidedAt: EpochSeconds | null
}

/** Without its content, which may be long. */
export type ListedProposal = Omit<StoredProposal, 'content'> & { readonly kind: ProposalContent['kind'] }

/** Why a proposal is not approved: nothing was done, and it stays as it was. */
export type ApprovalFault =
  | 'not-there'
  | 'approved'
  | 'declined'
  | 'run-out'
  | 'same-operator'
  /** One of the two is no operator any more. */
  | 'proposer-gone'
  | 'approver-gone'
  /** Another policy was approved since. */
  | 'policy-changed'
  /** Other terms were approved since. */
  | 'terms-changed'
  /** These cannot be set: they are revoked, which is for ever. */
  | { readonly revoked: readonly string[] }

/** All editions of a policy, or of terms. */
export type AllEditions = readonly PolicyEdition[] | readonly TermsEdition[]

/** A policy as it was approved. */
export interface ApprovedPolicy {
  /** 1 for the first one. */
  readonly revision: number
  readonly editions: readonly PolicyEdition[]
}

/** The editions of policies or terms that were approved, as they are kept whole. */
export interface EditionsRow {
  readonly revision: number
  readonly editions: string
  readonly sum: number
}

/** A policy so: whether it is as it was approved is looked at by who uses it. */
export interface KeptPolicy extends EditionsRow {
  /** By which it was approved; null of one that came from what was published, after a restore. */
  readonly proposal: string | null
}

/** What waits for a second person, of all operators. */
export interface ProposalBacklog {
  readonly waiting: number
  /** Since when the oldest of them has waited; null where none does. */
  readonly oldestAt: EpochSeconds | null
  /** When the first of them runs out. */
  readonly firstEnd: EpochSeconds | null
}

/** How many proposals concern an operator. */
export interface ProposalNews {
  /** Another operator made them, and they wait. */
  readonly waiting: number
  /** The own ones that were decided or ran out, and that the operator has not seen since. */
  readonly ended: number
}

export interface ProposalStore {
  /** Keeps a proposal, with the signature that it rests on in one; `too-many-open` where its proposer has `MOST_OPEN` that wait. */
  addProposal(
    proposal: NewProposal,
    act: Act,
    signature?: KeptSignature | null,
  ): Promise<'too-many-open' | SignatureFault | null>
  findProposal(id: string): Promise<StoredProposal | null>
  /** Proposals, the newest first; `open` are those that may still be approved. */
  proposals(only: 'open' | 'all', now: EpochSeconds, limit: number): Promise<readonly ListedProposal[]>
  proposalBacklog(now: EpochSeconds): Promise<ProposalBacklog>
  proposalNews(operator: string, now: EpochSeconds): Promise<ProposalNews>
  /** Keeps that the operator has seen how these ended; those of others, and those that wait, stay as they are. */
  sawEnded(ids: readonly string[], operator: string, now: EpochSeconds): Promise<void>
  /** Approves a proposal and carries it out, in one transaction. A policy and terms need all `editions` as they are to be. */
  approveProposal(
    id: string,
    by: string,
    editions: AllEditions | null,
    act: Act,
    signature?: KeptSignature | null,
  ): Promise<ApprovalFault | SignatureFault | null>
  /** Declines a proposal; false if it is not open. */
  declineProposal(id: string, by: string, act: Act): Promise<boolean>
  /** The policy that was approved last; null if none ever was. */
  approvedPolicy(): Promise<ApprovedPolicy | null>
  /** All that were ever approved, the first one first. */
  policies(): Promise<readonly KeptPolicy[]>
  /** The revision of the policy that was approved last; 0 if none ever was. */
  policyRevision(): Promise<number>
}
