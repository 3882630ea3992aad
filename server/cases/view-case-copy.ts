/** The passport's picture, for the officer who has the case, and for who may look again at one that was drawn; to look renews the claim. */
import { fail, type Result } from '#evisa/result.ts'
import { lookFault } from '../looking-back/second-look.ts'
import { type CopyPage, viewCopy } from '../passport-copies/view-copy.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { LookBackStore } from '../store/look-back-store.ts'
import { CLAIM_SECONDS, type OfficerAct } from './claim-case.ts'

type ViewContext = Parameters<typeof viewCopy>[3]
export interface ViewingCase {
  readonly store: ViewContext['store'] & Pick<CaseStore, 'renewClaim'> & Pick<LookBackStore, 'findSecondLook'>
  readonly fileKeys: ViewContext['fileKeys']
}

export async function viewCaseCopy(
  reference: string,
  page: number,
  { officer, ...act }: OfficerAct,
  context: ViewingCase,
): Promise<Result<CopyPage, 'not-claimed' | 'not-there'>> {
  const { store } = context
  const isHeld = await store.renewClaim(reference, officer, act.at + CLAIM_SECONDS, act.at)
  const mayView = isHeld || lookFault(await store.findSecondLook(reference), officer) === null
  return mayView ? viewCopy(reference, page, act, context) : fail('not-claimed')
}
