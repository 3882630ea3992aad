/** What becomes of the numbers of invitations: they run out, are used, and the arrival is reported. On both databases. */
import { type CivilDate, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { INVITATION } from '../lifecycles/invitation-states.ts'
import type { Act } from './audit-store.ts'
import { lockedInvitation, writeToHost } from './invitation-changes-in-steps.ts'
import type { Entered, InvitationFault, InvitationStore, LyingSince, OverBefore, OwnedBy } from './invitation-store.ts'
import { firstRow, lockedRows, noteAct, type Runs, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

type Ending = Pick<
  InvitationStore,
  | 'expireInvitations'
  | 'useIssued'
  | 'enteredInvitations'
  | 'setArrivalDue'
  | 'remindOfArrivals'
  | 'reportArrival'
  | 'callOffForgotten'
  | 'forgetInvitations'
>

export function invitationEndsInSteps({ act, read }: Runs): Ending {
  return {
    expireInvitations: (by, limit) => act(() => expire(by, limit)),
    useIssued: async (issued, by) => {
      // Most that is issued by the desk is of no invitation that is kept here: then nothing is to be written.
      const ids = await read(() => approvedOf(issued))
      return ids.length === 0 ? 0 : act(() => useAll(ids, by))
    },
    enteredInvitations: (since, limit) => read(() => entered(since, limit)),
    setArrivalDue: (id, dueAt) => act(() => setDue(id, dueAt)),
    remindOfArrivals: (dueBefore, by, limit) => act(() => remind(dueBefore, by, limit)),
    reportArrival: (id, owner, day, by) => act(() => reportArrival(id, owner, day, by)),
    callOffForgotten: (since, by, limit) => act(() => callOff(since, by, limit)),
    forgetInvitations: (over, limit) => act(() => forget(over, limit)),
  }
}

function* expire(act: Act, limit: number): Steps<number> {
  const over = yield* lockedRows<{ id: string }>(
    `SELECT id FROM invitations WHERE state = 'approved' AND (expires_at <= ? OR valid_until < ?) ORDER BY id LIMIT ?`,
    ...[act.at, civilDateAt(act.at), limit],
  )
  for (const { id } of over) yield* takeEdge(INVITATION, id, 'expire', act)
  return over.length
}

const NUMBERS_A_STATEMENT = 500

function* approvedOf(issued: Parameters<InvitationStore['useIssued']>[0]): Steps<readonly string[]> {
  const passports = new Map(issued.map(({ number, passport }) => [`${number} ${passport}`, number]))
  const ids: string[] = []
  for (let from = 0; from < issued.length; from += NUMBERS_A_STATEMENT) {
    const numbers = issued.slice(from, from + NUMBERS_A_STATEMENT).map(({ number }) => number)
    const found = yield* rows<{ id: string; number: string; passport: string }>(
      `SELECT id, number, passport FROM invitations WHERE state = 'approved' AND number IN (${numbers.map(() => '?').join()})`,
      ...numbers,
    )
    ids.push(...found.filter(({ number, passport }) => passports.has(`${number} ${passport}`)).map(({ id }) => id))
  }
  return ids
}

function* useAll(ids: readonly string[], act: Act): Steps<number> {
  let used = 0
  for (const id of ids.toSorted()) {
    const reserved = yield* takeEdge(INVITATION, id, 'reserve', act)
    if (!reserved.ok) continue
    yield* takeEdge(INVITATION, id, 'use', act)
    used += 1
  }
  return used
}

function* entered(since: CivilDate, limit: number): Steps<readonly Entered[]> {
  const used = yield* rows<{ id: string; visa: string }>(
    `SELECT i.id, v.number AS visa FROM invitations i JOIN applications a ON a.id = i.application
     JOIN visas v ON v.number = a.visa_number
     WHERE i.state = 'used' AND i.arrival_due_at IS NULL AND i.arrival_reported_at IS NULL AND i.host IS NOT NULL
     AND i.valid_until >= ? AND v.entries_used > 0 ORDER BY i.valid_until, i.id LIMIT ?`,
    ...[since, limit],
  )
  const all: Entered[] = []
  for (const { id, visa } of used) {
    const crossings = yield* rows<{ crossing: string }>(
      "SELECT crossing FROM crossings WHERE visa_number = ? AND standing IN ('counts', 'accepted')",
      visa,
    )
    const at = firstEntry(crossings.map(({ crossing }) => JSON.parse(crossing)))
    if (at !== null) all.push({ id, at })
  }
  return all
}

function firstEntry(crossings: readonly { readonly action: string; readonly at: EpochSeconds }[]): number | null {
  const entries = crossings.filter(({ action }) => action === 'entry').map(({ at }) => at)
  return entries.length === 0 ? null : Math.min(...entries)
}

function* setDue(id: string, dueAt: EpochSeconds): Steps<void> {
  yield* rows('UPDATE invitations SET arrival_due_at = ? WHERE id = ?', dueAt, id)
}

function* remind(dueBefore: EpochSeconds, { actor, at }: Act, limit: number): Steps<number> {
  const due = yield* lockedRows<{ id: string; number: string; dueAt: number; host: string }>(
    `SELECT id, number, host, arrival_due_at AS "dueAt" FROM invitations WHERE arrival_due_at < ?
     AND arrival_due_at IS NOT NULL AND arrival_reminded_at IS NULL AND arrival_reported_at IS NULL ORDER BY id LIMIT ?`,
    ...[dueBefore, limit],
  )
  for (const { id, number, dueAt, host } of due) {
    yield* rows('UPDATE invitations SET arrival_reminded_at = ? WHERE id = ?', at, id)
    const owner = yield* firstRow<{ account: string | null }>('SELECT account FROM hosts WHERE id = ?', host)
    const told = { number, until: civilDateAt(dueAt - 1) }
    yield* writeToHost({ id, account: owner?.account ?? null }, 'arrival-reminder', told, at)
    yield* noteAct({ actor, at, act: 'invitation-remind', subject: id, detail: {} })
  }
  return due.length
}

function* reportArrival(
  id: string,
  owner: OwnedBy,
  day: CivilDate,
  { actor, at }: Act,
): Steps<Result<null, InvitationFault>> {
  const found = yield* lockedInvitation(id, owner)
  if (found === null) return fail('not-there')
  if (found.state !== 'used') return fail({ kind: 'no-such-edge', edge: 'report-arrival', state: found.state })
  if (found.arrivedOn === day) return ok(null)
  yield* rows('UPDATE invitations SET arrived_on = ?, arrival_reported_at = ? WHERE id = ?', day, at, id)
  yield* noteAct({ actor, at, act: 'invitation-arrival', subject: id, detail: {} })
  return ok(null)
}

function* callOff({ draft, asked }: LyingSince, act: Act, limit: number): Steps<number> {
  const lying = yield* lockedRows<{ id: string }>(
    `SELECT id FROM invitations WHERE state IN ('draft', 'submitted', 'review', 'information-asked')
     AND (valid_until < ? OR (state = 'draft' AND changed_at < ?) OR (state = 'information-asked' AND changed_at < ?))
     ORDER BY id LIMIT ?`,
    ...[civilDateAt(act.at), draft, asked, limit],
  )
  for (const { id } of lying) yield* takeEdge(INVITATION, id, 'call-off', act)
  return lying.length
}

/** What is over, each kind by its own time; in order, so that each is found by its index. */
const OVER = {
  ended:
    "i.state IN ('refused', 'cancelled', 'expired') AND i.content <> '' AND i.changed_at < ? ORDER BY i.changed_at",
  drafts: `i.state IN ('refused', 'cancelled', 'expired') AND i.content <> '' AND i.changed_at < ? AND i.origin = 'host'
    AND NOT EXISTS (SELECT 1 FROM edges e WHERE e.kind = 'invitation' AND e.subject = i.id AND e.edge = 'submit')
    ORDER BY i.changed_at`,
  visits: "i.state = 'used' AND i.application IS NULL AND i.content <> '' AND i.valid_until < ? ORDER BY i.valid_until",
} as const satisfies Readonly<Record<keyof OverBefore, string>>

function* forget(over: OverBefore, limit: number): Steps<number> {
  let forgotten = 0
  for (const kind of ['ended', 'drafts', 'visits'] as const) {
    const found = yield* lockedRows<{ id: string }>(
      `SELECT i.id FROM invitations i WHERE ${OVER[kind]} LIMIT ?`,
      ...[over[kind], limit - forgotten],
    )
    for (const { id } of found) yield* empty(id)
    forgotten += found.length
  }
  return forgotten
}

function* empty(id: string): Steps<void> {
  yield* rows("UPDATE invitations SET content = '', reason = '', passport = NULL, content_hash = NULL WHERE id = ?", id)
  yield* rows("UPDATE invitation_messages SET text = '' WHERE invitation = ?", id)
}
