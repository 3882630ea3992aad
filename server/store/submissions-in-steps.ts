/** Submission, and what ends an application before it is decided, as both databases do it. */
import { addDays, formatInstant } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { APPLICATION, type ApplicationEdge, isGivenUp } from '../lifecycles/application-states.ts'
import { stateAfter } from '../lifecycles/machine.ts'
import { APPLICATION_COLUMNS, type ApplicationRow, answersText, keptApplication } from './application-rows.ts'
import type { KeptTerms, OwnedReference } from './application-store.ts'
import { hasOpenPayment, newestCopy, writePage } from './applications-in-steps.ts'
import type { Act } from './audit-store.ts'
import { giveBackInvitation, reserveInvitation } from './invitation-steps.ts'
import { type LetterKind, queueLetter } from './queue-letter.ts'
import { CHARGEBACK } from './return-payment.ts'
import { firstLocked, firstRow, lockedRows, type Runs, rows, type Steps, TakenBack } from './steps.ts'
import type {
  EndFault,
  LapseQuery,
  PassportInUse,
  Submission,
  SubmissionStore,
  SubmitFault,
  Submitted,
} from './submission-store.ts'
import { takeEdge } from './take-edge.ts'
import { passportOf } from './visa-rows.ts'

export function submissionsInSteps({ act, read }: Runs): SubmissionStore {
  return {
    submitApplication: (owned, submission, by) => act(() => submitApplication(owned, submission, by)),
    reopenApplication: (owned, by) => act(() => reopenApplication(owned, by)),
    withdrawApplication: (owned, by) => act(() => withdrawApplication(owned, by)),
    editionsWaiting: () => read(editionsWaiting),
    lapseApplications: async (query, limit, by) => {
      const found = await read(() => unchanged(query, limit))
      // One act for each: what cannot lapse keeps none of the others from it.
      for (const { id } of found) await act(() => lapse(id, query, by))
      return found.length
    },
  }
}

export type LockedRow = Omit<ApplicationRow, 'email'>

function* submitApplication(
  owned: OwnedReference,
  submission: Submission,
  act: Act,
): Steps<Result<Submitted, SubmitFault>> {
  const { content, revision, declaration } = submission
  const passport = passportOf(content)
  // Two applications of one passport, each with an invitation of its own, take their turns here.
  yield* lockedRows('SELECT id FROM invitations WHERE passport = ? ORDER BY id', passport)
  const row = yield* lockedApplication(owned)
  if (row === null) return fail('not-there')
  const before = submittedAs(row)
  if (before !== null && row.revision === revision) return ok(before)
  if (row.state !== 'draft') return fail({ kind: 'wrong-state', state: row.state })
  if (row.revision !== (declaration === null ? revision : revision - 1))
    return fail({ kind: 'stale', revision: row.revision })
  const newest = yield* firstRow<{ revision: number | null }>('SELECT MAX(revision) AS revision FROM terms')
  if ((newest?.revision ?? 0) !== submission.terms.revision) return fail('terms-moved')
  const other = yield* otherOf(passport, owned)
  if (other !== null) return fail(other)
  const copy = yield* newestCopy(owned.reference)
  if (copy?.state !== 'accepted' || copy.id !== content.copy) return fail('copy-changed')
  const bearer = { number: content.visa_support_number, passport, nationality: content.holder.nationality }
  const invitation = yield* reserveInvitation(bearer, owned.reference, act)
  if (!invitation.ok) return invitation
  if (declaration !== null)
    yield* writePage(owned.reference, {
      page: 'declaration',
      text: answersText(declaration),
      ...{ revision, at: act.at },
    })
  const frozen = { ...submission, flags: [...happened(row), ...submission.flags] }
  yield* freeze(owned.reference, frozen, { invitation: invitation.value.id, passport }, act)
  yield* mustTake(owned.reference, 'submit', act)
  if (submission.fee.minor === 0) yield* payNothing(owned.reference, submission, act)
  else yield* writeTo(owned.reference, 'submitted', { reference: owned.reference, ...submission.letter }, act)
  return ok({ ...frozenIn(frozen), submittedAt: act.at })
}

function frozenIn({ content, salt, receipt, terms, fee, flags, revision }: Submission) {
  return { revision, content, salt, receipt, terms, fee, flags }
}

/** Of its flags what happened to it, and nobody said: that stays, whatever is said anew. */
function happened({ flags }: LockedRow): readonly string[] {
  return (JSON.parse(flags) as string[]).filter((flag) => flag === CHARGEBACK)
}

/** Where there is no fee nobody waits for it. */
function* payNothing(reference: string, { dueAt, letter: { amount } }: Submission, act: Act): Steps<void> {
  yield* mustTake(reference, 'pay', act)
  yield* rows(
    'UPDATE applications SET paid_at = ?, complete_at = ?, due_at = ? WHERE id = ?',
    ...[act.at, act.at, dueAt, reference],
  )
  const due = dueAt === null ? {} : { due: formatInstant(dueAt).slice(0, 16).replace('T', ' ') }
  yield* writeTo(reference, 'paid', { reference, amount, ...due }, act)
}

/** What it was submitted as; null while it is not, and once that is over. */
function submittedAs(row: LockedRow): Submitted | null {
  if (isGivenUp(row.state)) return null
  const { frozen, submittedAt } = keptApplication({ ...row, email: '' })
  return frozen === null || submittedAt === null ? null : { ...frozen, submittedAt }
}

function* otherOf(passport: string, { reference, account }: OwnedReference): Steps<PassportInUse | null> {
  const other = yield* firstRow<{ id: string; account: string }>(
    `SELECT id, account FROM applications WHERE passport = ? AND id <> ?
       AND state IN ('submitted', 'paid', 'review', 'information-asked', 'second-review', 'no-objection') LIMIT 1`,
    ...[passport, reference],
  )
  if (other === null) return null
  return { kind: 'passport-in-use', reference: other.account === account ? other.id : null }
}

function* freeze(
  reference: string,
  { content, contentHash, salt, receipt, revision, terms, fee, flags }: Submission,
  { invitation, passport }: { readonly invitation: string; readonly passport: string },
  { at }: Act,
): Steps<void> {
  yield* rows(
    `UPDATE applications SET revision = ?, content = ?, content_hash = ?, salt = ?, receipt = ?, frozen_revision = ?, terms_revision = ?,
       terms_from = ?, fee_minor = ?, fee_currency = ?, flags = ?, passport = ?, invitation = ?, submitted_at = ?, over_on = ? WHERE id = ?`,
    ...[revision, JSON.stringify(content), contentHash, salt, receipt, revision, terms.revision, terms.effectiveFrom],
    ...[fee.minor, fee.currency, JSON.stringify(flags), passport, invitation, at],
    ...[addDays(content.valid_until, content.stay_days), reference],
  )
}

function* reopenApplication(owned: OwnedReference, act: Act): Steps<Result<{ readonly revision: number }, EndFault>> {
  const ended = yield* endBy('reopen', owned, act)
  if (!ended.ok) return ended
  // The next revision: what was sent of before is not taken for it.
  const revision = ended.value.revision + 1
  yield* rows(
    `UPDATE applications SET revision = ?, content = NULL, content_hash = NULL, salt = NULL, receipt = NULL, frozen_revision = NULL,
       terms_revision = NULL, terms_from = NULL, fee_minor = NULL, fee_currency = NULL, flags = ?, passport = NULL,
       invitation = NULL, submitted_at = NULL, over_on = NULL WHERE id = ?`,
    ...[revision, JSON.stringify(happened(ended.value)), owned.reference],
  )
  return ok({ revision })
}

function* withdrawApplication(owned: OwnedReference, act: Act): Steps<Result<null, EndFault>> {
  const ended = yield* endBy('withdraw', owned, act)
  if (!ended.ok) {
    const isDone = typeof ended.error === 'object' && ended.error.state === 'withdrawn'
    return isDone ? ok(null) : ended
  }
  yield* stopClock(owned.reference)
  // A draft that is thrown away is nothing to write about.
  if (ended.value.state !== 'draft') yield* writeTo(owned.reference, 'withdrawn', { reference: owned.reference }, act)
  return ok(null)
}

/** Ends it by an edge and gives its invitation back; gives what it was before. An open payment holds it as it is. */
function* endBy(
  edge: Extract<ApplicationEdge, 'reopen' | 'withdraw' | 'lapse'>,
  owned: OwnedReference,
  act: Act,
): Steps<Result<LockedRow, EndFault>> {
  const { reference } = owned
  yield* firstLocked('SELECT id FROM invitations WHERE application = ?', reference)
  const row = yield* lockedApplication(owned)
  if (row === null) return fail('not-there')
  if (!stateAfter(APPLICATION, edge, row.state).ok) return fail({ kind: 'wrong-state', state: row.state })
  if (yield* hasOpenPayment(reference)) return fail('payment-open')
  yield* giveBackInvitation(reference, act)
  yield* mustTake(reference, edge, act)
  return ok(row)
}

/** An application of its owner, which nobody else changes until the act ends. */
export function* lockedApplication({ reference, account }: OwnedReference): Steps<LockedRow | null> {
  return yield* firstLocked<LockedRow>(
    `SELECT ${APPLICATION_COLUMNS} FROM applications a WHERE a.id = ? AND a.account = ? AND a.erased_at IS NULL`,
    ...[reference, account],
  )
}

/** Takes an edge that was found to begin here, under a lock. */
export function* mustTake(reference: string, edge: ApplicationEdge, act: Act): Steps<void> {
  const taken = yield* takeEdge(APPLICATION, reference, edge, act)
  if (!taken.ok) throw new TypeError(`the edge ${edge} was there a moment ago`)
}

function* stopClock(reference: string): Steps<void> {
  yield* rows('UPDATE applications SET due_at = NULL, claimed_by = NULL, claimed_until = NULL WHERE id = ?', reference)
}

/** Queues a letter to whoever asked for the e-visa. */
function* writeTo(
  reference: string,
  kind: LetterKind,
  content: Readonly<Record<string, string | number>>,
  { at }: Act,
): Steps<void> {
  const to = yield* firstRow<{ email: string; language: TravellerLanguage }>(
    'SELECT c.email, a.language FROM applications a JOIN accounts c ON c.id = a.account WHERE a.id = ?',
    reference,
  )
  if (to === null || to.email === '') return
  yield* queueLetter({ kind, address: to.email, language: to.language, about: reference, content }, at)
}

function* editionsWaiting(): Steps<readonly KeptTerms[]> {
  return yield* rows<KeptTerms>(
    `SELECT DISTINCT terms_revision AS revision, terms_from AS "effectiveFrom" FROM applications
     WHERE state IN ('submitted', 'information-asked') AND terms_revision IS NOT NULL`,
  )
}

function* unchanged({ state, terms, unchangedSince }: LapseQuery, limit: number): Steps<readonly { id: string }[]> {
  const ofEdition = terms === null ? '' : 'AND terms_revision = ? AND terms_from = ?'
  return yield* rows<{ id: string }>(
    `SELECT id FROM applications WHERE state = ? AND changed_at <= ? AND erased_at IS NULL ${ofEdition}
       AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.application = applications.id AND p.state IN ('created', 'at-acquirer', 'confirming'))
     ORDER BY changed_at, id LIMIT ?`,
    ...[state, unchangedSince, ...(terms === null ? [] : [terms.revision, terms.effectiveFrom]), limit],
  )
}

/** Nothing where something happened to it meanwhile. */
function* lapse(reference: string, { state, unchangedSince }: LapseQuery, act: Act): Steps<void> {
  const found = yield* firstRow<{ account: string }>('SELECT account FROM applications WHERE id = ?', reference)
  if (found === null) return
  const ended = yield* endBy('lapse', { reference, account: found.account }, act)
  if (!ended.ok) return
  if (ended.value.state !== state || ended.value.changedAt > unchangedSince) throw new TakenBack(undefined)
  yield* stopClock(reference)
  yield* writeTo(reference, 'lapsed', { reference }, act)
}
