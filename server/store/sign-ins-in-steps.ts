/** Signing in, as both databases do it: codes that are asked for, typed and used up, and the session that one begins. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import {
  type Account,
  type AccountKind,
  CODES_AN_HOUR,
  type CodeFault,
  type LinkFault,
  MAX_TRIES,
  type NewSession,
  type NewSignIn,
  SESSION_IDLE_SECONDS,
  SESSION_SECONDS,
  SIGN_IN_SECONDS,
  type SignedIn,
  type TriedCode,
  type TriedCodes,
} from './account-store.ts'
import type { Act } from './audit-store.ts'
import { type NewLetter, queueLetter } from './queue-letter.ts'
import { firstLocked, firstRow, lockedRows, noteAct, rows, type Steps } from './steps.ts'

const HOUR_SECONDS = 3600

/** A sign-in as it is kept. */
export interface SignInRow {
  readonly id: string
  readonly kind: AccountKind
  readonly email: string
  readonly language: TravellerLanguage
  readonly account: string | null
  readonly browserHash: string
  readonly codeHash: string
  readonly tries: number
  readonly expiresAt: EpochSeconds
  readonly usedAt: EpochSeconds | null
}
const COLUMNS = `id, kind, email, language, account, browser_hash AS "browserHash", code_hash AS "codeHash", tries,
  expires_at AS "expiresAt", used_at AS "usedAt"`

// One statement, which holds the row until the act ends: of many at once each is counted.
const COUNT = `INSERT INTO sign_in_counts (email, since, asked) VALUES (?, ?, 1)
  ON CONFLICT (email) DO UPDATE SET
    asked = CASE WHEN sign_in_counts.since > ? AND sign_in_counts.since <= excluded.since THEN sign_in_counts.asked + 1 ELSE 1 END,
    since = CASE WHEN sign_in_counts.since > ? AND sign_in_counts.since <= excluded.since THEN sign_in_counts.since ELSE excluded.since END
  RETURNING asked`

/** Nobody is asked whether there is an account: known and unknown addresses go the same way. */
export function* askSignIn(
  { id, kind, email, language, account, browserHash, codeHash, linkHash }: NewSignIn,
  letter: Pick<NewLetter, 'kind' | 'content'>,
  act: Act,
): Steps<boolean> {
  const { at } = act
  const counted = yield* firstRow<{ asked: number }>(COUNT, email, at, at - HOUR_SECONDS, at - HOUR_SECONDS)
  const isSent = (counted?.asked ?? 1) <= CODES_AN_HOUR
  yield* rows(
    `INSERT INTO sign_ins (id, kind, email, language, account, browser_hash, code_hash, link_hash, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    // What nobody was sent is right for nobody: else whoever asks without end could guess among ever more codes.
    ...[id, kind, email, language, account, browserHash, isSent ? codeHash : '', linkHash, at, at + SIGN_IN_SECONDS],
  )
  if (isSent) yield* queueLetter({ ...letter, address: email, language, about: '' }, at)
  yield* noteAct({ ...act, act: 'sign-in-ask', subject: id, detail: { kind, sent: Number(isSent) } })
  return isSent
}

/**
 * The sign-in that a code is right for, of those of this browser that are open; a wrong one is a try at each of them.
 * `account`: whose address it is to change; null to sign in.
 */
export function* tryCode(
  { signIn, browserHash, codeHash }: TriedCode,
  account: string | null,
  act: Act,
): Steps<Result<SignInRow, CodeFault>> {
  const all = yield* ofBrowser(browserHash)
  const named = all.find(({ id }) => id === signIn)
  if (named === undefined || named.account !== account) return fail('no-such-sign-in')
  return yield* tryAmong(all, named, codeHash, act)
}

/** The same of the code that went to the address that an account has, for the same browser. */
export function* tryOwnCode(
  { browserHash, ownCodeHash }: Pick<TriedCodes, 'browserHash' | 'ownCodeHash'>,
  { id, email }: Pick<Account, 'id' | 'email'>,
  act: Act,
): Steps<Result<SignInRow, CodeFault>> {
  const all = yield* ofBrowser(browserHash)
  const named = all.findLast((one) => one.account === id && one.email === email)
  return named === undefined ? fail('no-such-sign-in') : yield* tryAmong(all, named, ownCodeHash, act)
}

function* tryAmong(
  all: readonly SignInRow[],
  named: SignInRow,
  codeHash: string,
  act: Act,
): Steps<Result<SignInRow, CodeFault>> {
  const open = all.filter((one) => isAlike(one, named) && overBecause(one, act.at) === null)
  if (open.length === 0) return fail(overBecause(named, act.at) ?? 'used')
  const right = open.find((one) => one.codeHash === codeHash)
  if (right !== undefined) return ok(right)
  for (const { id } of open) yield* rows('UPDATE sign_ins SET tries = tries + 1 WHERE id = ?', id)
  const left = MAX_TRIES - 1 - Math.min(...open.map(({ tries }) => tries))
  yield* noteAct({ ...act, act: 'sign-in-missed', subject: named.id, detail: { left } })
  return fail({ kind: 'wrong-code', left })
}

/** Begins a session by the link of a letter, in the browser that asked for it and in no other. */
export function* signInByLink(
  { linkHash, browserHash }: { readonly linkHash: string; readonly browserHash: string | null },
  account: string,
  session: NewSession,
  act: Act,
): Steps<Result<SignedIn, LinkFault>> {
  const found = yield* firstLocked<SignInRow>(`SELECT ${COLUMNS} FROM sign_ins WHERE link_hash = ?`, linkHash)
  if (found === null || found.account !== null) return fail('no-such-sign-in')
  const over = overBecause(found, act.at)
  if (over !== null) return fail(over)
  if (found.browserHash !== browserHash) return fail('other-browser')
  return ok(yield* openSession(found, account, session, act))
}

/** Uses a sign-in up, with all that its browser asked for the same. */
export function* useUp(used: SignInRow, at: EpochSeconds): Steps<void> {
  const alike = (yield* ofBrowser(used.browserHash)).filter((one) => isAlike(one, used) && one.usedAt === null)
  for (const { id } of alike) yield* rows('UPDATE sign_ins SET used_at = ? WHERE id = ?', at, id)
}

/** Begins a session; `account` is the id of a new account, where there is none of this address. */
export function* openSession(
  right: SignInRow,
  account: string,
  { id, tokenHash, device, browser, network }: NewSession,
  { at }: Act,
): Steps<SignedIn> {
  yield* useUp(right, at)
  const { kind, email, language } = right
  const found = yield* firstRow<Account>(
    `INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, email) WHERE erased_at IS NULL DO UPDATE SET seen_at = excluded.seen_at
     RETURNING id, kind, email, language, created_at AS "createdAt"`,
    ...[account, kind, email, language, at, at],
  )
  if (found === null) throw new Error('an account is there or made')
  const expiresAt = at + SESSION_SECONDS
  yield* rows(
    `INSERT INTO sessions (id, token_hash, account, device, browser, network, created_at, seen_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, tokenHash, found.id, device, browser, network, at, at, expiresAt],
  )
  const actor = `${kind}/${found.id}`
  if (found.id === account) yield* noteAct({ actor, at, act: 'account-make', subject: account, detail: { kind } })
  yield* noteAct({ actor, at, act: 'session-begin', subject: id, detail: { device } })
  return { account: found, expiresAt }
}

/** Forgets what was over before a time, and the counts of codes that count no more. */
export function* forgetSignIns(overBefore: EpochSeconds, now: EpochSeconds): Steps<void> {
  yield* rows(
    'DELETE FROM sessions WHERE ended_at < ? OR expires_at < ? OR seen_at < ?',
    ...[overBefore, overBefore, overBefore - SESSION_IDLE_SECONDS],
  )
  yield* rows('DELETE FROM sign_ins WHERE expires_at < ?', overBefore)
  yield* rows('DELETE FROM sign_in_counts WHERE since <= ?', now - HOUR_SECONDS)
}

function ofBrowser(browserHash: string): Steps<readonly SignInRow[]> {
  return lockedRows<SignInRow>(`SELECT ${COLUMNS} FROM sign_ins WHERE browser_hash = ? ORDER BY id`, browserHash)
}

function isAlike(one: SignInRow, other: SignInRow): boolean {
  return one.kind === other.kind && one.email === other.email && one.account === other.account
}

/** Why a sign-in is over; null while it is open. */
function overBecause(
  { usedAt, expiresAt, tries }: SignInRow,
  at: EpochSeconds,
): 'used' | 'ran-out' | 'tried-out' | null {
  if (usedAt !== null) return 'used'
  if (expiresAt <= at) return 'ran-out'
  return tries >= MAX_TRIES ? 'tried-out' : null
}
