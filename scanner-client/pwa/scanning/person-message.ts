/** Why nobody is proven, as it is told to whoever stands there. */
import type { PersonFault } from '../../offline/person-acts.ts'

export type PersonMessage =
  | 'person/cancelled'
  | 'person/unusable'
  | 'person/unknown'
  | 'person/power'
  | 'person/own'
  | 'person/synced'
  | 'person/unverified'
  | 'person/needed'
  | 'person/refused'

const MESSAGES: Readonly<Partial<Record<PersonFault, PersonMessage>>> = {
  'person/cancelled': 'person/cancelled',
  'person/unusable': 'person/unusable',
  'statement/missing': 'person/needed',
  'statement/person': 'person/unknown',
  'statement/key': 'person/unknown',
  'assertion/key': 'person/unknown',
  'statement/power': 'person/power',
  'statement/own': 'person/own',
  'assertion/synced': 'person/synced',
  'assertion/unverified': 'person/unverified',
}

export function personMessage(fault: PersonFault): PersonMessage {
  return MESSAGES[fault] ?? 'person/refused'
}
