/** The passport's picture, for the officer who has the case and for nobody else; to look renews the claim. */
import { fail, type Result } from '#evisa/result.ts'
import { type CopyPage, viewCopy } from '../passport-copies/view-copy.ts'
import type { CaseStore } from '../store/case-store.ts'
import { CLAIM_SECONDS, type OfficerAct } from './claim-case.ts'

type ViewContext = Parameters<typeof viewCopy>[3]
export interface ViewingCase {
  readonly store: ViewContext['store'] & Pick<CaseStore, 'renewClaim'>
  readonly fileKeys: ViewContext['fileKeys']
}

export async function viewCaseCopy(
  reference: string,
  page: number,
  { officer, ...act }: OfficerAct,
  context: ViewingCase,
): Promise<Result<CopyPage, 'not-claimed' | 'not-there'>> {
  const isHeld = await context.store.renewClaim(reference, officer, act.at + CLAIM_SECONDS, act.at)
  return isHeld ? viewCopy(reference, page, act, context) : fail('not-claimed')
}
