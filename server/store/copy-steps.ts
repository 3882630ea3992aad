/** Steps about copies of passports that several acts share; `eraseCopies` is for whoever erases a case. */
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'
import type { CaseClosed, KeptPicture, MadeOf, Outlived, StoredCopy, StoredFinding } from './copy-store.ts'
import { firstLocked, firstRow, lockedRows, noteAct, rows, type Steps, type Value } from './steps.ts'

/** In these a case takes a copy. Of what is submitted the receipt tells which one was judged: it is opened again first. */
const OPEN: readonly ApplicationState[] = ['draft', 'information-asked']

/** Whether a case takes a copy. */
export function takesCopies(state: ApplicationState): boolean {
  return OPEN.includes(state)
}

/** Why a case takes no copy, locked until the act ends; null where it does. Without an account it is anybody's. */
export function* caseFault(application: string, account?: string): Steps<'not-there' | CaseClosed | null> {
  const found = yield* firstLocked<{ account: string; state: ApplicationState }>(
    'SELECT account, state FROM applications WHERE id = ?',
    application,
  )
  if (found === null || (account !== undefined && found.account !== account)) return 'not-there'
  return takesCopies(found.state) ? null : { kind: 'case-closed', state: found.state }
}

/** The copy of which a condition on copies `c` and cases `a` is true; null where there is none. */
export function* copyAmong(condition: string, ...values: readonly Value[]): Steps<StoredCopy | null> {
  const found = yield* firstRow<Omit<StoredCopy, 'findings'> & { findings: string }>(
    `SELECT c.id, c.application, c.state, c.size, c.received, c.file_key AS "fileKey", c.wrapped_key AS "wrappedKey",
       c.findings, c.created_at AS "createdAt", c.changed_at AS "changedAt", a.state AS "caseState",
       (SELECT count(*) FROM passport_pictures p WHERE p.copy = c.id) AS pages
     FROM passport_copies c JOIN applications a ON a.id = c.application WHERE ${condition}`,
    ...values,
  )
  return found && { ...found, pages: Number(found.pages), findings: JSON.parse(found.findings) }
}

export function* dropParts(copy: string): Steps<void> {
  yield* rows('DELETE FROM passport_copy_parts WHERE copy = ?', copy)
}

/** Forgets a copy with all that is in it, its key among it. */
export function* dropCopy(copy: string): Steps<void> {
  // A part that comes meanwhile is taken before, and goes with the others, or not at all.
  yield* firstLocked('SELECT id FROM passport_copies WHERE id = ?', copy)
  yield* dropParts(copy)
  yield* rows('DELETE FROM passport_pictures WHERE copy = ?', copy)
  yield* rows('DELETE FROM passport_copies WHERE id = ?', copy)
}

/** Forgets the copies of a case, in one with whatever else is erased of it; how many there were. */
export function* eraseCopies(application: string, { actor, at }: Act): Steps<number> {
  const copies = yield* rows<{ id: string }>('SELECT id FROM passport_copies WHERE application = ?', application)
  for (const { id } of copies) {
    yield* dropCopy(id)
    yield* noteAct({ actor, at, act: 'copy-forget', subject: application, detail: { copy: id } })
  }
  return copies.length
}

/** Accepts a copy that has all arrived: the one that the case had is gone. A case that takes none any more has it refused. */
export function* keepPictures(
  made: MadeOf,
  pages: readonly KeptPicture[],
  findings: readonly StoredFinding[],
  act: Act,
): Steps<'accepted' | 'refused' | 'gone'> {
  const { id } = made
  const of = yield* firstRow<{ application: string }>('SELECT application FROM passport_copies WHERE id = ?', id)
  if (of === null) return 'gone'
  // The case before its copy, as every act locks them.
  if ((yield* caseFault(of.application)) !== null)
    return yield* refuseCopy(made, [{ code: 'case-closed', page: null }], act)
  if (!(yield* isArriving(made))) return 'gone'
  yield* dropParts(id)
  for (const { page, width, height, sha256, bytes } of pages)
    yield* rows(
      'INSERT INTO passport_pictures (copy, page, width, height, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      ...[id, page, width, height, sha256, bytes],
    )
  const older = yield* rows<{ id: string }>(
    "SELECT id FROM passport_copies WHERE application = ? AND id <> ? AND state <> 'receiving'",
    ...[of.application, id],
  )
  for (const one of older) yield* dropCopy(one.id)
  yield* settle(id, of.application, 'accepted', findings, act)
  return 'accepted'
}

/** Refuses a copy that has all arrived. */
export function* refuseCopy(made: MadeOf, findings: readonly StoredFinding[], act: Act): Steps<'refused' | 'gone'> {
  const { id } = made
  const of = yield* firstRow<{ application: string }>('SELECT application FROM passport_copies WHERE id = ?', id)
  if (of === null || !(yield* isArriving(made))) return 'gone'
  yield* dropParts(id)
  yield* settle(id, of.application, 'refused', findings, act)
  return 'refused'
}

/** Whether it arrives still, and holds what something was made of. */
function* isArriving({ id, wrappedKey }: MadeOf): Steps<boolean> {
  const copy = yield* firstLocked<{ state: string; wrappedKey: Uint8Array }>(
    'SELECT state, wrapped_key AS "wrappedKey" FROM passport_copies WHERE id = ?',
    id,
  )
  return copy?.state === 'receiving' && Buffer.compare(copy.wrappedKey, wrappedKey) === 0
}

function* settle(
  id: string,
  application: string,
  state: 'accepted' | 'refused',
  findings: readonly StoredFinding[],
  { actor, at }: Act,
): Steps<void> {
  yield* rows(
    'UPDATE passport_copies SET state = ?, findings = ?, changed_at = ? WHERE id = ?',
    ...[state, JSON.stringify(findings), at, id],
  )
  const detail = { copy: id, findings: [...new Set(findings.map(({ code }) => code))].join(' ') }
  const act = state === 'accepted' ? 'copy-accept' : 'copy-refuse'
  yield* noteAct({ actor, at, act, subject: application, detail })
}

const SOME = 200
/** The states in which a case is over. What is done about an e-visa afterwards begins no time anew. */
const OVER = "('refused', 'issued', 'withdrawn', 'lapsed')"
const BEYOND = "('refused', 'issued', 'withdrawn', 'lapsed', 'correction-asked', 'corrected', 'revoked')"
const ACTOR = 'copies'

interface Found {
  readonly id: string
  readonly application: string
}

/** Forgets some copies that have outlived their use; how many. */
export function* forgetCopies({ stoppedBefore, decidedBefore, at }: Outlived): Steps<number> {
  // Of one that somebody goes on sending in this moment the last part counts.
  const stopped = yield* lockedRows<Found>(
    `SELECT id, application FROM passport_copies WHERE state = 'receiving' AND changed_at < ? ORDER BY changed_at LIMIT ${SOME}`,
    stoppedBefore,
  )
  const decided = yield* rows<Found>(
    `SELECT c.id, c.application FROM passport_copies c JOIN applications a ON a.id = c.application
     WHERE a.state IN ${BEYOND} AND (SELECT min(e.at) FROM edges e
       WHERE e.kind = 'application' AND e.subject = a.id AND e.state IN ${OVER}) < ?
     ORDER BY c.id LIMIT ${SOME}`,
    decidedBefore,
  )
  const found = new Map([...stopped, ...decided].map((one) => [one.id, one]))
  for (const { id, application } of found.values()) {
    yield* dropCopy(id)
    yield* noteAct({ actor: ACTOR, at, act: 'copy-forget', subject: application, detail: { copy: id } })
  }
  return found.size
}
