/** Letters on their way, as both databases keep them. */
import type { Act } from './audit-store.ts'
import { pageById } from './delivery-rows.ts'
import type { DeliveryError, DeliveryState, LongestWaits } from './delivery-store.ts'
import type { ClaimedLetter, LetterClaim, LetterStore, StoredLetter, Undelivered } from './letter-store.ts'
import { firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

interface LetterRow extends Omit<StoredLetter, 'unconfirmed' | 'error'> {
  readonly unconfirmed: number
  readonly errorCode: string | null
  readonly errorText: string | null
}

const COLUMNS = `id, kind, address, language, about, state, attempts, next_at AS "nextAt", unconfirmed,
  error_code AS "errorCode", error_text AS "errorText", created_at AS "createdAt", sent_at AS "sentAt"`
// One that was handed over is never claimed again.
const IS_DUE = `(state = 'waiting' OR state = 'sending' AND handed_at IS NULL)`
const IS_LOST = `state = 'sending' AND handed_at IS NOT NULL`

export function lettersInSteps({ act, read }: Runs): LetterStore {
  return {
    claimLetter: (now, leaseUntil) => act(() => claim(now, leaseUntil)),
    handOverLetter: (held, leaseUntil, { at }) => act(() => handOver(held, leaseUntil, at)),
    letterSent: (held, unconfirmed, by) => act(() => sent(held, unconfirmed, by)),
    letterPostponed: (held, nextAt, error) => act(() => postponed(held, nextAt, error)),
    letterBounced: (held, error, by) => act(() => bounced(held, error, by)),
    bringLettersForward: (now, longest) => act(() => bringForward(now, longest)),
    settleLostLetters: (by) => act(() => settleLost(by)),
    nextLetterAt: () => read(nextAt),
    letters: (state, limit, after, isNewestFirst) => read(() => listed(state, limit, after, isNewestFirst)),
    undeliveredTo: (address) => read(() => undeliveredTo(address)),
    forgetLetterAddresses: (before) => act(() => forgetAddresses(before)),
  }
}

function readRow({ unconfirmed, errorCode, errorText, ...row }: LetterRow): StoredLetter {
  const error = errorCode === null ? null : { code: errorCode, text: errorText ?? '' }
  return { ...row, unconfirmed: unconfirmed === 1, error }
}

function* claim(now: number, leaseUntil: number): Steps<ClaimedLetter | null> {
  // Of two that see the same one due the second waits for the first, and finds another number of attempts.
  const due = yield* firstRow<LetterClaim>(
    `SELECT id, attempts FROM letters WHERE next_at <= ? AND ${IS_DUE} ORDER BY next_at, id LIMIT 1`,
    now,
  )
  if (due === null) return null
  const row = yield* firstRow<LetterRow & { content: string }>(
    `UPDATE letters SET state = 'sending', attempts = attempts + 1, next_at = ?
     WHERE id = ? AND attempts = ? AND next_at <= ? AND ${IS_DUE} RETURNING ${COLUMNS}, content`,
    ...[leaseUntil, due.id, due.attempts, now],
  )
  // Another worker took it meanwhile: there may be more.
  if (row === null) return yield* claim(now, leaseUntil)
  const { content, ...letter } = row
  return { ...readRow(letter), content: JSON.parse(content || '{}') }
}

function* handOver({ id, attempts }: LetterClaim, leaseUntil: number, at: number): Steps<boolean> {
  const held = yield* firstRow(
    `UPDATE letters SET handed_at = ?, next_at = ?
     WHERE id = ? AND attempts = ? AND state = 'sending' AND handed_at IS NULL RETURNING id`,
    ...[at, leaseUntil, id, attempts],
  )
  return held !== null
}

function* sent({ id, attempts }: LetterClaim, unconfirmed: boolean, act: Act): Steps<boolean> {
  const row = yield* firstRow<LetterRow>(
    `UPDATE letters SET state = 'sent', next_at = NULL, sent_at = ?, unconfirmed = ?, content = '', error_code = NULL,
       error_text = NULL
     WHERE id = ? AND attempts = ? AND (state = 'sending' OR state = 'sent' AND unconfirmed = 1 AND ? = 0)
     RETURNING ${COLUMNS}`,
    ...[act.at, Number(unconfirmed), id, attempts, Number(unconfirmed)],
  )
  if (row !== null) yield* noteLetter('sent', row, act)
  return row !== null
}

function* postponed({ id, attempts }: LetterClaim, nextAt: number, error: DeliveryError): Steps<boolean> {
  const row = yield* firstRow(
    `UPDATE letters SET state = 'waiting', next_at = ?, handed_at = NULL, error_code = ?, error_text = ?
     WHERE id = ? AND attempts = ? AND state = 'sending' RETURNING id`,
    ...[nextAt, error.code, error.text, id, attempts],
  )
  return row !== null
}

function* bounced({ id, attempts }: LetterClaim, error: DeliveryError, act: Act): Steps<boolean> {
  const row = yield* firstRow<LetterRow>(
    `UPDATE letters SET state = 'bounced', next_at = NULL, content = '', unconfirmed = 0, sent_at = NULL, error_code = ?,
       error_text = ?
     WHERE id = ? AND attempts = ? AND (state = 'sending' OR state = 'sent' AND unconfirmed = 1) RETURNING ${COLUMNS}`,
    ...[error.code, error.text, id, attempts],
  )
  if (row !== null) yield* noteLetter('bounced', row, act)
  return row !== null
}

function* bringForward(now: number, { retrySeconds, leaseSeconds }: LongestWaits): Steps<void> {
  yield* rows(
    `UPDATE letters SET next_at = ? WHERE next_at > ? AND (state = 'waiting' AND attempts = 0
       OR state = 'waiting' AND next_at > ? OR state = 'sending' AND next_at > ?)`,
    ...[now, now, now + retrySeconds, now + leaseSeconds],
  )
}

function* settleLost(act: Act): Steps<number> {
  const lost = yield* rows<LetterClaim>(
    `SELECT id, attempts FROM letters WHERE ${IS_LOST} AND next_at <= ? ORDER BY next_at, id`,
    act.at,
  )
  let settled = 0
  for (const one of lost) if (yield* sent(one, true, act)) settled += 1
  return settled
}

function* nextAt(): Steps<number | null> {
  const next = 'SELECT min(next_at) AS "nextAt" FROM letters WHERE next_at IS NOT NULL'
  return (yield* firstRow<{ nextAt: number | null }>(next))?.nextAt ?? null
}

function* listed(
  state: DeliveryState | null,
  limit: number,
  after: string,
  isNewestFirst = false,
): Steps<readonly StoredLetter[]> {
  const inState = state === null ? '' : 'state = ? AND '
  const page = pageById(after, isNewestFirst)
  const found = yield* rows<LetterRow>(
    `SELECT ${COLUMNS} FROM letters WHERE ${inState}id ${page.beyond} ? ORDER BY id ${page.order} LIMIT ?`,
    ...[...(state === null ? [] : [state]), page.from, limit],
  )
  return found.map(readRow)
}

// What waits may yet arrive.
const IS_OVER = `state IN ('sent', 'bounced')`

function* undeliveredTo(address: string): Steps<Undelivered | null> {
  const last = yield* firstRow<LastWritten>(
    `SELECT kind, state, created_at AS at FROM letters
     WHERE address = ? AND address <> '' AND kind NOT IN ('sign-in', 'change-address', 'leave-address') AND ${IS_OVER} ORDER BY id DESC LIMIT 1`,
    address,
  )
  return ifBounced(last)
}

/** The same of all that was written about a case, its e-visa among it. One that was withdrawn before it went out is not missed. */
export function* undeliveredOf(reference: string, visaNumber: string | null): Steps<Undelivered | null> {
  const last = yield* firstRow<LastWritten>(
    `SELECT kind, state, at FROM (
       SELECT id, kind, state, created_at AS at FROM letters WHERE about = ? AND ${IS_OVER}
       UNION ALL SELECT id, 'e-visa', state, created_at FROM deliveries
         WHERE visa_number = ? AND ${IS_OVER} AND (error_code IS NULL OR error_code NOT LIKE 'visa/%')
     ) AS written ORDER BY id DESC LIMIT 1`,
    ...[reference, visaNumber ?? ''],
  )
  return ifBounced(last)
}

interface LastWritten extends Undelivered {
  readonly state: 'sent' | 'bounced'
}

function ifBounced(last: LastWritten | null): Undelivered | null {
  return last?.state === 'bounced' ? { kind: last.kind, at: last.at } : null
}

function* forgetAddresses(before: number): Steps<void> {
  yield* rows(`UPDATE letters SET address = '' WHERE next_at IS NULL AND created_at < ? AND address <> ''`, before)
}

/** The letter and its kind, never the address; of what is about a case, the case. */
function* noteLetter(what: 'sent' | 'bounced', row: LetterRow, by: Act): Steps<void> {
  const { id: letter, kind, about, attempts: attempt, errorCode, unconfirmed } = row
  const detail = { letter, kind, attempt, ...(errorCode && { error: errorCode }), ...(unconfirmed && { unconfirmed }) }
  yield* noteAct({ ...by, act: `letter-${what}`, subject: about || letter, detail })
}
