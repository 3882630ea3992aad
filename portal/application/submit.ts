/** Submits with the declaration: exactly the answers that were shown, under the terms that were shown, or nothing. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import type { PageAnswers } from './draft.ts'
import { keepPage, revisionIn } from './keep-page.ts'

export type Submitting =
  | { readonly kind: 'submitted'; readonly reference: string }
  /** Told by `page.field`. */
  | { readonly kind: 'faulty'; readonly status: 409 | 422; readonly faults: readonly FieldFault[] }
  /** Something is not as it was shown: it has to be looked at again. */
  | { readonly kind: 'changed' }

/** The declaration of a form. */
export function declarationIn(texts: Readonly<Record<string, string>>): PageAnswers {
  const { is_true = '', not_refunded = '', terms_revision = '', terms_from = '' } = texts
  return { is_true, not_refunded, terms_revision, terms_from }
}

/** One call where nothing is in the way: the server looks whether all is as it was shown. */
export async function submit(
  api: Api,
  reference: string,
  texts: Readonly<Record<string, string>>,
): Promise<Submitting> {
  const declaration = declarationIn(texts)
  const revision = revisionIn(texts)
  if (revision === 0) return { kind: 'changed' }
  const answer = await api.POST('/v1/applications/{reference}/submission', {
    params: { path: { reference } },
    body: { revision, declaration },
  })
  const refused = refusalOf(answer, 409, 422)
  if (refused === undefined) return { kind: 'submitted', reference: dataOf(answer).reference }
  const { errors = [] } = refused.problem
  if (errors.length === 0) return { kind: 'changed' }
  // What was agreed to is not asked for again once the rest is mended.
  await keepPage(api, { reference, page: 'declaration', answers: declaration, seen: revision })
  return { kind: 'faulty', status: refused.status === 409 ? 409 : 422, faults: errors }
}
