/** The port to cases: applications that were paid, as officers find, claim and read them. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Language } from '#evisa/language.ts'
import type { Result } from '#evisa/result.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { ApplicationState, CaseState } from '../lifecycles/application-states.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { Act } from './audit-store.ts'

/** A place in a list: what it is ordered by, then the reference. */
export interface CasePlace {
  readonly key: number
  readonly reference: string
}

/** Whose a case is for now. */
export interface CaseClaim {
  readonly by: string
  readonly until: EpochSeconds
}

export interface ListedCase {
  readonly reference: string
  readonly state: ApplicationState
  readonly place: CasePlace
  readonly dueAt: EpochSeconds | null
  readonly submittedAt: EpochSeconds | null
  /** Null where nobody has it now. */
  readonly claim: CaseClaim | null
  readonly flags: readonly string[]
  /** Null once it was erased. */
  readonly content: ApplicationContent | null
}

export interface CasesAsked {
  /** Null: all in which it is the officers' turn. */
  readonly state: CaseState | null
  /** What comes after it. */
  readonly after: CasePlace | null
  readonly limit: number
}

export interface CaseBacklog {
  readonly waiting: number
  readonly overdue: number
  /** Of the first that is due, overdue ones included; null where none is. */
  readonly firstDue: EpochSeconds | null
}

export type ClaimFault =
  | 'not-there'
  /** It is nobody's turn here in this state. */
  | { readonly kind: 'not-claimable'; readonly state: ApplicationState }
  | ({ readonly kind: 'claimed' } & CaseClaim)
  /** This officer decided it first: it waits for another one. */
  | 'same-officer'

/** An edge that a case, its invitation or one of its payments took. */
export interface CaseEdge {
  readonly kind: 'application' | 'invitation' | 'payment'
  readonly subject: string
  readonly edge: string
  readonly state: string
  readonly actor: string
  readonly at: EpochSeconds
  readonly detail: Readonly<Record<string, string | number>>
}

export interface CaseMessage {
  readonly id: string
  readonly author: 'traveller' | 'officer'
  readonly template: string | null
  readonly text: string
  readonly answersTo: string | null
  readonly at: EpochSeconds
}

export type DecisionKind = 'no-objection' | 'refuse' | 'ask' | 'send-back'

export interface CaseDecision {
  readonly id: string
  readonly revision: number
  readonly officer: string
  readonly place: 'first' | 'second'
  readonly decision: DecisionKind
  readonly rule: string | null
  readonly reason: string
  /** Why what was decided could not be issued; null where it could, or was not tried. */
  readonly issueFault: readonly IssueFault[] | null
  readonly at: EpochSeconds
}

/** As issuing tells of a field. */
export interface IssueFault {
  readonly field: string
  readonly rule: string
  readonly message: string
}

export interface CaseInvitation {
  readonly id: string
  readonly number: string | null
  readonly state: string
  readonly origin: string
  /** Null where it was erased, or came on paper without any. */
  readonly content: Partial<InvitationContent> | null
  readonly host: { readonly id: string; readonly name: string; readonly kind: string; readonly number: string } | null
}

/** Another case, as it is shown beside one. */
export interface OtherCase {
  readonly reference: string
  readonly state: ApplicationState
  readonly submittedAt: EpochSeconds | null
  readonly visaNumber: string | null
  readonly content: ApplicationContent | null
}

export interface CaseCopy {
  readonly id: string
  readonly state: string
  readonly findings: readonly unknown[]
  readonly pages: number
}

export interface CasePayment {
  readonly id: string
  readonly state: string
  readonly amountMinor: number
  readonly currency: string
  readonly capturedAt: EpochSeconds | null
  readonly refundedAt: EpochSeconds | null
}

export interface CaseCorrection {
  readonly id: string
  /** As the traveller asked; null once it was erased. */
  readonly asked: unknown
  readonly askedAt: EpochSeconds
  readonly decidedBy: string | null
  readonly decidedAt: EpochSeconds | null
  readonly reason: string
  readonly visaNumber: string | null
  /** What an officer said the e-visa is to become, for a second one to say the same; null where nobody did. */
  readonly said: { readonly change: unknown; readonly by: string; readonly at: EpochSeconds } | null
}

/** All of a case. */
export interface StoredCase extends Omit<ListedCase, 'place'> {
  /** One more with each edge of the case, of its payments and its invitation; that somebody took it up changes nothing. */
  readonly revision: number
  readonly language: Language
  readonly termsRevision: number | null
  readonly termsFrom: string | null
  readonly feeMinor: number | null
  readonly feeCurrency: string | null
  readonly paidAt: EpochSeconds | null
  readonly completeAt: EpochSeconds | null
  readonly visaNumber: string | null
  readonly invitation: CaseInvitation | null
  readonly copy: CaseCopy | null
  /** The newest first, and not all of many. */
  readonly ofPassport: readonly OtherCase[]
  readonly ofHost: readonly OtherCase[]
  readonly payments: readonly CasePayment[]
  readonly messages: readonly CaseMessage[]
  readonly decisions: readonly CaseDecision[]
  readonly corrections: readonly CaseCorrection[]
  readonly timeline: readonly CaseEdge[]
}

/** The e-visa of a case, for whom it is. */
export interface OwnVisa {
  readonly visaNumber: string
  readonly language: Language
  /** Of the account; empty once it was erased. */
  readonly address: string
}

/** The edition of the terms that a case was submitted under. */
export interface CaseTerms {
  readonly revision: number
  /** Its first day. */
  readonly from: string
}

export interface CaseStore {
  /** By due time, what nobody promised a day for last; in a state in which nothing is due by when it was last changed. */
  cases(asked: CasesAsked, now: EpochSeconds): Promise<readonly ListedCase[]>
  caseBacklog(now: EpochSeconds): Promise<CaseBacklog>
  /** Gives the case to an officer until a time, or the more of it; takes it up where nobody had. */
  claimCase(reference: string, officer: string, until: EpochSeconds, act: Act): Promise<Result<CaseClaim, ClaimFault>>
  /** The officer has it until then; false, and nothing was done, where the officer has it no more. */
  renewClaim(reference: string, officer: string, until: EpochSeconds, now: EpochSeconds): Promise<boolean>
  /** The officer has it no longer; whether the officer had. */
  giveBackCase(reference: string, officer: string, act: Act): Promise<boolean>
  /** All of a case, noted as looked up by the act; null where there is none, or it is a draft yet. */
  showCase(reference: string, act: Act): Promise<StoredCase | null>
  /** By which terms a case was submitted; null where there is no such case. */
  termsOfCase(reference: string): Promise<CaseTerms | null>
  /** The e-visa of a case of this account; null where it has none, or is another's. */
  ownVisa(reference: string, account: string): Promise<OwnVisa | null>
}
