/** Keeps the answers of a page as they were typed, faults and all: what somebody wrote is never lost to a mistake in it. */
import { civilDateAt } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { ok, type Result } from '#evisa/result.ts'
import type { NotOpen, OwnedReference, StalePage } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { ApplicationContext } from './application-context.ts'
import type { PageName } from './pages.ts'
import { readPage, type TypedAnswers } from './read-pages.ts'

export interface AnswersOfPage {
  readonly page: PageName
  readonly answers: TypedAnswers
  /** The revision that whoever writes has seen. */
  readonly seen: number
}

export interface KeptAnswersOfPage {
  readonly revision: number
  /** By the name of the field. */
  readonly faults: readonly FieldFault[]
}

export async function keepAnswers(
  owned: OwnedReference,
  { page, answers, seen }: AnswersOfPage,
  act: Act,
  { store }: Pick<ApplicationContext, 'store'>,
): Promise<Result<KeptAnswersOfPage, 'not-there' | StalePage | NotOpen>> {
  const kept = await store.keepPage(owned, { page, answers, seen }, act)
  if (!kept.ok) return kept
  return ok({ revision: kept.value.revision, faults: readPage(page, answers, civilDateAt(act.at)).faults })
}
