/** Invitations as they are kept and found, on both databases. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { INVITATION, type InvitationState } from '../lifecycles/invitation-states.ts'
import type { Act } from './audit-store.ts'
import { INVITATION_COLUMNS, type InvitationRow, NOT_OVER, readInvitation } from './invitation-rows.ts'
import {
  BEARER_COLUMNS,
  type BearerRow,
  keptNumber,
  type NumberBearer,
  type UsableInvitation,
  usableBy,
} from './invitation-steps.ts'
import type {
  Invitation,
  InvitationInFull,
  InvitationMessage,
  InvitationQuery,
  InvitationStep,
  InvitationStore,
  KeptAs,
  KeptInvitation,
  NewInvitation,
  OwnedBy,
  PaperFault,
  PaperInvitation,
} from './invitation-store.ts'
import { firstRow, type Runs, rows, type Steps } from './steps.ts'
import { keepBeginning, takeEdge } from './take-edge.ts'
import { passportOf } from './visa-rows.ts'

type Keeping = Pick<
  InvitationStore,
  'keepInvitations' | 'takeInPaper' | 'invitation' | 'invitations' | 'usableInvitation'
>

export function invitationsInSteps({ act, read }: Runs): Keeping {
  return {
    keepInvitations: (all, as, by) => act(() => keepAll(all, as, by)),
    takeInPaper: (all, by) => act(() => takeInAll(all, by)),
    invitation: (id, owner) => read(() => inFull(id, owner)),
    invitations: (query) => read(() => list(query)),
    usableInvitation: (bearer, now) => read(() => usable(bearer, now)),
  }
}

function* keepAll(all: readonly NewInvitation[], as: KeptAs, act: Act): Steps<readonly KeptInvitation[]> {
  const kept: KeptInvitation[] = []
  for (const invitation of all) kept.push(yield* keepOne(invitation, as, act))
  return kept
}

/** The edges that lead from a draft to where it is to be. */
const EDGES = { draft: [], submitted: ['submit'], review: ['submit', 'take-up'] } as const

function* keepOne(invitation: NewInvitation, as: KeptAs, act: Act): Steps<KeptInvitation> {
  const { id, host, contentHash } = invitation
  const added = yield* insert(invitation, { state: 'draft', origin: as === 'review' ? 'counter' : 'host' }, act)
  if (!added) {
    const same = yield* firstRow<{ id: string; state: InvitationState }>(
      `SELECT id, state FROM invitations WHERE host = ? AND content_hash = ? AND ${NOT_OVER}`,
      ...[host, contentHash],
    )
    if (same !== null) return { ...same, isNew: false }
    throw new TypeError('an invitation that stood in the way is gone')
  }
  for (const edge of EDGES[as]) yield* takeEdge(INVITATION, id, edge, act)
  return { id, state: as, isNew: true }
}

function* takeInAll(all: readonly PaperInvitation[], act: Act): Steps<readonly Result<KeptInvitation, PaperFault>[]> {
  const taken: Result<KeptInvitation, PaperFault>[] = []
  for (const invitation of all) taken.push(yield* takeIn(invitation, act))
  return taken
}

function* takeIn(invitation: PaperInvitation, act: Act): Steps<Result<KeptInvitation, PaperFault>> {
  const { id, number, contentHash } = invitation
  const added = yield* insert(invitation, { state: 'review', origin: 'paper', number }, act)
  if (added) return ok({ id, state: 'review', isNew: true })
  const there = yield* firstRow<{ id: string; state: InvitationState; hash: string | null }>(
    'SELECT id, state, content_hash AS hash FROM invitations WHERE number = ?',
    number,
  )
  if (there === null || there.hash !== contentHash) return fail('number-taken')
  return ok({ id: there.id, state: there.state, isNew: false })
}

interface Begins {
  readonly state: 'draft' | 'review'
  readonly origin: Invitation['origin']
  readonly number?: string
}

/** Whether it was kept: not where one with the same content, or the same number, is there. */
function* insert(
  { id, host, content, contentHash, list }: NewInvitation,
  { state, origin, number }: Begins,
  act: Act,
): Steps<boolean> {
  const added = yield* rows(
    `INSERT INTO invitations (id, state, origin, host, number, passport, content, content_hash, valid_until, revision,
       list, created_by, created_at, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
    ...[id, state, origin, host, number ?? null, passportOf(content), JSON.stringify(content), contentHash],
    ...[content.valid_until, list, act.actor, act.at, act.at],
  )
  if (added.length === 0) return false
  yield* keepBeginning(INVITATION, id, state, act)
  return true
}

const OF_ACCOUNT = 'host IN (SELECT id FROM hosts WHERE account = ?)'

function* inFull(id: string, owner: OwnedBy): Steps<InvitationInFull | null> {
  const row = yield* firstRow<InvitationRow>(`SELECT ${INVITATION_COLUMNS} FROM invitations WHERE id = ?`, id)
  if (row === null || (owner !== null && row.account !== owner)) return null
  const messages = yield* rows<InvitationMessage>(
    'SELECT author, text, at FROM invitation_messages WHERE invitation = ? ORDER BY id',
    id,
  )
  const others = yield* rows<InvitationInFull['others'][number]>(
    `SELECT id, state, host FROM invitations WHERE passport = (SELECT passport FROM invitations WHERE id = ?)
     AND id <> ? AND state <> 'draft' AND ${NOT_OVER} ORDER BY created_at, id LIMIT 20`,
    ...[id, id],
  )
  const timeline = yield* rows<InvitationStep>(
    `SELECT edge, state, at FROM edges WHERE kind = 'invitation' AND subject = ? ORDER BY position`,
    id,
  )
  return { ...readInvitation(row), messages, timeline, others }
}

function* list({ state, account, list, after, limit }: InvitationQuery): Steps<readonly Invitation[]> {
  // A host looks for what it asked for last, an officer for what waits longest.
  const [order, direction, follows] =
    account === undefined ? (['changed_at', 'ASC', '>'] as const) : (['created_at', 'DESC', '<'] as const)
  const wanted = [
    ...(state === undefined ? [] : [{ sql: 'state = ?', value: state }]),
    ...(account === undefined ? [] : [{ sql: OF_ACCOUNT, value: account }]),
    ...(list === undefined ? [] : [{ sql: 'list = ?', value: list }]),
  ]
  const conditions = wanted.map(({ sql }) => sql)
  if (after !== undefined) conditions.push(`(${order}, id) ${follows} (CAST(? AS bigint), ?)`)
  const found = yield* rows<InvitationRow>(
    `SELECT ${INVITATION_COLUMNS} FROM invitations ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
     ORDER BY ${order} ${direction}, id ${direction} LIMIT ?`,
    ...[...wanted.map(({ value }) => value), ...(after === undefined ? [] : [after.at, after.id]), limit],
  )
  return found.map(readInvitation)
}

function* usable(bearer: NumberBearer, at: EpochSeconds): Steps<UsableInvitation | null> {
  const row = yield* firstRow<BearerRow>(
    `SELECT ${BEARER_COLUMNS} FROM invitations WHERE number = ?`,
    keptNumber(bearer),
  )
  const found = usableBy(row, bearer, { at }, null)
  return found.ok ? found.value : null
}
