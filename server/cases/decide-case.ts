/** Deciding a case: by the terms that it was submitted under, and only as the officer saw it. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { saysStill, type ToSign } from '../signing/sign.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { CarriedOut, CaseUnderDecision, DecisionStore, Verdict } from '../store/decision-store.ts'
import type { KeptSignature, SignatureFault } from '../store/signature-store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import { caseToSign } from './case-to-sign.ts'
import type { OfficerAct } from './claim-case.ts'
import { type Decided, type JudgeFault, type Judging, judgeDecision } from './judge-decision.ts'

export type DecideFault =
  | JudgeFault
  | 'not-there'
  | SignatureFault
  /** It decides, and nobody signed it. */
  | 'not-signed'
  /** The case is not as it was when the text was written. */
  | 'content-changed'

/** By a signature; or without one, where `mustSign` does not say that what decides takes one. */
export type DecidedBy = { readonly signature: KeptSignature } | { readonly signature: null; readonly mustSign: boolean }

export interface Deciding {
  readonly store: Pick<DecisionStore & CaseStore, 'decideCase' | 'caseUnderDecision' | 'termsOfCase'>
  readonly terms: Pick<TermsSource, 'editionOf'>
  /** Issues what nobody objects to; without it another process does, a little later. */
  readonly issuing?: { wake(): void }
  /** Sends the letters that were queued; without it they wait. */
  readonly mail?: { wake(): void }
}

export async function decideCase(
  reference: string,
  revision: number,
  decided: Decided,
  by: DecidedBy,
  { officer, ...act }: OfficerAct,
  deciding: Deciding,
): Promise<Result<CarriedOut, DecideFault>> {
  const { store, issuing, mail } = deciding
  const judging = await judgingOf(reference, revision, { officer, ...act }, deciding)
  const judge = (found: CaseUnderDecision): Result<Verdict, DecideFault> => {
    const verdict = judgeDecision(decided, found, judging)
    const fault = verdict.ok ? faultOfSignature(found, verdict.value, by) : null
    return fault === null ? verdict : fail(fault)
  }
  const verdict = await store.decideCase({ reference, officer, revision, judge, signature: by.signature }, act)
  if (verdict.ok && verdict.value.edge === 'clear') issuing?.wake()
  if (verdict.ok && verdict.value.letter !== null) mail?.wake()
  return verdict
}

/** What an officer signs to decide it so, as the case is now; `null` where the officer's session is enough. */
export async function decisionToSign(
  reference: string,
  revision: number,
  decided: Decided,
  act: OfficerAct,
  deciding: Deciding,
): Promise<Result<ToSign | null, JudgeFault | 'not-there'>> {
  const judging = await judgingOf(reference, revision, act, deciding)
  const found = await deciding.store.caseUnderDecision(reference, act.at)
  if (found === null) return fail('not-there')
  const verdict = judgeDecision(decided, found, judging)
  return verdict.ok ? ok(caseToSign(found, verdict.value)) : verdict
}

async function judgingOf(
  reference: string,
  revision: number,
  { officer, at }: OfficerAct,
  { store, terms }: Deciding,
): Promise<Judging> {
  const kept = await store.termsOfCase(reference)
  // They are frozen with the case: where it is frozen anew meanwhile its revision is another one, too.
  const edition = kept && (await terms.editionOf(kept.revision, kept.from))
  return { officer, revision, edition, now: at }
}

/** Byte for byte: what was signed is what is decided, or nothing is. */
function faultOfSignature(
  found: CaseUnderDecision,
  verdict: Verdict,
  by: DecidedBy,
): 'not-signed' | 'content-changed' | null {
  const toSign = caseToSign(found, verdict)
  if (by.signature === null) return toSign !== null && by.mustSign ? 'not-signed' : null
  return toSign !== null && saysStill(by.signature.text, toSign) ? null : 'content-changed'
}
