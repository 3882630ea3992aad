/** The people who decide, as both databases keep them: who they are, and what two administrators agree on. */
import { randomBytes } from 'node:crypto'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import { administrators, approverFault, endTablets, judgeAdministrator, mayDecline } from './person-judges.ts'
import { personKeysInSteps } from './person-keys-in-steps.ts'
import { findPerson, personsWhere } from './person-rows.ts'
import {
  type AgreedInvite,
  CHANGE_SECONDS,
  type ChangeFault,
  INVITE_SECONDS,
  type NewInvite,
  type NewPersonChange,
  type Person,
  type PersonChange,
  type PersonContent,
  type PersonStore,
} from './person-store.ts'
import type { KeptSignature, SignatureFault } from './signature-store.ts'
import { findEmpowered, keepSignature } from './signatures-in-steps.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

export function personsInSteps(runs: Runs): PersonStore {
  const { act, read } = runs
  return {
    ...personKeysInSteps(runs),
    persons: (carrier = null) =>
      read(() => (carrier === null ? personsWhere('1 = 1') : personsWhere('carrier = ?', carrier))),
    findPerson: (id) => read(() => findPerson(id)),
    makeAdministrator: (id, name, invite, by, inPlace) =>
      act(() => makeAdministrator({ id, name, invite, inPlace: inPlace ?? false }, by)),
    makeForDemonstration: (people, by) =>
      act(function* () {
        for (const { id, ...content } of people) if ((yield* findPerson(id)) === null) yield* make(id, content, by)
      }),
    proposeChange: (change, signature, by) => act(() => propose(change, signature, by)),
    empoweredSignature: (id) => read(() => findEmpowered(id)),
    findChange: (id) => read(() => findChange(id)),
    personChanges: (only, now, limit, side = null) =>
      read(function* () {
        const isOpen = only === 'open' ? `state = 'open' AND expires_at > ?` : '? > 0'
        const isOfSide = side === null ? '' : 'AND proposed_by IN (SELECT id FROM persons WHERE carrier = ?)'
        const found = yield* rows<ChangeRow>(
          `SELECT ${CHANGE_COLUMNS} FROM person_changes WHERE ${isOpen} ${isOfSide} ORDER BY id DESC LIMIT ?`,
          ...[now, ...(side === null ? [] : [side]), limit],
        )
        return found.map(readChange)
      }),
    approveChange: (id, agreed, invite, by) => act(() => approve({ id, agreed, invite }, by)),
    declineChange: (id, by, at) => act(() => decline(id, by, at)),
  }
}

interface ChangeRow extends Omit<PersonChange, 'content'> {
  readonly content: string
}

const CHANGE_COLUMNS = `id, kind, person, content, reason, proposed_by AS "proposedBy", first_hash AS "firstHash", proposed_at AS "proposedAt",
  expires_at AS "expiresAt", state, decided_by AS "decidedBy", decided_at AS "decidedAt",
  (SELECT carrier FROM persons WHERE persons.id = proposed_by) AS "side"`

function readChange(row: ChangeRow): PersonChange {
  // What was proposed before carriers had people says nothing of them.
  return { ...row, content: { carrier: null, stations: null, ...JSON.parse(row.content) } }
}

function* findChange(id: string): Steps<PersonChange | null> {
  const row = yield* firstRow<ChangeRow>(`SELECT ${CHANGE_COLUMNS} FROM person_changes WHERE id = ?`, id)
  return row === null ? null : readChange(row)
}

interface NewAdministrator {
  readonly id: string
  readonly name: string
  readonly invite: NewInvite
  readonly inPlace: boolean
}

function* makeAdministrator(
  { id, name, invite, inPlace }: NewAdministrator,
  act: Act,
): Steps<Person | 'enough' | 'name-taken'> {
  if (!inPlace && (yield* administrators()).length > 0) return 'enough'
  const [known] = yield* personsWhere('name = ?', name)
  const mayHaveCode = known?.endedAt === null && known.roles.includes('administrator')
  if (known !== undefined && !(mayHaveCode && (inPlace || known.keys.length === 0))) return 'name-taken'
  // Also those who have a code and no key yet: others, whose keys end, know it.
  const others = inPlace ? yield* personsWhere('ended_at IS NULL AND carrier IS NULL') : []
  for (const { id: other, name: of } of others.filter(({ roles }) => roles.includes('administrator')))
    yield* endAccess(other, of, act, { by: 'recovery-token' })
  const content: PersonContent = {
    ...{ name, badge: null, email: '', roles: ['administrator'] },
    ...{ carrier: null, stations: null },
  }
  if (known === undefined) yield* make(id, content, act)
  const made = known?.id ?? id
  yield* sendInvite(made, invite, act)
  return (yield* findPerson(made)) as Person
}

/** What keeps a change from being proposed, or from being done. */
function* changeFault({ kind, person, content }: NewPersonChange): Steps<ChangeFault | null> {
  const found = yield* findPerson(person)
  if (kind !== 'make') {
    // Nobody goes from the authority to a carrier, or back: that is somebody else.
    if (found === null || found.carrier !== content.carrier) return 'not-there'
    if (found.endedAt !== null) return 'ended'
  }
  if (content.carrier !== null) {
    const carrier = yield* firstRow('SELECT id FROM carriers WHERE id = ?', content.carrier)
    if (carrier === null) return 'no-such-carrier'
  }
  const [named] = yield* personsWhere('name = ?', content.name)
  if (named !== undefined && (kind === 'make' || named.id !== person)) return 'name-taken'
  const [badged] = content.badge === null ? [] : yield* personsWhere('ended_at IS NULL AND badge = ?', content.badge)
  if (badged !== undefined && badged.id !== person) return 'badge-taken'
  return null
}

function* propose(
  change: NewPersonChange,
  signature: KeptSignature,
  act: Act,
): Steps<Result<PersonChange, ChangeFault | SignatureFault>> {
  const { id, kind, person, content, reason, proposedBy, firstHash } = change
  if (person === proposedBy) return fail('own')
  const fault = (yield* judgeAdministrator(proposedBy, content.carrier)) ?? (yield* changeFault(change))
  if (fault !== null) return fail(fault)
  yield* rows(
    `INSERT INTO person_changes (id, kind, person, content, reason, proposed_by, first_hash, proposed_at, expires_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    ...[id, kind, person, JSON.stringify(content), reason, proposedBy, firstHash, act.at, act.at + CHANGE_SECONDS],
  )
  yield* keepSignature(signature)
  yield* noteAct({ ...act, act: 'person-propose', subject: id, detail: { kind, person, signature: signature.id } })
  return ok((yield* findChange(id)) as PersonChange)
}

interface Approving {
  readonly id: string
  /** Null by the authority's own token, which counts where nobody else could agree. */
  readonly agreed: { readonly by: string; readonly signature: KeptSignature } | null
  readonly invite: AgreedInvite
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
    `UPDATE person_changes SET state = 'approved', first_hash = '', decided_by = ?, decided_at = ? WHERE id = ?`,
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

function* carryOut({ kind, person, content }: PersonChange, invite: AgreedInvite, act: Act): Steps<void> {
  yield* endCodes(content.name)
  if (kind === 'make') {
    yield* make(person, content, act)
    return yield* sendInvite(person, invite, act)
  }
  if (kind === 'set') {
    // The name stays: it stands in what was decided.
    const [roles, stations] = [JSON.stringify(content.roles), stationsOf(content)]
    yield* rows(
      'UPDATE persons SET badge = ?, email = ?, roles = ?, stations = ? WHERE id = ?',
      ...[content.badge, content.email, roles, stations, person],
    )
    yield* noteAct({ ...act, act: 'person-set', subject: person, detail: { roles, ...(stations && { stations }) } })
    return yield* endTablets(content.carrier, act)
  }
  yield* endAccess(person, content.name, act)
  if (kind === 'another-key') {
    const hadKey = yield* firstRow('SELECT credential FROM person_keys WHERE person = ? LIMIT 1', person)
    return yield* sendInvite(person, hadKey === null ? invite : { ...invite, opensAt: invite.opensAfterLoss }, act)
  }
  yield* rows('UPDATE persons SET ended_at = ? WHERE id = ?', act.at, person)
  yield* rows('UPDATE operators SET removed_at = ? WHERE name = ?', act.at, content.name)
  yield* noteAct({ ...act, act: 'person-end', subject: person, detail: {} })
}

/** Ends all by which somebody was let in, and what they proposed: whoever had the key may have proposed it. */
function* endAccess(person: string, name: string, act: Act, why: { readonly by?: string } = {}): Steps<void> {
  const { at } = act
  yield* endCodes(name)
  // Each is noted: outsiders know from the trail alone until when a key was good.
  const keys = yield* rows<{ credential: string }>(
    'UPDATE person_keys SET ended_at = ? WHERE person = ? AND ended_at IS NULL RETURNING credential',
    ...[at, person],
  )
  for (const { credential } of keys)
    yield* noteAct({ ...act, act: 'person-key-end', subject: person, detail: { credential, ...why } })
  yield* rows('UPDATE person_sessions SET ended_at = ? WHERE person = ? AND ended_at IS NULL', at, person)
  yield* rows('UPDATE key_invites SET used_at = ? WHERE person = ? AND used_at IS NULL', at, person)
  const left = yield* rows<{ id: string }>(
    `UPDATE person_changes SET state = 'declined', first_hash = '', decided_at = ?
     WHERE proposed_by = ? AND state = 'open' RETURNING id`,
    ...[at, person],
  )
  for (const { id } of left) yield* noteAct({ ...act, act: 'person-decline', subject: id, detail: {} })
}

/** What the person opened before is not enrolled by afterwards, be it that the key was stolen or the stations are others. */
function* endCodes(name: string): Steps<void> {
  yield* rows('DELETE FROM enrolment_codes WHERE made_by = ? AND used_by IS NULL', `person/${name}`)
}

/** Somebody new. The name is an operator's as well, whom no token opens: what names people names them all alike. */
function* make(id: string, content: PersonContent, act: Act): Steps<void> {
  const { name, badge, email, roles, carrier } = content
  yield* rows(
    `INSERT INTO operators (name, token_hash, created_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET removed_at = NULL,
       token_hash = CASE WHEN operators.removed_at IS NULL THEN operators.token_hash ELSE excluded.token_hash END`,
    ...[name, `none-${randomBytes(24).toString('base64url')}`, act.at],
  )
  yield* rows(
    'INSERT INTO persons (id, name, badge, email, roles, carrier, stations, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ...[id, name, badge, email, JSON.stringify(roles), carrier, stationsOf(content), act.at],
  )
  const detail = { name, roles: roles.join(' '), ...(carrier && { carrier }) }
  yield* noteAct({ ...act, act: 'person-make', subject: id, detail })
}

function stationsOf({ stations }: PersonContent): string | null {
  return stations === null ? null : JSON.stringify(stations)
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
  const change = yield* findChange(id)
  if (change === null || !(yield* mayDecline(by, change))) return false
  const declined = yield* firstRow(
    `UPDATE person_changes SET state = 'declined', first_hash = '', decided_by = ?, decided_at = ?
     WHERE id = ? AND state = 'open' RETURNING id`,
    ...[by, act.at, id],
  )
  if (declined !== null) yield* noteAct({ ...act, act: 'person-decline', subject: id, detail: {} })
  return declined !== null
}
