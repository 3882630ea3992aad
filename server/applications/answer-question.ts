/** An officer's question answered, with whatever had to be corrected: judged as a submission is, by the terms of the case. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Answered, AnswerFault, Refrozen } from '../store/answer-store.ts'
import type { ApplicationCase, OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { TermsInForce } from '../terms/terms-source.ts'
import { type ApplicationContext, findCase } from './application-context.ts'
import { dueAt } from './business-clock.ts'
import { OWN_FLAGS } from './judge.ts'
import { type CaseFault, judgeCase, typedPages } from './judge-case.ts'
import { PAGE_NAMES } from './pages.ts'
import type { TypedPages } from './read-pages.ts'
import { signSubmission } from './submit-application.ts'

export interface Answering {
  /** Of the answers that were shown before this was written. */
  readonly revision: number
  readonly text: string
  /** Whole pages, in place of those that stand there. */
  readonly pages: TypedPages
}

export type AnsweringFault = AnswerFault | CaseFault

export async function answerQuestion(
  owned: OwnedReference,
  { revision, text, pages }: Answering,
  act: Act,
  context: ApplicationContext,
): Promise<Result<Answered, AnsweringFault>> {
  const found = await findCase(owned, context)
  if (!found.ok) return found
  const { terms, state } = found.value.application
  const edition = terms === null ? null : await context.terms.editionOf(terms.revision, terms.effectiveFrom)
  if (terms === null || edition === null) return fail({ kind: 'wrong-state', state })
  const frozen = { revision: terms.revision, edition }
  const refrozen = await freezeAnew(found.value, { revision, pages, frozen }, act, context)
  if (!refrozen.ok) return refrozen
  const written = PAGE_NAMES.flatMap((page) => {
    const answers = pages[page]
    return answers === undefined ? [] : [{ page, answers }]
  })
  const question = found.value.messages.findLast(({ author }) => author === 'officer')?.id ?? null
  const answer = { question, text, revision, pages: written, refrozen: refrozen.value, dueAt: dueAt(act.at, edition) }
  return context.store.answerQuestion(owned, answer, act)
}

interface Anew extends Pick<Answering, 'revision' | 'pages'> {
  readonly frozen: TermsInForce
}

/** What the content is from now on; null where nothing was changed since the question. */
async function freezeAnew(
  found: ApplicationCase,
  { revision, pages, frozen }: Anew,
  act: Act,
  context: ApplicationContext,
): Promise<Result<Refrozen | null, CaseFault>> {
  const { reference, account, state } = found.application
  if (state !== 'information-asked' || !isChanged(found, pages)) return ok(null)
  const judged = await judgeCase(found, { ...typedPages(found.pages), ...pages }, { frozen }, act, context)
  if (!judged.ok) return judged
  // The one that is held for it, and whose fee was paid: of another the fee may be another, and somebody else could use it, too.
  if (judged.value.content.visa_support_number !== found.application.frozen?.content.visa_support_number)
    return fail({ kind: 'faulty', faults: [OTHER_INVITATION] })
  const next = Object.keys(pages).length > 0 ? revision + 1 : revision
  const signed = await signSubmission(judged.value, { reference, account, revision: next }, act, context)
  const { content, contentHash, salt, receipt, flags } = signed
  return ok({ content, contentHash, salt, receipt, flags, revision: next, ownFlags: OWN_FLAGS })
}

const OTHER_INVITATION: FieldFault = {
  field: 'invitation.visa_support_number',
  rule: 'invitation-of-case',
  message:
    'is of another invitation than the one that was submitted and paid for: answer with that one; for another one begin another application',
}

/** Whether any answer was written, or another copy came, since the content was made. */
function isChanged({ application: { revision, frozen }, copy }: ApplicationCase, pages: TypedPages): boolean {
  return Object.keys(pages).length > 0 || revision !== frozen?.revision || copy?.id !== frozen.content.copy
}
