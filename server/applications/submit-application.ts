/** Submission: judged, signed and frozen, in this order, so that nothing is ever submitted without its receipt. */
import { hash } from 'node:crypto'
import { civilDateAt } from '#evisa/civil-date.ts'
import { moneyText } from '#evisa/money.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { hashedText, SUBMISSION_TYP, type SubmissionReceipt } from '#evisa/submission-receipt.ts'
import { isGivenUp } from '../lifecycles/application-states.ts'
import { keyFor } from '../signing-keys.ts'
import { answersText } from '../store/application-rows.ts'
import type { ApplicationCase, KeptPage, KeptTerms, OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { PassportInUse, Submission, Submitted, WrongRevision, WrongState } from '../store/submission-store.ts'
import { type ApplicationContext, findCase } from './application-context.ts'
import { dueAt } from './business-clock.ts'
import { type CaseFault, type JudgedCase, judgeCase, NO_INVITATION, typedPages } from './judge-case.ts'
import type { TypedAnswers } from './read-pages.ts'
import { waitingSeconds } from './waiting-times.ts'

export interface Submitting {
  /** Of the answers that were shown before this was asked for. */
  readonly revision: number
  /** The terms that were shown then; null for those that the declaration names. */
  readonly terms: KeptTerms | null
  /** What is agreed to with it, in the place of the declaration that stands there; null where that counts. */
  readonly declaration: TypedAnswers | null
}

export type SubmittingFault =
  | 'not-there'
  | 'copy-changed'
  | 'terms-moved'
  | WrongRevision
  | WrongState
  | PassportInUse
  | CaseFault

/** Submits, or says all that is in the way. Asked again it gives the same receipt. */
export async function submitApplication(
  owned: OwnedReference,
  submitting: Submitting,
  act: Act,
  context: ApplicationContext,
): Promise<Result<Submitted, SubmittingFault>> {
  const found = await findCase(owned, context)
  if (!found.ok) return found
  const { state, revision, frozen, submittedAt } = found.value.application
  if (frozen !== null && submittedAt !== null && isSeen(found.value, submitting) && !isGivenUp(state))
    return ok({ ...frozen, submittedAt })
  const judged = await judgeDraft(found.value, submitting, act, context)
  if (!judged.ok) return judged
  const declaration = standsAlready(found.value, submitting) ? null : submitting.declaration
  const next = declaration === null ? revision : revision + 1
  const submission = await signSubmission(judged.value, { ...owned, revision: next }, act, context)
  const submitted = await context.store.submitApplication(owned, { ...submission, declaration }, act)
  if (submitted.ok) return submitted
  const { error } = submitted
  if (typeof error === 'string' || error.kind !== 'invitation-not-usable') return fail(error)
  // Somebody else reserved it in this second.
  return fail({ kind: 'faulty', faults: [NO_INVITATION] })
}

/** What a submission would freeze, and for what fee; or all that is in the way of it. */
export async function judgeSubmission(
  owned: OwnedReference,
  submitting: Submitting,
  act: Act,
  context: ApplicationContext,
): Promise<Result<JudgedCase, SubmittingFault>> {
  const found = await findCase(owned, context)
  return found.ok ? judgeDraft(found.value, submitting, act, context) : found
}

async function judgeDraft(
  found: ApplicationCase,
  submitting: Submitting,
  act: Act,
  context: ApplicationContext,
): Promise<Result<JudgedCase, SubmittingFault>> {
  const { application, pages } = found
  if (application.state !== 'draft') return fail({ kind: 'wrong-state', state: application.state })
  if (!isSeen(found, submitting)) return fail({ kind: 'stale', revision: application.revision })
  const { terms, declaration } = submitting
  const typed = typedPages(pages)
  return judgeCase(found, declaration === null ? typed : { ...typed, declaration }, { accepted: terms }, act, context)
}

/** Whether all that stands there was shown. What was sent again may have kept its own declaration the first time, and nothing else since. */
function isSeen(found: ApplicationCase, submitting: Submitting): boolean {
  const { revision } = found.application
  if (revision === submitting.revision) return true
  const isOwn = submitting.declaration !== null && declarationOf(found)?.revision === revision
  return isOwn && revision === submitting.revision + 1 && standsAlready(found, submitting)
}

function standsAlready(found: ApplicationCase, { declaration }: Submitting): boolean {
  const kept = declarationOf(found)
  return declaration !== null && kept !== undefined && answersText(kept.answers) === answersText(declaration)
}

function declarationOf({ pages }: ApplicationCase): KeptPage | undefined {
  return pages.find(({ page }) => page === 'declaration')
}

/** What is frozen, with the receipt of it. */
export async function signSubmission(
  { content, fee, flags, terms: { revision: termsRevision, edition } }: JudgedCase,
  { reference, revision }: OwnedReference & { readonly revision: number },
  { at }: Act,
  { keys, randomBytes }: Pick<ApplicationContext, 'keys' | 'randomBytes'>,
): Promise<Omit<Submission, 'declaration'>> {
  const signing = await keys()
  const key = signing.key('receipt', at) ?? keyFor(signing, 'snapshot', at)
  const salt = Buffer.from(randomBytes(SALT_BYTES)).toString('base64url')
  // WebCrypto would go to another thread and back for a few microseconds of work.
  const contentHash = hash('sha256', hashedText(content, salt), 'base64url')
  const terms = { revision: termsRevision, effectiveFrom: edition.effective_from }
  const receipt: SubmissionReceipt = {
    iat: at,
    reference,
    revision,
    content: contentHash,
    terms: { revision: terms.revision, effective_from: terms.effectiveFrom },
    fee: { amount_minor: fee.minor, currency: fee.currency },
  }
  return {
    ...{ content, contentHash, salt, terms, fee, flags, revision },
    dueAt: dueAt(at, edition),
    receipt: await key.sign(SUBMISSION_TYP, receipt),
    letter: { amount: moneyText(fee, content.language), until: civilDateAt(at + waitingSeconds('submitted', edition)) },
  }
}

const SALT_BYTES = 16
