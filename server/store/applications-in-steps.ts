/** Drafts and what is known of an application, as both databases keep them. */

import type { TravellerLanguage } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { APPLICATION, type ApplicationState } from '../lifecycles/application-states.ts'
import { OPEN_PAYMENTS } from '../lifecycles/payment-states.ts'
import {
  APPLICATION_COLUMNS,
  type ApplicationRow,
  answersText,
  keptApplication,
  LISTED_COLUMNS,
  type ListedRow,
  listedApplication,
} from './application-rows.ts'
import type {
  ApplicationCase,
  ApplicationPlace,
  ApplicationStore,
  CaseRecords,
  KeptAnswers,
  KeptCorrection,
  KeptMessage,
  KeptPage,
  ListedApplication,
  NewAnswers,
  NewestCopy,
  NotOpen,
  OwnedReference,
  StalePage,
  TakenEdge,
} from './application-store.ts'
import type { Act } from './audit-store.ts'
import { BEARER_COLUMNS, type BearerRow, keptNumber, usableBy } from './invitation-steps.ts'
import { undeliveredOf } from './letters-in-steps.ts'
import { firstLocked, firstRow, type Runs, rows, type Steps } from './steps.ts'
import { keepBeginning } from './take-edge.ts'

export function applicationsInSteps({ act, read }: Runs): ApplicationStore {
  return {
    beginApplication: (owned, language, most, by) => act(() => beginApplication(owned, language, most, by)),
    applicationsOf: (account, before, limit) => read(() => applicationsOf(account, before, limit)),
    findApplication: (owned) => read(() => findApplication(owned)),
    recordsOfCase: (reference) => read(() => recordsOfCase(reference)),
    keepPage: (owned, answers, by) => act(() => keepPage(owned, answers, by)),
    findInvitationFor: (bearer, reference, at) =>
      read(function* () {
        const sql = `SELECT ${BEARER_COLUMNS} FROM invitations WHERE number = ?`
        return usableBy(yield* firstRow<BearerRow>(sql, keptNumber(bearer)), bearer, { at }, reference)
      }),
  }
}

function* beginApplication(
  { reference, account }: OwnedReference,
  language: TravellerLanguage,
  mostDrafts: number,
  act: Act,
): Steps<Result<null, 'too-many'>> {
  // Of many begun at once each must count those before it.
  yield* firstLocked('SELECT id FROM accounts WHERE id = ?', account)
  const drafts = yield* rows(
    `SELECT id FROM applications WHERE account = ? AND state = 'draft' LIMIT ?`,
    account,
    mostDrafts,
  )
  if (drafts.length >= mostDrafts) return fail('too-many')
  yield* rows(
    `INSERT INTO applications (id, state, account, language, revision, created_at, changed_at) VALUES (?, 'draft', ?, ?, 1, ?, ?)`,
    ...[reference, account, language, act.at, act.at],
  )
  yield* keepBeginning(APPLICATION, reference, 'draft', act)
  return ok(null)
}

function* applicationsOf(
  account: string,
  before: ApplicationPlace | null,
  limit: number,
): Steps<readonly ListedApplication[]> {
  const { createdAt, reference } = before ?? { createdAt: Number.MAX_SAFE_INTEGER, reference: '' }
  const found = yield* rows<ListedRow>(
    `SELECT ${LISTED_COLUMNS} FROM applications a WHERE a.account = ? AND a.erased_at IS NULL
       AND (a.created_at, a.id) < (?, ?) ORDER BY a.created_at DESC, a.id DESC LIMIT ?`,
    ...[account, createdAt, reference, limit],
  )
  return found.map(listedApplication)
}

/** One statement by reference and account: another's takes as long as none. */
function* findApplication({ reference, account }: OwnedReference): Steps<ApplicationCase | null> {
  const row = yield* firstRow<ApplicationRow>(
    `SELECT ${APPLICATION_COLUMNS}, c.email FROM applications a JOIN accounts c ON c.id = a.account
     WHERE a.id = ? AND a.account = ? AND a.erased_at IS NULL`,
    ...[reference, account],
  )
  if (row === null) return null
  return {
    application: keptApplication(row),
    pages: yield* pagesOf(reference),
    timeline: yield* timelineOf(reference),
    messages: yield* rows<KeptMessage>(
      `SELECT id, author, template, text, answers_to AS "answersTo", at FROM messages WHERE application = ? ORDER BY id`,
      reference,
    ),
    corrections: yield* correctionsOf(reference),
    copy: yield* newestCopy(reference),
    hasOpenPayment: yield* hasOpenPayment(reference),
    undelivered: yield* undeliveredOf(reference, row.visaNumber),
  }
}

export function* pagesOf(reference: string): Steps<readonly KeptPage[]> {
  const found = yield* rows<Omit<KeptPage, 'answers'> & { answers: string }>(
    `SELECT page, revision, answers, kept_at AS "keptAt" FROM application_pages WHERE application = ? ORDER BY page`,
    reference,
  )
  return found.map((page) => ({ ...page, answers: JSON.parse(page.answers) as KeptAnswers }))
}

function* timelineOf(reference: string): Steps<readonly TakenEdge[]> {
  const found = yield* rows<Omit<TakenEdge, 'by'> & { actor: string }>(
    `SELECT edge, state, at, actor FROM edges WHERE kind = 'application' AND subject = ? ORDER BY position`,
    reference,
  )
  return found.map(({ actor, ...edge }) => ({ ...edge, by: actor.split('/')[0] ?? '' }))
}

function* correctionsOf(reference: string): Steps<readonly KeptCorrection[]> {
  const found = yield* rows<KeptCorrection & { asked: string }>(
    `SELECT id, asked, asked_at AS "askedAt", decided_at AS "decidedAt", reason FROM corrections
     WHERE application = ? ORDER BY id`,
    reference,
  )
  return found.map((one) => ({ ...one, asked: one.asked === '' ? null : JSON.parse(one.asked) }))
}

/** The newest copy that was not refused: one that was accepted stays until another is. Where all were refused, the newest of them. */
export function* newestCopy(reference: string): Steps<NewestCopy | null> {
  return yield* firstRow<NewestCopy>(
    `SELECT c.id, c.state,
       (SELECT p.sha256 FROM passport_pictures p WHERE p.copy = c.id ORDER BY p.page LIMIT 1) AS sha256
     FROM passport_copies c WHERE c.application = ?
     ORDER BY CASE WHEN c.state = 'refused' THEN 1 ELSE 0 END, c.created_at DESC, c.id DESC LIMIT 1`,
    reference,
  )
}

export function* hasOpenPayment(reference: string): Steps<boolean> {
  const open = yield* firstRow(
    `SELECT id FROM payments WHERE application = ? AND state IN (${OPEN_PAYMENTS.map(() => '?').join(', ')}) LIMIT 1`,
    ...[reference, ...OPEN_PAYMENTS],
  )
  return open !== null
}

const DECIDED: readonly ApplicationState[] = ['refused', 'issued', 'correction-asked', 'corrected', 'revoked']

function* recordsOfCase(reference: string): Steps<CaseRecords> {
  return {
    payments: yield* rows(
      `SELECT state, amount_minor AS "amountMinor", currency, created_at AS "createdAt", captured_at AS "capturedAt",
         refunded_at AS "refundedAt" FROM payments WHERE application = ? ORDER BY created_at, id`,
      reference,
    ),
    letters: yield* rows(
      `SELECT kind, address, created_at AS "createdAt", sent_at AS "sentAt" FROM letters WHERE about = ? ORDER BY id`,
      reference,
    ),
    // Until then whoever reads that they lean to a refusal withdraws, and was never refused.
    decisions: yield* rows(
      `SELECT d.decision, d.rule, d.reason, d.at FROM decisions d JOIN applications a ON a.id = d.application
       WHERE d.application = ? AND a.state IN (${DECIDED.map(() => '?').join()}) ORDER BY d.id`,
      ...[reference, ...DECIDED],
    ),
  }
}

/** In which answers may be written. */
const OPEN_STATES: readonly ApplicationState[] = ['draft', 'information-asked']

function* keepPage(
  { reference, account }: OwnedReference,
  { page, answers, seen }: NewAnswers,
  { at }: Act,
): Steps<Result<{ readonly revision: number }, 'not-there' | StalePage | NotOpen>> {
  const found = yield* firstLocked<{ state: ApplicationState; revision: number }>(
    'SELECT state, revision FROM applications WHERE id = ? AND account = ? AND erased_at IS NULL',
    ...[reference, account],
  )
  if (found === null) return fail('not-there')
  const { state, revision } = found
  const kept = yield* firstRow<{ revision: number; answers: string }>(
    'SELECT revision, answers FROM application_pages WHERE application = ? AND page = ?',
    ...[reference, page],
  )
  const text = answersText(answers)
  if (kept?.answers === text) return ok({ revision })
  if (!OPEN_STATES.includes(state)) return fail({ kind: 'not-open', state })
  if (seen > revision || (kept !== null && kept.revision > seen))
    return fail({ kind: 'stale', revision, stands: kept === null ? null : (JSON.parse(kept.answers) as KeptAnswers) })
  yield* writePage(reference, { page, text, revision: revision + 1, at })
  // The time to answer a question runs from when it was asked.
  yield* rows(
    `UPDATE applications SET revision = ?, changed_at = CASE state WHEN 'draft' THEN CAST(? AS bigint) ELSE changed_at END WHERE id = ?`,
    ...[revision + 1, at, reference],
  )
  return ok({ revision: revision + 1 })
}

export interface WrittenPage {
  readonly page: string
  readonly text: string
  readonly revision: number
  readonly at: number
}

/** Writes the answers of a page, in place of those that stood there. */
export function* writePage(reference: string, { page, text, revision, at }: WrittenPage): Steps<void> {
  yield* rows(
    `INSERT INTO application_pages (application, page, revision, answers, kept_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (application, page) DO UPDATE SET revision = excluded.revision, answers = excluded.answers, kept_at = excluded.kept_at`,
    ...[reference, page, revision, text, at],
  )
}
