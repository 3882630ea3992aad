/** The rows of people, each with the keys that are good. */
import type { Person, PersonKey } from './person-store.ts'
import { rows, type Steps } from './steps.ts'

interface PersonRow extends Omit<Person, 'roles' | 'stations' | 'keys'> {
  readonly roles: string
  readonly stations: string | null
}
interface KeyRow extends Omit<PersonKey, 'jwk' | 'isSynced'> {
  readonly person: string
  readonly x: string
  readonly y: string
  readonly synced: number
}

const PERSON_COLUMNS = `id, name, badge, email, roles, carrier, stations, created_at AS "createdAt", ended_at AS "endedAt",
  (SELECT max(i.opens_at) FROM key_invites i WHERE i.person = persons.id AND i.used_at IS NULL) AS "inviteOpensAt"`
const KEY_COLUMNS = `person, credential, jwk_x AS x, jwk_y AS y, label, synced, counter, fell_at AS "fellAt",
  created_at AS "createdAt", used_at AS "usedAt"`

/** Those of a condition, by name, each with the keys that are good. */
export function* personsWhere(where: string, ...values: readonly string[]): Steps<readonly Person[]> {
  const found = yield* rows<PersonRow>(`SELECT ${PERSON_COLUMNS} FROM persons WHERE ${where} ORDER BY name`, ...values)
  const keys = yield* rows<KeyRow>(
    `SELECT ${KEY_COLUMNS} FROM person_keys WHERE ended_at IS NULL AND person IN (SELECT id FROM persons WHERE ${where})
     ORDER BY created_at, credential`,
    ...values,
  )
  return found.map((person) => ({
    ...person,
    roles: JSON.parse(person.roles),
    stations: person.stations === null ? null : JSON.parse(person.stations),
    keys: person.endedAt === null ? keys.filter((key) => key.person === person.id).map(readKey) : [],
  }))
}

function readKey({ person: _person, x, y, synced, ...key }: KeyRow): PersonKey {
  return { ...key, jwk: { kty: 'EC', crv: 'P-256', x, y }, isSynced: synced > 0 }
}

/**
 * What was agreed last of the person `p` up to a moment. The first administrator and the people of a demonstration were made by
 * no change: what they are is what they were.
 */
export function changeBefore(at: string): string {
  return `(SELECT c.content FROM person_changes c WHERE c.person = p.id AND c.state = 'approved'
    AND c.kind IN ('make', 'set') AND c.decided_at <= ${at} ORDER BY c.decided_at DESC, c.id DESC LIMIT 1)`
}

export function* findPerson(id: string): Steps<Person | null> {
  return (yield* personsWhere('id = ?', id))[0] ?? null
}
