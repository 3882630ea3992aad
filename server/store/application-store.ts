/** The port to applications as their owners see and write them: drafts page by page, and all that is known of one. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Result } from '#evisa/result.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'
import type { NotUsable, NumberBearer, UsableInvitation } from './invitation-steps.ts'
import type { Undelivered } from './letter-store.ts'

/** Whose application: to everybody else it is not there. */
export interface OwnedReference {
  readonly reference: string
  readonly account: string
}

/** The edition that a case was submitted under, and how it is found again. */
export interface KeptTerms {
  readonly revision: number
  readonly effectiveFrom: CivilDate
}

export interface KeptFee {
  readonly minor: number
  readonly currency: string
}

/** What was frozen when it was submitted. */
export interface Frozen {
  /** Of the answers that it was made of. */
  readonly revision: number
  readonly content: ApplicationContent
  readonly salt: string
  readonly receipt: string
  readonly terms: KeptTerms
  readonly fee: KeptFee
  readonly flags: readonly string[]
}

export interface ListedApplication {
  readonly reference: string
  readonly state: ApplicationState
  readonly revision: number
  readonly createdAt: EpochSeconds
  readonly changedAt: EpochSeconds
  readonly submittedAt: EpochSeconds | null
  readonly dueAt: EpochSeconds | null
  readonly terms: KeptTerms | null
}

export interface KeptApplication extends ListedApplication {
  readonly account: string
  /** Where letters about it go. */
  readonly email: string
  readonly language: TravellerLanguage
  readonly frozen: Frozen | null
  readonly paidAt: EpochSeconds | null
  readonly completeAt: EpochSeconds | null
  readonly visaNumber: string | null
}

/** The answers of a page as they were typed. */
export type KeptAnswers = Readonly<Record<string, string | boolean | number>>

export interface KeptPage {
  readonly page: string
  /** Of the application, when the page was kept. */
  readonly revision: number
  readonly answers: KeptAnswers
  readonly keptAt: EpochSeconds
}

export interface TakenEdge {
  readonly edge: string
  readonly state: ApplicationState
  readonly at: EpochSeconds
  /** The kind of who took it, such as `operator`: the name of an officer is nobody's business. */
  readonly by: string
}

export interface KeptMessage {
  readonly id: string
  readonly author: 'traveller' | 'officer'
  readonly template: string | null
  readonly text: string
  readonly answersTo: string | null
  readonly at: EpochSeconds
}

export interface NewestCopy {
  readonly id: string
  readonly state: 'receiving' | 'accepted' | 'refused'
  /** Of its first page; null until it was made anew. */
  readonly sha256: string | null
}

export interface KeptCorrection {
  readonly id: string
  readonly asked: unknown
  readonly askedAt: EpochSeconds
  readonly decidedAt: EpochSeconds | null
  readonly reason: string
}

/** All that its owner may see of an application. */
export interface ApplicationCase {
  readonly application: KeptApplication
  readonly pages: readonly KeptPage[]
  readonly timeline: readonly TakenEdge[]
  readonly messages: readonly KeptMessage[]
  readonly corrections: readonly KeptCorrection[]
  readonly copy: NewestCopy | null
  /** Whether somebody may have paid, or may yet: while that is open the application stays as it is. */
  readonly hasOpenPayment: boolean
  /** The last that was written about it, if no mail server took it. */
  readonly undelivered: Undelivered | null
}

/** What stands about a case in other places, for whoever asks for all that is held of them. */
export interface CaseRecords {
  readonly payments: readonly {
    readonly state: string
    readonly amountMinor: number
    readonly currency: string
    readonly createdAt: EpochSeconds
    readonly capturedAt: EpochSeconds | null
    readonly refundedAt: EpochSeconds | null
  }[]
  readonly letters: readonly {
    readonly kind: string
    readonly address: string
    readonly createdAt: EpochSeconds
    readonly sentAt: EpochSeconds | null
  }[]
  readonly decisions: readonly {
    readonly decision: string
    readonly rule: string | null
    readonly reason: string
    readonly at: EpochSeconds
  }[]
}

export interface NewAnswers {
  readonly page: string
  readonly answers: KeptAnswers
  /** The revision that whoever writes has seen. */
  readonly seen: number
}

/** The page was kept anew since it was seen. `stands`: what stands there now; null for nothing. */
export interface StalePage {
  readonly kind: 'stale'
  readonly revision: number
  readonly stands: KeptAnswers | null
}

/** The answers are frozen in this state. */
export interface NotOpen {
  readonly kind: 'not-open'
  readonly state: ApplicationState
}

export interface ApplicationPlace {
  readonly createdAt: EpochSeconds
  readonly reference: string
}

export interface ApplicationStore {
  /** Begins a draft; `too-many` where the account has as many of them as it may. */
  beginApplication(
    owned: OwnedReference,
    language: TravellerLanguage,
    mostDrafts: number,
    act: Act,
  ): Promise<Result<null, 'too-many'>>
  /** Those of an account, the newest first, from a place on. */
  applicationsOf(account: string, before: ApplicationPlace | null, limit: number): Promise<readonly ListedApplication[]>
  findApplication(owned: OwnedReference): Promise<ApplicationCase | null>
  /** Of an application that its owner was found to have. */
  recordsOfCase(reference: string): Promise<CaseRecords>
  /**
   * Keeps the answers of a page in a draft, or while a question waits for its answer. What nobody else wrote since it was
   * seen is replaced; the very same answers again change nothing and are no conflict.
   */
  keepPage(
    owned: OwnedReference,
    answers: NewAnswers,
    act: Act,
  ): Promise<Result<{ readonly revision: number }, 'not-there' | StalePage | NotOpen>>
  /** The invitation of a number, where whoever bears it may use it for this application. Reserves nothing. */
  findInvitationFor(
    bearer: NumberBearer,
    reference: string,
    at: EpochSeconds,
  ): Promise<Result<UsableInvitation, NotUsable>>
}
