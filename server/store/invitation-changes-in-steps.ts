/** What hosts and officers do to an invitation, on both databases. */
import { uuidv7 } from 'uuidv7'
import { addDays, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import { INVITATION, type InvitationState } from '../lifecycles/invitation-states.ts'
import type { Act } from './audit-store.ts'
import { addressOfAccount } from './hosts-in-steps.ts'
import { INVITATION_COLUMNS, type InvitationRow, NOT_OVER, readInvitation } from './invitation-rows.ts'
import type {
  Invitation,
  InvitationChange,
  InvitationFault,
  InvitationStore,
  NewInvitation,
  OwnedBy,
} from './invitation-store.ts'
import { type LetterKind, queueLetter } from './queue-letter.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'
import { passportOf } from './visa-rows.ts'

type Changing = Pick<InvitationStore, 'changeDraft' | 'changeInvitation'>
type Content = Pick<NewInvitation, 'content' | 'contentHash'>

export function invitationChangesInSteps({ act }: Runs): Changing {
  return {
    changeDraft: (id, owner, revision, content, by) => act(() => changeDraft(id, owner, revision, content, by)),
    changeInvitation: (id, owner, change, by) => act(() => changeInvitation(id, owner, change, by)),
  }
}

/** The invitation, which nobody else changes until the act ends; null of somebody else's, as of none. */
export function* lockedInvitation(id: string, owner: OwnedBy): Steps<Invitation | null> {
  const row = yield* firstLocked<InvitationRow>(`SELECT ${INVITATION_COLUMNS} FROM invitations WHERE id = ?`, id)
  return row === null || (owner !== null && row.account !== owner) ? null : readInvitation(row)
}

function* changeDraft(
  id: string,
  owner: OwnedBy,
  revision: number,
  { content, contentHash }: Content,
  { actor, at }: Act,
): Steps<Result<number, InvitationFault>> {
  const found = yield* lockedInvitation(id, owner)
  if (found === null) return fail('not-there')
  if (found.state !== 'draft') return fail({ kind: 'no-such-edge', edge: 'change', state: found.state })
  if (found.revision !== revision) return fail({ kind: 'changed-meanwhile', revision: found.revision })
  const same = yield* firstRow<{ id: string }>(
    `SELECT id FROM invitations WHERE host = ? AND content_hash = ? AND id <> ? AND ${NOT_OVER}`,
    ...[found.host, contentHash, id],
  )
  if (same !== null) return fail({ kind: 'same-as', id: same.id })
  yield* rows(
    `UPDATE invitations SET content = ?, content_hash = ?, passport = ?, valid_until = ?, revision = ?, changed_at = ?
     WHERE id = ?`,
    ...[JSON.stringify(content), contentHash, passportOf(content), content.valid_until, revision + 1, at, id],
  )
  yield* noteAct({ actor, at, act: 'invitation-change', subject: id, detail: { revision: revision + 1 } })
  return ok(revision + 1)
}

function* changeInvitation(
  id: string,
  owner: OwnedBy,
  change: InvitationChange,
  act: Act,
): Steps<Result<InvitationState, InvitationFault>> {
  const found = yield* lockedInvitation(id, owner)
  if (found === null) return fail('not-there')
  if (change.edge === 'submit' && found.revision !== change.revision)
    return fail({ kind: 'changed-meanwhile', revision: found.revision })
  const isOwn = found.createdBy === act.actor || found.takenUpBy === act.actor
  if (change.edge === 'approve' && found.state === 'review' && isOwn) return fail('same-officer')
  const after = yield* takeEdge(INVITATION, id, change.edge, act)
  if (after.ok) yield* follow(found, change, act)
  return after
}

/** What goes with an edge. */
function* follow(found: Invitation, change: InvitationChange, act: Act): Steps<void> {
  if (change.edge === 'approve') yield* approve(found, change, act)
  if (change.edge === 'refuse' || change.edge === 'call-off') yield* freePaper(found)
  if (change.edge === 'refuse') yield* refuse(found, change.reason, act)
  if (change.edge === 'ask' || change.edge === 'answer') yield* keepMessage(found, change, act.at)
  if (change.edge === 'ask') yield* writeToHost(found, 'invitation-question', { text: change.text }, act.at)
}

/** One on paper has its number, and its traveller knows it: it is good until the last day of the visit. */
function* approve(found: Invitation, change: Extract<InvitationChange, { edge: 'approve' }>, act: Act): Steps<void> {
  if (found.number === null) return yield* giveNumber(found, change, act)
  yield* rows('UPDATE invitations SET approved_at = ?, decided_by = ? WHERE id = ?', act.at, act.actor, found.id)
}

/** What was typed wrong off a paper, and never approved, is typed anew with the same number. */
function* freePaper({ id, origin, approvedAt }: Invitation): Steps<void> {
  if (origin === 'paper' && approvedAt === null) yield* rows('UPDATE invitations SET number = NULL WHERE id = ?', id)
}

const MAX_TRIES = 8

function* giveNumber(
  { id, hostName, content }: Invitation,
  { drawNumber, expiresAt }: Extract<InvitationChange, { edge: 'approve' }>,
  { actor, at }: Act,
): Steps<void> {
  const number = yield* freeNumber(drawNumber)
  yield* rows(
    'UPDATE invitations SET number = ?, approved_at = ?, expires_at = ?, decided_by = ? WHERE id = ?',
    ...[number, at, expiresAt, actor, id],
  )
  if (content === null || content.email === '') return
  const { email: address, language } = content
  const told = { number, host: hostName ?? '', until: lastDayOf(content, expiresAt) }
  yield* queueLetter({ kind: 'invitation-number', address, language, about: id, content: told }, at)
}

/** The last day on which a number can be used. */
export function lastDayOf({ valid_until }: Pick<InvitationContent, 'valid_until'>, expiresAt: EpochSeconds): string {
  const last = addDays(civilDateAt(expiresAt), -1)
  return last < valid_until ? last : valid_until
}

/** A number that no invitation has; the index keeps it so. */
function* freeNumber(draw: () => string): Steps<string> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const number = draw()
    const taken = yield* firstRow('SELECT id FROM invitations WHERE number = ?', number)
    if (taken === null) return number
  }
  throw new Error('no free visa support number was drawn')
}

function* refuse(found: Invitation, reason: string, { actor, at }: Act): Steps<void> {
  yield* rows('UPDATE invitations SET reason = ?, decided_by = ? WHERE id = ?', reason, actor, found.id)
  yield* writeToHost(found, 'invitation-refused', { reason }, at)
}

function* keepMessage(
  { id }: Invitation,
  { edge, text }: { readonly edge: 'ask' | 'answer'; readonly text: string },
  at: EpochSeconds,
): Steps<void> {
  yield* rows(
    'INSERT INTO invitation_messages (id, invitation, author, text, at) VALUES (?, ?, ?, ?, ?)',
    ...[uuidv7(), id, edge === 'ask' ? 'officer' : 'host', text, at],
  )
}

/** Nobody is written to of one from the counter, whose host has no account. */
export function* writeToHost(
  { id, account }: Pick<Invitation, 'id' | 'account'>,
  kind: LetterKind,
  content: Readonly<Record<string, string>>,
  at: EpochSeconds,
): Steps<void> {
  const to = yield* addressOfAccount(account)
  if (to !== null) yield* queueLetter({ ...to, kind, about: id, content: { reference: id, ...content } }, at)
}
