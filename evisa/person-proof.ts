/** Whether the person whom an event names is proven: the roster's people, the statement, and who may sign what. */
import type { AssertionPlatform } from './assertion-platform.ts'
import { type AssertionFault, type ProvenAssertion, verifyAssertion } from './person-assertion.ts'
import { type StatedEvent, statementKind, statementText } from './person-statement.ts'
import { fail, ok, type Result } from './result.ts'
import type { PublicJwk } from './root.ts'

interface Officer {
  readonly id: string
  readonly badge: string
  readonly powers: readonly ('officer' | 'supervisor')[]
  readonly keys: readonly { readonly credential: string; readonly jwk: PublicJwk }[]
}

/** Those who may sign at a booth, and where: of the roster, or as the authority itself knows them. */
export interface BorderPeople {
  readonly rpId: string
  readonly origins: readonly string[]
  /** The officer of this id with the keys that counted when the statement was signed; undefined for none. */
  find(id: string): Officer | undefined
}

/** What names people and their keys. */
export interface PeopleSaid {
  readonly rp_id: string
  readonly origins: readonly string[]
  readonly officers: readonly Officer[]
}

/**
 * Why nobody is proven. missing: nothing was signed. person: no such person. key: none of theirs. badge: the event names
 * somebody else. power: not theirs to sign. own: an officer does not answer for what the officer does.
 */
export type StatementFault =
  | 'statement/missing'
  | 'statement/person'
  | 'statement/key'
  | 'statement/badge'
  | 'statement/power'
  | 'statement/own'
  | AssertionFault

export interface ProvenPerson extends ProvenAssertion {
  readonly id: string
  readonly badge: string
}

/** Proves who signed over an event of this device. No clock is asked: whether the roster is fresh the caller knows. */
export async function provePerson(
  event: StatedEvent,
  device: string,
  { rpId, origins, find }: BorderPeople,
  platform?: AssertionPlatform,
): Promise<Result<ProvenPerson, StatementFault>> {
  const { statement } = event
  if (statement === undefined) return fail('statement/missing')
  const { person: id, ...assertion } = statement
  const person = find(id)
  if (person === undefined) return fail('statement/person')
  const key = person.keys.find(({ credential }) => credential === assertion.credential)
  if (key === undefined) return fail('statement/key')
  const fault = faultOfSigner(event, person)
  if (fault !== null) return fail(fault)
  const text = statementText(event, device)
  const proven = await verifyAssertion(assertion, { text, jwk: key.jwk, rpId, origins, mayBeSynced: false }, platform)
  return proven.ok ? ok({ ...proven.value, id, badge: person.badge }) : proven
}

function faultOfSigner(event: StatedEvent, { badge, powers }: Officer): StatementFault | null {
  if (statementKind(event) === 'shift') {
    if (badge !== event.operator) return 'statement/badge'
    return powers.length > 0 ? null : 'statement/power'
  }
  if (badge === event.operator) return 'statement/own'
  // A pass names no supervisor: its signer is one.
  if (event.action !== 'shift' && badge !== event.supervisor) return 'statement/badge'
  return powers.includes('supervisor') ? null : 'statement/power'
}

/** The people of a roster, or as the authority itself has them. */
export function peopleOf({ rp_id: rpId, origins, officers }: PeopleSaid): BorderPeople {
  const byId = new Map(officers.map((officer) => [officer.id, officer]))
  return { rpId, origins, find: (id) => byId.get(id) }
}
