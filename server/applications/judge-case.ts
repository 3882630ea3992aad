/** A case judged as a whole: its answers, the invitation that they name, terms and policy of today, the copy of the passport. */
import { type CivilDate, civilDateAt } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { type Money, moneyText } from '#evisa/money.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { feeOf } from '#evisa/terms/fee-of.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { ApplicationCase, KeptPage, KeptTerms } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import { passportOf } from '../store/visa-rows.ts'
import type { TermsInForce } from '../terms/terms-source.ts'
import type { ApplicationContext } from './application-context.ts'
import { copyFaults, judge, type Verdict } from './judge.ts'
import { isPage } from './pages.ts'
import { readPages, type SaidPages, type TypedPages } from './read-pages.ts'

/** Every fault, by `page.field`. */
export interface Faulty {
  readonly kind: 'faulty'
  readonly faults: readonly FieldFault[]
}
/** They are not those that were accepted; what that changes in the fee, in words. */
export interface TermsChanged {
  readonly kind: 'terms-changed'
  readonly message: string
}
export type CaseFault = 'too-many-guesses' | 'no-policy-yet' | 'no-terms-yet' | TermsChanged | Faulty

export interface JudgedCase extends Verdict {
  readonly terms: TermsInForce
}

type Context = Pick<ApplicationContext, 'store' | 'terms' | 'publisher' | 'guard'>

/**
 * By which terms a case is judged: those of today, if they are those that were accepted, by the declaration alone where this is null; or those
 * that it was submitted under.
 */
export type JudgedBy = { readonly accepted: KeptTerms | null } | { readonly frozen: TermsInForce }

/** Judges the pages of a case as they would be frozen. */
export async function judgeCase(
  found: ApplicationCase,
  pages: TypedPages,
  by: JudgedBy,
  act: Act,
  context: Context,
): Promise<Result<JudgedCase, CaseFault>> {
  const policy = await context.publisher.policyInForce()
  if (policy === null) return fail('no-policy-yet')
  const terms = 'frozen' in by ? by.frozen : await context.terms.inForce()
  if (terms === null) return fail('no-terms-yet')
  const { said, faults } = readPages(pages, civilDateAt(act.at))
  if (said === null) return fail({ kind: 'faulty', faults: [...faults, ...copyFaults(found.copy)] })
  const invitation = await invitationOf(found, said, act, context)
  if (!invitation.ok) return invitation
  const change = 'frozen' in by ? null : await termsChange(by.accepted, said, terms, invitation.value, context)
  if (change !== null) return fail(change)
  const { email, language } = found.application
  const ofCase = { said, invitation: invitation.value, copy: found.copy, email, language }
  const verdict = judge({ ...ofCase, terms: terms.edition, policy, now: act.at })
  return verdict.ok ? ok({ ...verdict.value, terms }) : fail({ kind: 'faulty', faults: verdict.error })
}

/** The pages of a case as they were typed. */
export function typedPages(pages: readonly KeptPage[]): TypedPages {
  return Object.fromEntries(pages.filter(({ page }) => isPage(page)).map(({ page, answers }) => [page, answers]))
}

/** A wrong number, another's and one that is used up are answered alike; which it was stands in the trail alone. */
async function invitationOf(
  { application: { reference, account } }: ApplicationCase,
  { invitation, passport }: SaidPages,
  act: Act,
  { store, guard }: Context,
): Promise<Result<InvitationContent, 'too-many-guesses' | Faulty>> {
  const giveBack = guard.take(account, act.at)
  if (giveBack === null) return fail('too-many-guesses')
  const bearer = {
    number: invitation.visa_support_number,
    passport: passportOf({ passport }),
    nationality: passport.nationality,
  }
  const usable = await store.findInvitationFor(bearer, reference, act.at)
  if (!usable.ok) {
    await store.noteActs([
      { ...act, act: 'application-invitation-missed', subject: reference, detail: { why: usable.error.why } },
    ])
    return fail({ kind: 'faulty', faults: [NO_INVITATION] })
  }
  giveBack()
  return ok(usable.value.content)
}

export const NO_INVITATION: FieldFault = {
  field: 'invitation.visa_support_number',
  rule: 'invitation',
  message:
    'opens no invitation of this passport and nationality that can be used now: compare the number, and the passport, with what your host was given',
}

/** What changed since the terms were accepted, if anything did that they are about: a later edition alone changes nothing today. */
async function termsChange(
  accepted: KeptTerms | null,
  { declaration }: SaidPages,
  inForce: TermsInForce,
  invitation: InvitationContent,
  { terms }: Context,
): Promise<TermsChanged | null> {
  const { edition } = inForce
  const read: KeptTerms = { revision: declaration.terms_revision, effectiveFrom: declaration.terms_from }
  for (const { revision, effectiveFrom } of [accepted ?? read, read]) {
    if (revision === inForce.revision && effectiveFrom === edition.effective_from) continue
    const before = await terms.editionOf(revision, effectiveFrom)
    if (JSON.stringify(before) === JSON.stringify(edition)) continue
    const fees = { before: before === null ? null : feeOf(invitation, before), now: feeOf(invitation, edition) }
    return { kind: 'terms-changed', message: tellChange(fees, edition.effective_from) }
  }
  return null
}

function tellChange(
  { before, now }: { readonly before: Money | null; readonly now: Money | null },
  from: CivilDate,
): string {
  const [was, is] = [before, now].map((fee) => (fee === null ? null : moneyText(fee, 'en')))
  const fee =
    is === null
      ? 'There is no fee for this visa any more'
      : was === null
        ? `The fee is ${is}`
        : was === is
          ? `The fee is ${is} as before`
          : `The fee was ${was} and is ${is} now`
  return `The terms are not those that were accepted: those in force began on ${from}. ${fee}. Read them, and accept them anew; nothing was submitted, and all answers are kept.`
}
