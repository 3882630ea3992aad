/** The port to the submission of an application and to what ends it before it is decided. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { Frozen, KeptAnswers, KeptTerms, OwnedReference } from './application-store.ts'
import type { Act } from './audit-store.ts'
import type { NotUsable } from './invitation-steps.ts'

/** What is frozen, judged and signed before the act. */
export interface Submission extends Frozen {
  readonly contentHash: string
  /** What is agreed to with it: written in one with it, as the revision that is frozen. Null where what stands there counts. */
  readonly declaration: KeptAnswers | null
  /** Of one that costs nothing, which is paid as it is submitted: until when it is decided; null where nothing can be promised. */
  readonly dueAt: EpochSeconds | null
  /** What the letter says of the fee, and the last day to pay it. */
  readonly letter: { readonly amount: string; readonly until: CivilDate }
}

/** What was submitted, the same at every repetition. */
export interface Submitted extends Frozen {
  readonly submittedAt: EpochSeconds
}

export interface WrongRevision {
  readonly kind: 'stale'
  readonly revision: number
}
/** It is not in a state from which this is done. */
export interface WrongState {
  readonly kind: 'wrong-state'
  readonly state: ApplicationState
}
/** Another application of this passport is under way; its reference where it is the same account's. */
export interface PassportInUse {
  readonly kind: 'passport-in-use'
  readonly reference: string | null
}
/** `copy-changed`, `terms-moved`: what was judged is not what stands there now. */
export type SubmitFault =
  | 'not-there'
  | 'copy-changed'
  | 'terms-moved'
  | WrongRevision
  | WrongState
  | PassportInUse
  | NotUsable

/** `payment-open`: somebody may have paid, or may yet. */
export type EndFault = 'not-there' | 'payment-open' | WrongState

/** Which applications may have lapsed: those of a state and edition that nothing happened to since. */
export interface LapseQuery {
  readonly state: Extract<ApplicationState, 'draft' | 'submitted' | 'information-asked'>
  /** Null for drafts, which have none yet. */
  readonly terms: KeptTerms | null
  readonly unchangedSince: EpochSeconds
}

export interface SubmissionStore {
  /** Submits, all of it or nothing; of what was submitted with this revision before it gives what was frozen then. */
  submitApplication(owned: OwnedReference, submission: Submission, act: Act): Promise<Result<Submitted, SubmitFault>>
  /** Makes a draft of what was submitted and not paid; its invitation is free again. Gives the new revision. */
  reopenApplication(owned: OwnedReference, act: Act): Promise<Result<{ readonly revision: number }, EndFault>>
  /** Withdraws what is not decided; its invitation is free again. Withdrawn before is answered alike. */
  withdrawApplication(owned: OwnedReference, act: Act): Promise<Result<null, EndFault>>
  /** The editions of the cases that wait for their traveller. */
  editionsWaiting(): Promise<readonly KeptTerms[]>
  /** Lets at most so many lapse, each in one with its letter; how many there were. */
  lapseApplications(query: LapseQuery, limit: number, act: Act): Promise<number>
}
