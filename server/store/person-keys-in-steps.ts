/** The keys of people, how they are registered and used, and the sessions that they begin, as both databases keep them. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import { noteSeen } from './note-seen.ts'
import { endTablets } from './person-judges.ts'
import { changeBefore, findPerson, personsWhere } from './person-rows.ts'
import {
  BORDER_ROLES,
  type BorderOfficer,
  CHALLENGE_SECONDS,
  type InviteFault,
  type KeyFault,
  type KeyUse,
  type ListedPersonSession,
  type LivePersonSession,
  MOST_KEYS,
  type NewChallenge,
  type NewPersonSession,
  PERSON_IDLE_SECONDS,
  type Person,
  type PersonKey,
  type PersonRole,
  type PersonStore,
  SHIFT_SECONDS,
} from './person-store.ts'
import type { SignatureFault } from './signature-store.ts'
import { noteUse, useKey } from './signatures-in-steps.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

const MOST_LISTED = 100
const IS_LIVE = `s.ended_at IS NULL AND s.expires_at > ? AND s.seen_at > ? AND d.revoked_at IS NULL
  AND p.ended_at IS NULL AND k.ended_at IS NULL`
const LIVE_SESSIONS = `person_sessions s JOIN devices d ON d.id = s.device JOIN persons p ON p.id = s.person
  JOIN person_keys k ON k.credential = s.credential`

type KeysOfPeople = Pick<
  PersonStore,
  | 'findByKey'
  | 'findInvite'
  | 'addChallenge'
  | 'takeChallenge'
  | 'addKey'
  | 'endKey'
  | 'signInByKey'
  | 'findPersonSession'
  | 'personSessionsOf'
  | 'endPersonSession'
  | 'borderOfficers'
  | 'borderOfficersAt'
  | 'noteKeyUses'
  | 'forgetPersonSessions'
>

export function personKeysInSteps(runs: Runs): KeysOfPeople {
  const { act, read } = runs
  return {
    findByKey: (credential) =>
      read(function* () {
        const [person] = yield* personsWhere(
          'ended_at IS NULL AND id = (SELECT k.person FROM person_keys k WHERE k.credential = ?)',
          credential,
        )
        const key = person?.keys.find((one) => one.credential === credential)
        return person === undefined || key === undefined ? null : { person, key }
      }),
    findInvite: (codeHash, now) => read(() => findInvite(codeHash, now)),
    addChallenge: (challenge, now) => act(() => addChallenge(challenge, now)),
    takeChallenge: (id, device, now) =>
      act(() =>
        firstRow(
          `UPDATE key_challenges SET used_at = ? WHERE id = ? AND device = ? AND used_at IS NULL AND expires_at > ?
           RETURNING id, kind, challenge, person, invite`,
          ...[now, id, device, now],
        ),
      ),
    addKey: (person, key, by, at) => act(() => addKey(person, key, by, at)),
    endKey: (person, credential, by) => act(() => endKey(person, credential, by)),
    signInByKey: (person, use, session, by) => act(() => signIn(person, use, session, by)),
    findPersonSession: (tokenHash, device, now, isUse = true) => foundSession(runs, { tokenHash, device, isUse }, now),
    personSessionsOf: (person, now) =>
      read(() =>
        rows<ListedPersonSession>(
          `SELECT s.id, s.browser, s.network, s.created_at AS "createdAt", s.seen_at AS "seenAt",
             s.expires_at AS "expiresAt" FROM ${LIVE_SESSIONS} WHERE s.person = ? AND ${IS_LIVE}
           ORDER BY s.created_at DESC, s.id DESC LIMIT ${MOST_LISTED}`,
          ...[person, now, now - PERSON_IDLE_SECONDS],
        ),
      ),
    endPersonSession: (id, person, by) => act(() => endSession(id, person, by)),
    borderOfficers: () => read(borderOfficers),
    borderOfficersAt: (at, person) => read(() => borderOfficersAt(at, person)),
    noteKeyUses: (uses) =>
      act(function* () {
        // In one order, so that two at once do not wait for each other.
        for (const use of uses.toSorted((one, other) => (one.credential < other.credential ? -1 : 1)))
          yield* noteUse(use)
      }),
    forgetPersonSessions: (overBefore) => act(() => forget(overBefore)),
  }
}

function* findInvite(codeHash: string, now: EpochSeconds): Steps<Result<Person, InviteFault>> {
  const invite = yield* firstLocked<{ person: string; opensAt: number; expiresAt: number; usedAt: number | null }>(
    `SELECT person, opens_at AS "opensAt", expires_at AS "expiresAt", used_at AS "usedAt" FROM key_invites WHERE code_hash = ?`,
    codeHash,
  )
  if (invite === null) return fail('not-there')
  if (invite.usedAt !== null) return fail('used')
  if (invite.expiresAt <= now) return fail('run-out')
  if (invite.opensAt > now) return fail({ kind: 'too-early', opensAt: invite.opensAt })
  const person = yield* findPerson(invite.person)
  return person === null || person.endedAt !== null ? fail('not-there') : ok(person)
}

function* addChallenge({ id, kind, challenge, person, invite, device }: NewChallenge, now: EpochSeconds): Steps<void> {
  yield* rows(
    'INSERT INTO key_challenges (id, kind, challenge, person, invite, device, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[id, kind, challenge, person, invite, device, now + CHALLENGE_SECONDS],
  )
}

function* addKey(
  person: string,
  key: Omit<PersonKey, 'fellAt' | 'createdAt' | 'usedAt'> & { readonly thumbprint: string },
  { invite, session }: { readonly invite: string | null; readonly session: NewPersonSession | null },
  act: Act,
): Steps<Result<Person, KeyFault>> {
  if (invite !== null) {
    const found = yield* findInvite(invite, act.at)
    if (!found.ok) return found
    if (found.value.id !== person) return fail('not-there')
    yield* rows('UPDATE key_invites SET used_at = ? WHERE code_hash = ?', act.at, invite)
  }
  const owner = yield* findPerson(person)
  if (owner === null || owner.endedAt !== null) return fail('ended')
  if (owner.keys.length >= MOST_KEYS) return fail('too-many-keys')
  const { credential, jwk, label, isSynced, counter, thumbprint } = key
  const known = yield* firstRow(
    'SELECT person FROM person_keys WHERE credential = ? OR thumbprint = ?',
    credential,
    thumbprint,
  )
  if (known !== null) return fail('key-known')
  yield* rows(
    `INSERT INTO person_keys (credential, person, thumbprint, jwk_x, jwk_y, label, synced, counter, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[credential, person, thumbprint, jwk.x, jwk.y, label, Number(isSynced), counter, act.at],
  )
  yield* noteAct({ ...act, act: 'person-key', subject: person, detail: { credential, thumbprint } })
  yield* endTablets(owner.carrier, act)
  if (session !== null) yield* openSession(person, credential, session, act)
  return ok((yield* findPerson(person)) as Person)
}

function* endKey(person: string, credential: string, act: Act): Steps<boolean> {
  const owner = yield* findPerson(person)
  if (owner === null || owner.keys.length < 2) return false
  const ended = yield* firstRow(
    'UPDATE person_keys SET ended_at = ? WHERE person = ? AND credential = ? AND ended_at IS NULL RETURNING credential',
    ...[act.at, person, credential],
  )
  if (ended === null) return false
  yield* rows('UPDATE person_sessions SET ended_at = ? WHERE credential = ? AND ended_at IS NULL', act.at, credential)
  yield* noteAct({ ...act, act: 'person-key-end', subject: person, detail: { credential } })
  return true
}

function* signIn(
  person: string,
  { credential, counter }: KeyUse,
  session: NewPersonSession,
  act: Act,
): Steps<Result<Person, SignatureFault>> {
  yield* useKey(person, credential, counter, act.at)
  yield* openSession(person, credential, session, act)
  return ok((yield* findPerson(person)) as Person)
}

function* openSession(
  person: string,
  credential: string,
  { id, tokenHash, device, browser, network }: NewPersonSession,
  { actor, at }: Act,
): Steps<void> {
  yield* rows(
    `INSERT INTO person_sessions (id, token_hash, person, credential, device, browser, network, created_at, seen_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, tokenHash, person, credential, device, browser, network, at, at, at + SHIFT_SECONDS],
  )
  yield* noteAct({ actor, at, act: 'person-session-begin', subject: person, detail: { device, credential } })
}

async function foundSession(
  runs: Runs,
  { tokenHash, device, isUse }: Pick<NewPersonSession, 'tokenHash' | 'device'> & { readonly isUse: boolean },
  now: EpochSeconds,
): Promise<LivePersonSession | null> {
  const found = await runs.read(() =>
    firstRow<
      Omit<LivePersonSession, 'roles' | 'stations'> & { roles: string; stations: string | null; seenAt: number }
    >(
      `SELECT s.id, s.person, p.name, p.roles, p.carrier, p.stations, s.created_at AS "createdAt", s.seen_at AS "seenAt"
       FROM ${LIVE_SESSIONS} WHERE s.token_hash = ? AND s.device = ? AND ${IS_LIVE}`,
      ...[tokenHash, device, now, now - PERSON_IDLE_SECONDS],
    ),
  )
  if (found === null) return null
  const { seenAt, roles, stations, ...session } = found
  if (isUse) await noteSeen(runs, 'person_sessions', session.id, seenAt, now)
  return {
    ...session,
    roles: JSON.parse(roles) as PersonRole[],
    stations: stations === null ? null : (JSON.parse(stations) as string[]),
  }
}

function* endSession(id: string, person: string, act: Act): Steps<boolean> {
  const ended = yield* firstRow(
    'UPDATE person_sessions SET ended_at = ? WHERE id = ? AND person = ? AND ended_at IS NULL RETURNING id',
    ...[act.at, id, person],
  )
  if (ended !== null) yield* noteAct({ ...act, act: 'person-session-end', subject: person, detail: {} })
  return ended !== null
}

function* borderOfficers(): Steps<readonly BorderOfficer[]> {
  const all = yield* personsWhere('ended_at IS NULL AND badge IS NOT NULL')
  return all
    .filter(({ roles }) => roles.some((role) => BORDER_ROLES.includes(role)))
    .map(({ id, badge, roles, keys }) => ({
      id,
      badge: badge ?? '',
      powers: powersOf(roles),
      keys: keys.filter(({ isSynced }) => !isSynced).map(({ credential, jwk }) => ({ credential, jwk })),
    }))
}

function powersOf(roles: readonly PersonRole[]): BorderOfficer['powers'] {
  return [
    ...(roles.includes('border-officer') ? (['officer'] as const) : []),
    ...(roles.includes('border-supervisor') ? (['supervisor'] as const) : []),
  ]
}

interface OfficerRow extends Pick<Person, 'id' | 'badge'> {
  readonly roles: string
  readonly change: string | null
  readonly credential: string
  readonly x: string
  readonly y: string
}

function* borderOfficersAt(at: EpochSeconds, person?: string): Steps<readonly BorderOfficer[]> {
  const found = yield* rows<OfficerRow>(
    `SELECT p.id, p.badge, p.roles, ${changeBefore('?')} AS change, k.credential, k.jwk_x AS x, k.jwk_y AS y
     FROM persons p JOIN person_keys k ON k.person = p.id
     WHERE k.synced = 0 AND k.created_at <= ? AND (k.ended_at IS NULL OR k.ended_at > ?)
       AND (p.ended_at IS NULL OR p.ended_at > ?) ${person === undefined ? '' : 'AND p.id = ?'}
     ORDER BY p.id, k.created_at, k.credential`,
    ...[at, at, at, at, ...(person === undefined ? [] : [person])],
  )
  const officers = new Map<string, BorderOfficer>()
  for (const { id, badge, roles, change, credential, x, y } of found) {
    const then: Pick<Person, 'badge' | 'roles'> =
      change === null ? { badge, roles: JSON.parse(roles) } : JSON.parse(change)
    const keys = [...(officers.get(id)?.keys ?? []), { credential, jwk: { kty: 'EC', crv: 'P-256', x, y } as const }]
    officers.set(id, { id, badge: then.badge ?? '', powers: powersOf(then.roles), keys })
  }
  return [...officers.values()].filter(({ badge, powers }) => badge !== '' && powers.length > 0)
}

function* forget(overBefore: EpochSeconds): Steps<void> {
  yield* rows('DELETE FROM person_sessions WHERE ended_at < ? OR expires_at < ?', overBefore, overBefore)
  yield* rows('DELETE FROM key_challenges WHERE expires_at < ?', overBefore)
  yield* rows('DELETE FROM signings WHERE expires_at < ?', overBefore)
  // What was signed of them stands in the text that was signed.
  yield* rows(
    `DELETE FROM prepared_acts WHERE expires_at < ?
       AND NOT EXISTS (SELECT 1 FROM signings s WHERE s.prepared = prepared_acts.id)`,
    overBefore,
  )
}
