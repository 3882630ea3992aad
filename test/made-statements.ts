/** Events over which persons sign, a roster of those who may, and their keys. */
import type { StatedEvent } from '#evisa/person-statement.ts'
import { statementText } from '#evisa/person-statement.ts'
import type { Roster } from '#evisa/roster.ts'
import { type MadeAssertion, makeAssertion } from '../fixtures/made-authenticator.ts'
import { DAY, NOW } from '../fixtures/made-world.ts'
import { type TestKey, testKey } from '../fixtures/test-signer.ts'

type Shift = Extract<StatedEvent, { readonly action: 'shift' }>
type Override = Extract<StatedEvent, { readonly action: 'override' }>
type Void = Extract<StatedEvent, { readonly action: 'void' }>

const about = {
  id: '0193510e-0000-7000-8000-000000000001',
  checkpoint: 'NQZ',
  operator: 'KZ-1',
  at: NOW,
  knew: {},
} as const

export function madeShift(change: Partial<Shift> = {}): Shift {
  return { ...about, visa_number: null, action: 'shift', until: NOW + 7200, ...change } as Shift
}

export function madeOverride(change: Partial<Override> = {}): Override {
  return {
    ...about,
    visa_number: 'K7Q2M4XN9TBD',
    action: 'override',
    supervisor: 'KZ-2',
    overrules: ['dates/expired'],
    code: 'ARRIVED_IN_TIME',
    text: 'on block in time',
    ...change,
  } as Override
}

export function madeVoid(change: Partial<Void> = {}): Void {
  const said = { voids: about.id, text: 'wrong person', supervisor: 'KZ-2' }
  return { ...about, visa_number: 'K7Q2M4XN9TBD', action: 'void', ...said, ...change } as Void
}

export const RP_ID = 'border.example'
export const ORIGIN = 'https://booth.border.example'

/** The keys of the people below. */
export const PEOPLE_KEYS = {
  officer: await testKey('officer', 'root'),
  supervisor: await testKey('supervisor', 'root'),
  other: await testKey('another-officer', 'root'),
} as const

export function madeRoster(change: Partial<Roster> = {}): Roster {
  const { officer, supervisor, other } = PEOPLE_KEYS
  return {
    version: 1,
    iat: NOW,
    exp: NOW + 7 * DAY,
    rp_id: RP_ID,
    origins: [ORIGIN],
    officers: [
      { id: 'p-1', badge: 'KZ-1', powers: ['officer'], keys: [{ credential: 'AQID', jwk: officer.jwk }] },
      {
        id: 'p-2',
        badge: 'KZ-2',
        powers: ['officer', 'supervisor'],
        keys: [{ credential: 'BAUG', jwk: supervisor.jwk }],
      },
      { id: 'p-3', badge: 'KZ-3', powers: ['officer'], keys: [{ credential: 'BwgJ', jwk: other.jwk }] },
    ],
    ...change,
  }
}

/** The same event with the word of a person over it. */
export function signedBy<E extends StatedEvent>(
  event: E,
  key: Pick<TestKey, 'secret'>,
  { person, credential, device = 'booth-7', ...bent }: Signing,
): E {
  const text = statementText(event, device)
  const assertion = makeAssertion(key, { text, rpId: RP_ID, origin: ORIGIN, credential, ...bent })
  return { ...event, statement: { person, ...assertion } }
}

interface Signing extends Partial<Omit<MadeAssertion, 'credential'>> {
  readonly person: string
  readonly credential: string
  readonly device?: string
}
