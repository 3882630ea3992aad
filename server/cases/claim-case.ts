/** A case is one officer's for half an hour, renewed by all that the officer does with it: an absent officer holds nothing. */
import type { Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { CaseClaim, CaseStore, ClaimFault } from '../store/case-store.ts'

export const CLAIM_SECONDS = 1800

/** What one of the operators does. */
export interface OfficerAct extends Act {
  readonly officer: string
}

export function claimCase(
  reference: string,
  { officer, ...act }: OfficerAct,
  store: Pick<CaseStore, 'claimCase'>,
): Promise<Result<CaseClaim, ClaimFault>> {
  return store.claimCase(reference, officer, act.at + CLAIM_SECONDS, act)
}

/** Given back twice, or after it ran out, it is given back all the same. */
export async function giveBackCase(
  reference: string,
  { officer, ...act }: OfficerAct,
  store: Pick<CaseStore, 'giveBackCase'>,
): Promise<void> {
  await store.giveBackCase(reference, officer, act)
}
