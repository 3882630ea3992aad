/** The people who decide, as both databases keep them: who they are, and what two administrators agree on. */
import { randomBytes } from 'node:crypto'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import { personKeysInSteps } from './person-keys-in-steps.ts'
import { findPerson, personsWhere } from './person-rows.ts'
import {
  CHANGE_SECONDS,
  type ChangeFault,
  INVITE_SECONDS,
  type NewInvite,
  type NewPersonChange,
  type Person,
  type PersonChange,
  type PersonContent,
  type PersonRole,
  type PersonStore,
} from './person-store.ts'
import type { KeptSignature, SignatureFault } from './signature-store.ts'
import { findEmpowered, keepSignature } from './signatures-in-steps.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

export function personsInSteps(runs: Runs): PersonStore {
  const { act, read } = runs
  return {
    ...personKeysInSteps(runs),
    persons: () => read(() => personsWhere('1 = 1')),
    findPerson: (id) => read(() => findPerson(id)),
    makeAdministrator: (id, name, invite, by) => act(() => makeAdministrator(id, name, invite, by)),
    makeForDemonstration: (people, by) =>
      act(function* () {
        for (const { id, ...content } of people) if ((yield* findPerson(id)) === null) yield* make(id, content, by)
      }),
    proposeChange: (change, signature, by) => act(() => propose(change, signature, by)),
    empoweredSignature: (id) => read(() => findEmpowered(id)),
    findChange: (id) => read(() => findChange(id)),
    personChanges: (only, now, limit) =>
      read(function* () {
        const found =
          only === 'open'
            ? yield* rows<ChangeRow>(
                `SELECT ${CHANGE_COLUMNS} FROM person_changes WHERE state = 'open' AND expires_at > ? ORDER BY id DESC LIMIT ?`,
                ...[now, limit],
              )
            : yield* rows<ChangeRow>(`SELECT ${CHANGE_COLUMNS} FROM person_changes ORDER BY id DESC LIMIT ?`, limit)
        return found.map(readChange)
      }),
    approveChange: (id, agreed, invite, by) => act(() => approve({ id, agreed, invite }, by)),
    declineChange: (id, by, at) => act(() => decline(id, by, at)),
    inviteAgain: (person, by, invite, at) => act(() => inviteAgain(person, by, invite, at)),
  }
}

interface ChangeRow extends Omit<PersonChange, 'content'> {
  readonly content: string
}

const AGREEING: readonly PersonRole[] = ['administrator']
const AGREEING_TO_A_KEY: readonly PersonRole[] = ['administrator', 'supervisor']
const CHANGE_COLUMNS = `id, kind, person, content, reason, proposed_by AS "proposedBy", proposed_at AS "proposedAt",
  expires_at AS "expiresAt", state, decided_by AS "decidedBy", decided_at AS "decidedAt"`

function readChange(row: ChangeRow): PersonChange {
  return { ...row, content: JSON.parse(row.content) }
}

function* findChange(id: string): Steps<PersonChange | null> {
  const row = yield* firstRow<ChangeRow>(`SELECT ${CHANGE_COLUMNS} FROM person_changes WHERE id = ?`, id)
  return row === null ? null : readChange(row)
}

/** Who can agree to what another one proposes. */
function* administrators(): Steps<readonly Person[]> {
  const all = yield* personsWhere('ended_at IS NULL')
  return all.filter(({ roles, keys }) => roles.includes('administrator') && keys.length > 0)
}

function* makeAdministrator(
  id: string,
  name: string,
  invite: NewInvite,
  act: Act,
): Steps<Person | 'enough' | 'name-taken'> {
  if ((yield* administrators()).length > 0) return 'enough'
  const [known] = yield* personsWhere('name = ?', name)
  const isWaiting = known?.endedAt === null && known.keys.length === 0 && known.roles.includes('administrator')
  if (known !== undefined && !isWaiting) return 'name-taken'
  const content: PersonContent = { name, badge: null, email: '', roles: ['administrator'] }
  if (known === undefined) yield* make(id, content, act)
  const made = known?.id ?? id
  yield* sendInvite(made, invite, act)
  return (yield* findPerson(made)) as Person
}

/** What keeps a change from being proposed, or from being done. */
function* changeFault({ kind, person, content }: NewPersonChange): Steps<ChangeFault | null> {
  const found = yield* findPerson(person)
  if (kind !== 'make') {
    if (found === null) return 'not-there'
    if (found.endedAt !== null) return 'ended'
  }
  const [named] = yield* personsWhere('name = ?', content.name)
  if (named !== undefined && (kind === 'make' || named.id !== person)) return 'name-taken'
  const [badged] = content.badge === null ? [] : yield* personsWhere('badge = ?', content.badge)
  if (badged !== undefined && badged.id !== person) return 'badge-taken'
  return null
}

function* judgeAdministrator(by: string): Steps<ChangeFault | null> {
  return (yield* administrators()).some(({ id }) => id === by) ? null : 'no-administrator'
}

function* propose(
  change: NewPersonChange,
  signature: KeptSignature,
  act: Act,
): Steps<Result<PersonChange, ChangeFault | SignatureFault>> {
  const { id, kind, person, content, reason, proposedBy } = change
  if (person === proposedBy) return fail('own')
  const fault = (yield* judgeAdministrator(proposedBy)) ?? (yield* changeFault(change))
  if (fault !== null) return fail(fault)
  yield* rows(
    `INSERT INTO person_changes (id, kind, person, content, reason, proposed_by, proposed_at, expires_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    ...[id, kind, person, JSON.stringify(content), reason, proposedBy, act.at, act.at + CHANGE_SECONDS],
  )
  yield* keepSignature(signature)
  yield* noteAct({ ...act, act: 'person-propose', subject: id, detail: { kind, person, signature: signature.id } })
  return ok((yield* findChange(id)) as PersonChange)
}

interface Approving {
  readonly id: string
  /** Null by the authority's own token, which counts where nobody else could agree. */
  readonly agreed: { readonly by: string; readonly signature: KeptSignature } | null
  readonly invite: NewInvite
}

function* approve(
  { id, agreed, invite }: Approving,
  act: Act,
): Steps<Result<PersonChange, ChangeFault | SignatureFault>> {
  const row = yield* firstLocked<ChangeRow>(`SELECT ${CHANGE_COLUMNS} FROM person_changes WHERE id = ?`, id)
  if (row === null) return fail('not-there')
  const change = readChange(row)
  const fault =
    openFault(change, act.at) ?? (yield* approverFault(change, agreed?.by ?? null)) ?? (yield* changeFault(change))
  if (fault !== null) return fail(fault)
  yield* rows(
    `UPDATE person_changes SET state = 'approved', decided_by = ?, decided_at = ? WHERE id = ?`,
    ...[agreed?.by ?? null, act.at, id],
  )
  if (agreed !== null) yield* keepSignature(agreed.signature)
  yield* noteAct({ ...act, act: 'person-approve', subject: id, detail: { signature: agreed?.signature.id ?? '' } })
  yield* carryOut(change, invite, act)
  return ok((yield* findChange(id)) as PersonChange)
}

function openFault({ state, expiresAt }: PersonChange, at: EpochSeconds): ChangeFault | null {
  if (state !== 'open') return state
  return at >= expiresAt ? 'run-out' : null
}

/** Who can agree: another administrator; of a lost key a supervisor as well. */
function* approvers({ kind, person, proposedBy }: PersonChange): Steps<readonly string[]> {
  const all = yield* personsWhere('ended_at IS NULL')
  const agreeing = kind === 'another-key' ? AGREEING_TO_A_KEY : AGREEING
  return all
    .filter(({ roles, keys }) => keys.length > 0 && roles.some((role) => agreeing.includes(role)))
    .map(({ id }) => id)
    .filter((id) => id !== person && id !== proposedBy)
}

function* approverFault(change: PersonChange, by: string | null): Steps<ChangeFault | null> {
  if (by === change.person) return 'own'
  if (by === change.proposedBy) return 'same-person'
  const can = yield* approvers(change)
  if (by === null ? can.length > 0 : !can.includes(by)) return by === null ? 'others-can' : 'no-administrator'
  return yield* judgeAdministrator(change.proposedBy)
}

function* carryOut({ kind, person, content }: PersonChange, invite: NewInvite, act: Act): Steps<void> {
  if (kind === 'make') {
    yield* make(person, content, act)
    return yield* sendInvite(person, invite, act)
  }
  if (kind === 'set') {
    // The name stays: it stands in what was decided.
    const roles = JSON.stringify(content.roles)
    yield* rows(
      'UPDATE persons SET badge = ?, email = ?, roles = ? WHERE id = ?',
      content.badge,
      content.email,
      roles,
      person,
    )
    return yield* noteAct({ ...act, act: 'person-set', subject: person, detail: { roles } })
  }
  yield* rows('UPDATE person_keys SET ended_at = ? WHERE person = ? AND ended_at IS NULL', act.at, person)
  yield* rows('UPDATE person_sessions SET ended_at = ? WHERE person = ? AND ended_at IS NULL', act.at, person)
  yield* rows('UPDATE key_invites SET used_at = ? WHERE person = ? AND used_at IS NULL', act.at, person)
  if (kind === 'another-key') return yield* sendInvite(person, invite, act)
  yield* rows('UPDATE persons SET ended_at = ?, badge = NULL WHERE id = ?', act.at, person)
  yield* rows('UPDATE operators SET removed_at = ? WHERE name = ?', act.at, content.name)
  yield* noteAct({ ...act, act: 'person-end', subject: person, detail: {} })
}

/** Somebody new. The name is an operator's as well, whom no token opens: what names people names them all alike. */
function* make(id: string, { name, badge, email, roles }: PersonContent, act: Act): Steps<void> {
  yield* rows(
    `INSERT INTO operators (name, token_hash, created_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET removed_at = NULL,
       token_hash = CASE WHEN operators.removed_at IS NULL THEN operators.token_hash ELSE excluded.token_hash END`,
    ...[name, `none-${randomBytes(24).toString('base64url')}`, act.at],
  )
  yield* rows(
    'INSERT INTO persons (id, name, badge, email, roles, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    ...[id, name, badge, email, JSON.stringify(roles), act.at],
  )
  yield* noteAct({ ...act, act: 'person-make', subject: id, detail: { name, roles: roles.join(' ') } })
}

/** The code before counts no more. */
function* sendInvite(person: string, { codeHash, opensAt }: NewInvite, act: Act): Steps<void> {
  yield* rows('UPDATE key_invites SET used_at = ? WHERE person = ? AND used_at IS NULL', act.at, person)
  yield* rows(
    'INSERT INTO key_invites (code_hash, person, opens_at, expires_at) VALUES (?, ?, ?, ?)',
    ...[codeHash, person, opensAt, opensAt + INVITE_SECONDS],
  )
  yield* noteAct({ ...act, act: 'person-invite', subject: person, detail: { opens_at: opensAt } })
}

function* decline(id: string, by: string, act: Act): Steps<boolean> {
  const declined = yield* firstRow(
    `UPDATE person_changes SET state = 'declined', decided_by = ?, decided_at = ? WHERE id = ? AND state = 'open' RETURNING id`,
    ...[by, act.at, id],
  )
  if (declined !== null) yield* noteAct({ ...act, act: 'person-decline', subject: id, detail: {} })
  return declined !== null
}

/** Of somebody who never had a key: one who had, and lost it, takes two. */
function* inviteAgain(person: string, by: string, invite: NewInvite, act: Act): Steps<Result<Person, ChangeFault>> {
  const found = yield* findPerson(person)
  if (found === null) return fail('not-there')
  if (found.endedAt !== null) return fail('ended')
  if (person === by) return fail('own')
  const hadKey = yield* firstRow('SELECT credential FROM person_keys WHERE person = ? LIMIT 1', person)
  if (hadKey !== null) return fail('approved')
  const fault = yield* judgeAdministrator(by)
  if (fault !== null) return fail(fault)
  yield* sendInvite(person, invite, act)
  return ok((yield* findPerson(person)) as Person)
}
