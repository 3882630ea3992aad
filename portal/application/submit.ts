/** Keeps the declaration and submits: exactly the answers that were shown, under the terms that were shown, or nothing. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import type { OwnCase } from '../own-case.ts'
import { answersOn, type PageAnswers } from './draft.ts'
import { keepPage, revisionIn } from './keep-page.ts'

export type Submitting =
  | { readonly kind: 'submitted' }
  /** Told by `page.field`. */
  | { readonly kind: 'faulty'; readonly status: 409 | 422; readonly faults: readonly FieldFault[] }
  /** Something is not as it was shown: it has to be looked at again. */
  | { readonly kind: 'changed' }

/** The declaration of a form. */
export function declarationIn(texts: Readonly<Record<string, string>>): PageAnswers {
  const { is_true = '', not_refunded = '', terms_revision = '', terms_from = '' } = texts
  return { is_true, not_refunded, terms_revision, terms_from }
}

export async function submit(
  api: Api,
  application: OwnCase,
  texts: Readonly<Record<string, string>>,
): Promise<Submitting> {
  const { reference, revision } = application
  const answers = declarationIn(texts)
  const isKept = isSame(answers, answersOn(application, 'declaration'))
  const seen = revisionIn(texts)
  // A form that is sent again may have kept its own declaration the first time.
  const isOwn = isKept && revision === seen + 1 && revisionOfDeclaration(application) === revision
  if (revision !== seen && !isOwn) return { kind: 'changed' }
  const kept = await keepPage(api, { reference, page: 'declaration', answers, seen: revision })
  const expected = isKept ? revision : revision + 1
  if (kept.kind !== 'kept' || kept.revision !== expected) return { kind: 'changed' }
  if (kept.faults.length > 0) return { kind: 'faulty', status: 422, faults: kept.faults.map(ofDeclaration) }
  const answer = await api.POST('/v1/applications/{reference}/submission', {
    params: { path: { reference } },
    body: {
      revision: expected,
      terms: { revision: Number(answers.terms_revision), effective_from: String(answers.terms_from) },
    },
  })
  const refused = refusalOf(answer, 409, 422)
  if (refused === undefined) return { kind: 'submitted' }
  const { errors = [] } = refused.problem
  if (errors.length === 0) return { kind: 'changed' }
  return { kind: 'faulty', status: refused.status === 409 ? 409 : 422, faults: errors }
}

const ofDeclaration = (fault: FieldFault): FieldFault => ({ ...fault, field: `declaration.${fault.field}` })

function revisionOfDeclaration({ pages }: OwnCase): number {
  return pages.find(({ page }) => page === 'declaration')?.revision ?? 0
}

function isSame(one: PageAnswers, other: PageAnswers): boolean {
  return Object.entries(one).every(([field, value]) => String(other[field] ?? '') === String(value))
}
