/** Submission: judged, signed and frozen, in this order, so that nothing is ever submitted without its receipt. */
import { civilDateAt } from '#evisa/civil-date.ts'
import { moneyText } from '#evisa/money.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { contentHash, SUBMISSION_TYP, type SubmissionReceipt } from '#evisa/submission-receipt.ts'
import { isGivenUp } from '../lifecycles/application-states.ts'
import { keyFor } from '../signing-keys.ts'
import type { ApplicationCase, KeptTerms, OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { PassportInUse, Submission, Submitted, WrongRevision, WrongState } from '../store/submission-store.ts'
import { type ApplicationContext, findCase } from './application-context.ts'
import { dueAt } from './business-clock.ts'
import { type CaseFault, type JudgedCase, judgeCase, NO_INVITATION, typedPages } from './judge-case.ts'
import { waitingSeconds } from './waiting-times.ts'

export interface Submitting {
  /** Of the answers that were shown before this was asked for. */
  readonly revision: number
  /** The terms that were shown then. */
  readonly terms: KeptTerms
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
  if (frozen !== null && submittedAt !== null && revision === submitting.revision && !isGivenUp(state))
    return ok({ ...frozen, submittedAt })
  const judged = await judgeDraft(found.value, submitting, act, context)
  if (!judged.ok) return judged
  const submission = await signSubmission(judged.value, { ...owned, revision }, act, context)
  const submitted = await context.store.submitApplication(owned, submission, act)
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
  { revision, terms }: Submitting,
  act: Act,
  context: ApplicationContext,
): Promise<Result<JudgedCase, SubmittingFault>> {
  const { application, pages } = found
  if (application.state !== 'draft') return fail({ kind: 'wrong-state', state: application.state })
  if (application.revision !== revision) return fail({ kind: 'stale', revision: application.revision })
  return judgeCase(found, typedPages(pages), { accepted: terms }, act, context)
}

/** What is frozen, with the receipt of it. */
export async function signSubmission(
  { content, fee, flags, terms: { revision: termsRevision, edition } }: JudgedCase,
  { reference, revision }: OwnedReference & { readonly revision: number },
  { at }: Act,
  { keys, randomBytes }: Pick<ApplicationContext, 'keys' | 'randomBytes'>,
): Promise<Submission> {
  const signing = await keys()
  const key = signing.key('receipt', at) ?? keyFor(signing, 'snapshot', at)
  const salt = Buffer.from(randomBytes(SALT_BYTES)).toString('base64url')
  const hash = await contentHash(content, salt)
  const terms = { revision: termsRevision, effectiveFrom: edition.effective_from }
  const receipt: SubmissionReceipt = {
    iat: at,
    reference,
    revision,
    content: hash,
    terms: { revision: terms.revision, effective_from: terms.effectiveFrom },
    fee: { amount_minor: fee.minor, currency: fee.currency },
  }
  return {
    ...{ content, contentHash: hash, salt, terms, fee, flags, revision },
    dueAt: dueAt(at, edition),
    receipt: await key.sign(SUBMISSION_TYP, receipt),
    letter: { amount: moneyText(fee, content.language), until: civilDateAt(at + waitingSeconds('submitted', edition)) },
  }
}

const SALT_BYTES = 16
