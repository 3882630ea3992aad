/** Deciding a case: by the terms that it was submitted under, and only as the officer saw it. */
import type { Result } from '#evisa/result.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { CarriedOut, DecisionStore } from '../store/decision-store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import type { OfficerAct } from './claim-case.ts'
import { type Decided, type JudgeFault, judgeDecision } from './judge-decision.ts'

export type DecideFault = JudgeFault | 'not-there'

export interface Deciding {
  readonly store: Pick<DecisionStore & CaseStore, 'decideCase' | 'termsOfCase'>
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
  { officer, ...act }: OfficerAct,
  { store, terms, issuing, mail }: Deciding,
): Promise<Result<CarriedOut, DecideFault>> {
  const kept = await store.termsOfCase(reference)
  // They are frozen with the case: where it is frozen anew meanwhile its revision is another one, too.
  const edition = kept && (await terms.editionOf(kept.revision, kept.from))
  const judging = { officer, revision, edition, now: act.at }
  const verdict = await store.decideCase(
    reference,
    officer,
    (found) => judgeDecision(decided, found, judging),
    revision,
    act,
  )
  if (verdict.ok && verdict.value.edge === 'clear') issuing?.wake()
  if (verdict.ok && verdict.value.letter !== null) mail?.wake()
  return verdict
}
