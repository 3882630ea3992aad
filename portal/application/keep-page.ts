/** Keeps the answers of a page over the API: what another window wrote meanwhile is never overwritten, but told. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import type { PageAnswers } from './draft.ts'

export type WrittenPage = 'invitation' | 'trip' | 'contact' | 'background' | 'declaration'

export type Kept =
  | { readonly kind: 'kept'; readonly revision: number; readonly faults: readonly FieldFault[] }
  /** `stands`: what is on the page now. */
  | { readonly kind: 'stale'; readonly revision: number; readonly stands: PageAnswers }
  /** It is no draft any more. */
  | { readonly kind: 'not-open' }

export interface Writing {
  readonly reference: string
  readonly page: WrittenPage
  readonly answers: PageAnswers
  /** The revision that the form was shown with. */
  readonly seen: number
}

/** So much of a field is kept at most. */
export const MOST_CHARACTERS = 4000

export async function keepPage(api: Api, { reference, page, answers, seen }: Writing): Promise<Kept> {
  const answer = await api.PUT('/v1/applications/{reference}/pages/{page}', {
    params: { path: { reference, page }, header: { 'if-match': String(seen) } },
    body: answers,
  })
  if (refusalOf(answer, 409) === undefined) return { kind: 'kept', ...dataOf(answer) }
  const { error } = answer
  if (error === undefined || !('revision' in error) || error.revision === undefined) return { kind: 'not-open' }
  return { kind: 'stale', revision: error.revision, stands: error.stands ?? {} }
}

/** The revision in a form's hidden field: whatever is none has seen nothing. */
export function revisionIn(texts: Readonly<Record<string, string>>): number {
  return /^[0-9]{1,9}$/.test(texts.revision ?? '') ? Number(texts.revision) : 0
}

/** The fields that are longer than anything that is kept. */
export function tooLong(answers: PageAnswers): readonly FieldFault[] {
  return Object.entries(answers)
    .filter(([, value]) => String(value).length > MOST_CHARACTERS)
    .map(([field]) => ({ field, rule: 'too-long', message: `takes at most ${MOST_CHARACTERS} characters` }))
}
