/** The port to decisions: what an officer decides of a case, judged and kept in one. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Result } from '#evisa/result.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { ApplicationEdge, ApplicationState } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'
import type { CaseClaim, CaseDecision, CaseEdge, CaseTerms, DecisionKind } from './case-store.ts'
import type { KeptSignature, SignatureFault } from './signature-store.ts'
import type { CaseLetter } from './write-to-applicant.ts'

/** The first decision of two, which waits for a second officer. */
export interface FirstDecision extends Pick<CaseDecision, 'officer' | 'decision' | 'rule' | 'reason'> {
  /** Whether who decided it is an operator still. */
  readonly isThere: boolean
  /** Its signature; null where a token decided. */
  readonly signature: string | null
}

/** A case as it is judged, while nobody else changes it. */
export interface CaseUnderDecision {
  readonly reference: string
  readonly state: ApplicationState
  readonly language: TravellerLanguage
  readonly content: ApplicationContent | null
  /** SHA-256 of what the invitation says, base64url; null where it says nothing any more, or there is none. */
  readonly invitationHash: string | null
  /** Null where it was never submitted under any. */
  readonly terms: CaseTerms | null
  readonly flags: readonly string[]
  readonly claim: CaseClaim | null
  /** All that changed it so far: how many there are is its revision. */
  readonly timeline: readonly CaseEdge[]
  /** Null where none waits. */
  readonly first: FirstDecision | null
  /** Whether its reference became an e-visa already, however far that was recorded. */
  readonly isIssued: boolean
}

/** What becomes of a case by a decision. */
export interface Verdict {
  readonly edge: ApplicationEdge
  readonly place: 'first' | 'second'
  readonly decision: DecisionKind
  readonly rule: string | null
  readonly reason: string
  /** Of no objection: exactly what is issued, which is given to the outbox once all who must have decided. */
  readonly input: string | null
  /** A question to the traveller. */
  readonly question: { readonly template: string | null; readonly text: string } | null
  readonly letter: CaseLetter | null
}

/** What was done of it, and where the case stands. */
export interface CarriedOut extends Verdict {
  readonly state: ApplicationState
}

/** A case that is to be decided, and by whom. */
export interface Deciding<F> {
  readonly reference: string
  readonly officer: string
  /** Of the case as the officer saw it. */
  readonly revision: number
  readonly judge: (found: CaseUnderDecision) => Result<Verdict, F>
  /** What the decision rests on; null where it takes none. */
  readonly signature: KeptSignature | null
}

export interface DecisionStore {
  /** A case as it would be judged now; null where there is none, or it is a draft yet. */
  caseUnderDecision(reference: string, now: EpochSeconds): Promise<CaseUnderDecision | null>
  /**
   * Judges a case that nobody else changes meanwhile, and does what was judged: the decision with its signature, its edge, its
   * question or letter, the outbox, an invitation given back, all or nothing. Nobody has the case after it.
   */
  decideCase<F>(deciding: Deciding<F>, act: Act): Promise<Result<CarriedOut, F | 'not-there' | SignatureFault>>
}
