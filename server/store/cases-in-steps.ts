/** The queue of cases and their claims, as both databases keep them. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { APPLICATION, type ApplicationState, isOfficersTurn } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'
import { type ListedCaseRow, listedCase } from './case-rows.ts'
import type {
  CaseBacklog,
  CaseClaim,
  CaseStore,
  CasesAsked,
  CaseTerms,
  ClaimFault,
  ListedCase,
  OwnVisa,
} from './case-store.ts'
import { showCase } from './case-views-in-steps.ts'
import { firstDecision } from './decisions-in-steps.ts'
import { firstLocked, firstRow, type Runs, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

export function casesInSteps({ act, read }: Runs): CaseStore {
  return {
    cases: (asked, now) => read(() => cases(asked, now)),
    caseBacklog: (now) => read(() => backlog(now)),
    claimCase: (reference, officer, until, by) => act(() => claim(reference, { by: officer, until }, by)),
    renewClaim: (reference, officer, until, now) => act(() => renew(reference, { by: officer, until }, now)),
    giveBackCase: (reference, officer, by) => act(() => giveBack(reference, officer, by)),
    showCase: (reference, by) => act(() => showCase(reference, by)),
    termsOfCase: (reference) => read(() => termsOf(reference)),
    ownVisa: (reference, account) => read(() => ownVisa(reference, account)),
  }
}

const IN_QUEUE = `state IN ('paid', 'review', 'second-review')`
// As the index has it: what nobody promised a day for comes last.
const DUE = 'coalesce(due_at, 9999999999)'
const LISTED = `id AS reference, state, due_at AS "dueAt", submitted_at AS "submittedAt", claimed_by AS "claimedBy",
  claimed_until AS "claimedUntil", flags, content`

function* cases({ state, after, limit }: CasesAsked, now: number): Steps<readonly ListedCase[]> {
  const { key, reference } = after ?? { key: -1, reference: '' }
  const isDue = state === null || isOfficersTurn(state)
  const order = isDue ? DUE : 'changed_at'
  const only = isDue
    ? `${IN_QUEUE} AND (CAST(? AS text) IS NULL OR state = ?)`
    : `CAST(? AS text) IS NOT NULL AND state = ?`
  const found = yield* rows<ListedCaseRow>(
    `SELECT ${LISTED}, ${order} AS "key" FROM applications
     WHERE ${only} AND (${order}, id) > (?, ?) ORDER BY ${order}, id LIMIT ?`,
    ...[state, state, key, reference, limit],
  )
  return found.map((row) => listedCase(row, now))
}

function* backlog(now: number): Steps<CaseBacklog> {
  const found = yield* firstRow<CaseBacklog>(
    `SELECT count(*) AS waiting, count(CASE WHEN due_at <= ? THEN 1 END) AS overdue, min(due_at) AS "firstDue"
     FROM applications WHERE ${IN_QUEUE}`,
    now,
  )
  return found ?? { waiting: 0, overdue: 0, firstDue: null }
}

interface ClaimRow {
  readonly state: ApplicationState
  readonly by: string | null
  readonly until: number | null
}

function* claim(reference: string, wanted: CaseClaim, act: Act): Steps<Result<CaseClaim, ClaimFault>> {
  const found = yield* firstLocked<ClaimRow>(
    `SELECT state, claimed_by AS "by", claimed_until AS "until" FROM applications WHERE id = ? AND state <> 'draft'`,
    reference,
  )
  if (found === null) return fail('not-there')
  const { state, by, until } = found
  if (!isOfficersTurn(state)) return fail({ kind: 'not-claimable', state })
  if (by !== null && until !== null && by !== wanted.by && until > act.at) return fail({ kind: 'claimed', by, until })
  if (state === 'second-review' && (yield* firstDecision(reference))?.officer === wanted.by) return fail('same-officer')
  if (state === 'paid') yield* takeEdge(APPLICATION, reference, 'take-up', act)
  yield* rows(
    'UPDATE applications SET claimed_by = ?, claimed_until = ? WHERE id = ?',
    ...[wanted.by, wanted.until, reference],
  )
  return ok(wanted)
}

function* renew(reference: string, { by, until }: CaseClaim, now: number): Steps<boolean> {
  const renewed = yield* rows(
    'UPDATE applications SET claimed_until = ? WHERE id = ? AND claimed_by = ? AND claimed_until > ? RETURNING id',
    ...[until, reference, by, now],
  )
  return renewed.length > 0
}

function* giveBack(reference: string, officer: string, { at }: Act): Steps<boolean> {
  const given = yield* rows(
    `UPDATE applications SET claimed_by = NULL, claimed_until = NULL
     WHERE id = ? AND claimed_by = ? AND claimed_until > ? RETURNING id`,
    ...[reference, officer, at],
  )
  return given.length > 0
}

function* termsOf(reference: string): Steps<CaseTerms | null> {
  return yield* firstRow<CaseTerms>(
    'SELECT terms_revision AS revision, terms_from AS "from" FROM applications WHERE id = ? AND terms_from IS NOT NULL',
    reference,
  )
}

function* ownVisa(reference: string, account: string): Steps<OwnVisa | null> {
  return yield* firstRow<OwnVisa>(
    `SELECT a.visa_number AS "visaNumber", a.language, c.email AS address FROM applications a
     JOIN accounts c ON c.id = a.account WHERE a.id = ? AND a.account = ? AND a.visa_number IS NOT NULL`,
    reference,
    account,
  )
}
