/** Accounts and their sessions, as both databases keep them. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import {
  type Account,
  type AccountStore,
  type ChangeFault,
  type ListedSession,
  type LiveSession,
  SESSION_IDLE_SECONDS,
  type TriedCodes,
} from './account-store.ts'
import type { Act } from './audit-store.ts'
import { noteSeen } from './note-seen.ts'
import { queueLetter } from './queue-letter.ts'
import { askSignIn, forgetSignIns, openSession, signInByLink, tryCode, tryOwnCode, useUp } from './sign-ins-in-steps.ts'
import { firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

const MOST_LISTED = 100
const ACCOUNT_COLUMNS = 'id, kind, email, language, created_at AS "createdAt"'
// Of whom is found by a token all is asked at once: it is done at every call.
const IS_LIVE = 's.ended_at IS NULL AND s.expires_at > ? AND s.seen_at > ? AND d.revoked_at IS NULL'

export function accountsInSteps(runs: Runs): AccountStore {
  const { act, read } = runs
  return {
    askSignIn: (...given) => act(() => askSignIn(...given)),
    signInByCode: (tried, account, session, by) =>
      act(function* () {
        const right = yield* tryCode(tried, null, by)
        return right.ok ? ok(yield* openSession(right.value, account, session, by)) : right
      }),
    signInByLink: (...given) => act(() => signInByLink(...given)),
    findSession: (tokenHash, now) => foundSession(runs, tokenHash, now),
    sessionsOf: (account, now) => read(() => sessionsOf(account, now)),
    endSession: (id, account, by) => act(() => endSession(id, account, by)),
    endOtherSessions: (account, kept, by) => act(() => endOthers(account, kept, by)),
    findAccount: (id) => read(() => findAccount(id)),
    setLanguage: (account, language, by) => act(() => setLanguage(account, language, by)),
    changeAddress: (tried, by, at) => act(() => changeAddress(tried, by, at)),
    forgetSignIns: (overBefore, now) => act(() => forgetSignIns(overBefore, now)),
  }
}

async function foundSession(runs: Runs, tokenHash: string, now: EpochSeconds): Promise<LiveSession | null> {
  const found = await runs.read(() =>
    firstRow<LiveSession & { seenAt: number }>(
      `SELECT s.id, s.account, a.kind, s.seen_at AS "seenAt" FROM sessions s JOIN accounts a ON a.id = s.account
       JOIN devices d ON d.id = s.device WHERE s.token_hash = ? AND a.erased_at IS NULL AND ${IS_LIVE}`,
      ...[tokenHash, now, now - SESSION_IDLE_SECONDS],
    ),
  )
  if (found === null) return null
  const { seenAt, ...session } = found
  await noteSeen(runs, 'sessions', session.id, seenAt, now)
  return session
}

function* sessionsOf(account: string, now: EpochSeconds): Steps<readonly ListedSession[]> {
  return yield* rows<ListedSession>(
    `SELECT s.id, s.browser, s.network, s.created_at AS "createdAt", s.seen_at AS "seenAt", s.expires_at AS "expiresAt"
     FROM sessions s JOIN devices d ON d.id = s.device WHERE s.account = ? AND ${IS_LIVE}
     ORDER BY s.created_at DESC, s.id DESC LIMIT ${MOST_LISTED}`,
    ...[account, now, now - SESSION_IDLE_SECONDS],
  )
}

function* endSession(id: string, account: string, act: Act): Steps<boolean> {
  const ended = yield* firstRow(
    `UPDATE sessions SET ended_at = ? WHERE id = ? AND account = ? AND ended_at IS NULL AND expires_at > ? AND seen_at > ?
     RETURNING id`,
    ...[act.at, id, account, act.at, act.at - SESSION_IDLE_SECONDS],
  )
  if (ended !== null) yield* noteAct({ ...act, act: 'session-end', subject: id, detail: {} })
  return ended !== null
}

function* endOthers(account: string, kept: string, act: Act): Steps<number> {
  const ended = yield* rows(
    `UPDATE sessions SET ended_at = ? WHERE account = ? AND id <> ? AND ended_at IS NULL AND expires_at > ? AND seen_at > ?
     RETURNING id`,
    ...[act.at, account, kept, act.at, act.at - SESSION_IDLE_SECONDS],
  )
  const detail = { ended: ended.length }
  if (ended.length > 0) yield* noteAct({ ...act, act: 'session-end-others', subject: account, detail })
  return ended.length
}

function findAccount(id: string): Steps<Account | null> {
  return firstRow<Account>(`SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id = ? AND erased_at IS NULL`, id)
}

function* setLanguage(account: string, language: TravellerLanguage, act: Act): Steps<boolean> {
  const set = yield* firstRow(
    'UPDATE accounts SET language = ? WHERE id = ? AND erased_at IS NULL RETURNING id',
    ...[language, account],
  )
  if (set !== null) yield* noteAct({ ...act, act: 'account-language', subject: account, detail: { language } })
  return set !== null
}

function* changeAddress(
  tried: TriedCodes,
  { account, session }: { readonly account: string; readonly session: string },
  act: Act,
): Steps<Result<Account, ChangeFault>> {
  const right = yield* tryCode(tried, account, act)
  if (!right.ok) return right
  const before = yield* findAccount(account)
  if (before === null) return fail('no-such-sign-in')
  const own = yield* tryOwnCode(tried, before, act)
  if (!own.ok) return typeof own.error === 'string' ? own : fail({ ...own.error, kind: 'wrong-own-code' })
  for (const used of [right.value, own.value]) yield* useUp(used, act.at)
  const { email } = right.value
  const holder = yield* firstRow<{ id: string }>(
    'SELECT id FROM accounts WHERE kind = ? AND email = ? AND erased_at IS NULL',
    ...[before.kind, email],
  )
  if (holder !== null && holder.id !== account) return fail('taken')
  yield* rows('UPDATE accounts SET email = ? WHERE id = ?', email, account)
  yield* noteAct({ ...act, act: 'account-address', subject: account, detail: {} })
  const { language } = before
  yield* queueLetter({ kind: 'address-changed', address: before.email, language, about: '', content: {} }, act.at)
  yield* endOthers(account, session, act)
  return ok({ ...before, email })
}
