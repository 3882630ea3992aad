/** The people who decide as the calls answer them, and what is told of a key that does not do. */
import Type from 'typebox'
import { Assertion, type AssertionFault } from '#evisa/person-assertion.ts'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import type { BegunPersonSession } from '../people/person-session.ts'
import type { KeyRefused } from '../people/register-key.ts'
import type { SignInFault } from '../people/sign-in-by-key.ts'
import type { SignFault } from '../signing/sign.ts'
import {
  CHANGE_KINDS,
  type ChangeFault,
  type InviteFault,
  type KeyFault,
  MOST_KEYS,
  PERSON_IDLE_SECONDS,
  PERSON_ROLES,
  type Person,
  type PersonChange,
  type PersonKey,
} from '../store/person-store.ts'
import type { SignatureFault } from '../store/signature-store.ts'
import { CarrierId, MOST_STATIONS, Station } from './carrier-answers.ts'
import { orNull } from './case-answers.ts'

const closed = { additionalProperties: false } as const

export const AssertionDocument = Assertion
export const PersonId = Type.String({ maxLength: 80 })
/** That whoever is signed in has a key at hand now: what `askSignInByKey` had signed. */
export const KeyProof = Type.Object({ sign_in: PersonId, assertion: AssertionDocument }, closed)
export const triedKey = ({ sign_in, assertion }: Type.Static<typeof KeyProof>) => ({ id: sign_in, assertion })
/** What a browser is given and gives as it is: its members are WebAuthn's. */
export const WebAuthnJson = Type.Object({}, { additionalProperties: true, description: 'As WebAuthn has it, in JSON' })
export const RoleText = Type.Enum([...PERSON_ROLES])

const CarrierOfPerson = orNull(
  Type.String({ ...CarrierId, description: "Of a carrier's administrator the carrier; null for everybody else" }),
)
const StationsOfPerson = orNull(
  Type.Array(Station, {
    maxItems: MOST_STATIONS,
    description: "Of a carrier's administrator those of whose devices it keeps; null: all, and the carrier's people",
  }),
)

export const PersonContentDocument = Type.Object(
  {
    name: Type.String({ maxLength: 240, description: 'As decisions and the audit trail name the person; it stays' }),
    badge: Type.Optional(orNull(Type.String({ maxLength: 160, description: 'At a booth' }))),
    email: Type.Optional(Type.String({ maxLength: 1000, description: 'Where what was signed is told every day' })),
    roles: Type.Array(RoleText, { maxItems: PERSON_ROLES.length }),
    ...{ carrier: Type.Optional(CarrierOfPerson), stations: Type.Optional(StationsOfPerson) },
  },
  closed,
)

const KeyDocument = Type.Object({
  credential: Type.String(),
  label: Type.String(),
  synced: Type.Boolean({ description: 'Its maker may copy it to other devices: it is good at a desk and at no booth' }),
  counter_fell_at: orNull(
    Type.Integer({ description: 'Its counter went back then: somebody may have a copy of this key' }),
  ),
  created_at: Type.Integer(),
  used_at: orNull(Type.Integer()),
})

export const PersonDocument = Type.Object({
  id: Type.String(),
  name: Type.String(),
  badge: orNull(Type.String()),
  email: Type.String(),
  roles: Type.Array(RoleText),
  ...{ carrier: CarrierOfPerson, stations: StationsOfPerson },
  keys: Type.Array(KeyDocument),
  created_at: Type.Integer(),
  ended_at: orNull(Type.Integer()),
  invite_opens_at: orNull(Type.Integer({ description: 'From then on a code lets the person register a key' })),
})

export function personDocument({ createdAt, endedAt, inviteOpensAt, keys, roles, stations, ...person }: Person) {
  return {
    ...person,
    roles: [...roles],
    stations: stations && [...stations],
    keys: keys.map(keyDocument),
    created_at: createdAt,
    ended_at: endedAt,
    invite_opens_at: inviteOpensAt,
  }
}

function keyDocument({ credential, label, isSynced, fellAt, createdAt, usedAt }: PersonKey) {
  const times = { counter_fell_at: fellAt, created_at: createdAt, used_at: usedAt }
  return { credential, label, synced: isSynced, ...times }
}

export const PersonChangeDocument = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...CHANGE_KINDS]),
  person: Type.String(),
  content: Type.Object({
    name: Type.String(),
    badge: orNull(Type.String()),
    email: Type.String(),
    roles: Type.Array(RoleText),
    ...{ carrier: CarrierOfPerson, stations: StationsOfPerson },
  }),
  reason: Type.String(),
  proposed_by: Type.String({ description: 'The id of the administrator' }),
  proposed_at: Type.Integer(),
  expires_at: Type.Integer(),
  state: Type.Enum(['open', 'approved', 'declined']),
  decided_by: orNull(Type.String()),
  decided_at: orNull(Type.Integer()),
})

export function personChangeDocument(change: PersonChange) {
  const {
    proposedBy,
    proposedAt,
    expiresAt,
    decidedBy,
    decidedAt,
    content,
    side: _side,
    firstHash: _hash,
    ...more
  } = change
  const { roles, stations } = content
  return {
    ...{ ...more, content: { ...content, roles: [...roles], stations: stations && [...stations] } },
    ...{ proposed_by: proposedBy, proposed_at: proposedAt, expires_at: expiresAt },
    ...{ decided_by: decidedBy, decided_at: decidedAt },
  }
}

export const SecondHalfDocument = Type.Object({
  half: Type.String({
    description:
      'Of the code by which the person registers a key; whoever proposed it was told the first one. To be handed to the person, not sent by mail. It is told this once',
  }),
  opens_at: Type.Integer({ description: 'Before it opens nothing: who is robbed of a key has time to say so' }),
})

export const PersonSessionDocument = Type.Object({
  session: Type.String({ description: 'For the header evisa-session. It is told this once: only its hash is kept' }),
  id: Type.String(),
  idle_seconds: Type.Integer({ description: 'After so long without a call it is over' }),
  person: PersonDocument,
})

export function personSessionDocument({ id, token, person }: BegunPersonSession) {
  return { session: token, id, idle_seconds: PERSON_IDLE_SECONDS, person: personDocument(person) }
}

const PROVES_NOTHING: Readonly<Record<AssertionFault, string>> = {
  'assertion/format': 'What the authenticator sent cannot be read.',
  'assertion/key': 'The key is none of ES256: register another one.',
  'assertion/type': 'The authenticator signed something else than was asked.',
  'assertion/challenge': 'This is a signature over another text: it was used before, or the page is an old one.',
  'assertion/origin': 'The signature was made on another page than ours.',
  'assertion/cross-origin': 'The signature was made on a page within another one.',
  'assertion/rp': 'The signature was made for another site.',
  'assertion/not-present': 'The authenticator did not see anybody: touch it.',
  'assertion/unverified': 'The authenticator did not ask for PIN or finger: use one that does.',
  'assertion/synced': 'This key can be copied to other devices: it is good at no booth.',
  'assertion/signature': 'The signature is not by this key.',
}

/** Each with its fault as a rule, by which a page finds its own words. */
function ruled<const P extends Readonly<Record<string, Told | ((fault: never) => Told)>>>(
  area: string,
  problems: P,
): P {
  const rows = Object.entries(problems).map(([name, row]) => {
    if (typeof row === 'function') return [name, row]
    const [code, detail] = row
    return [name, [code, detail, { errors: [{ field: '', rule: `${area}/${name}`, message: detail }] }]]
  })
  return Object.fromEntries(rows)
}

const notProven = ({ fault }: { readonly fault: AssertionFault }): Told => [
  'not-allowed',
  PROVES_NOTHING[fault],
  { errors: [{ field: 'assertion', rule: fault, message: PROVES_NOTHING[fault] }] },
]

const KEY_ENDED: Told = ['not-allowed', 'This key is good no more: sign in with another one, or ask an administrator.']
const UNKNOWN_KEY: Told = [
  'not-allowed',
  'This key belongs to nobody here: take the one that you registered, or register this one with a code.',
]

export const SIGNING_IN: ProblemsOf<SignInFault> = ruled('sign-in', {
  'challenge-over': ['conflict', 'It took too long, or was sent twice: begin anew.'],
  'unknown-key': UNKNOWN_KEY,
  'key-ended': KEY_ENDED,
  'signing-over': ['conflict', 'It took too long: begin anew.'],
  'in-doubt': [
    'not-allowed',
    'The store was restored from a backup, and whether you are still there has to be confirmed: `authority recovery confirm operator NAME`.',
  ],
  'not-proven': notProven,
})

const NOT_YOURS: Told = ['not-allowed', 'This is not a key of yours: sign with one of those that you registered.']

/** Of whoever is signed in, and has a key at hand now. */
export const PROVING: ProblemsOf<SignInFault> = {
  ...SIGNING_IN,
  ...ruled('signing', { 'unknown-key': NOT_YOURS }),
}

export const SIGNING: ProblemsOf<SignFault | SignatureFault | 'no-key'> = ruled('signing', {
  'signing-over': [
    'conflict',
    'This text was signed before, or ten minutes are over: look at it again, and sign the new one.',
  ],
  'unknown-key': NOT_YOURS,
  'key-ended': KEY_ENDED,
  'not-proven': notProven,
  'content-changed': [
    'conflict',
    'What it is about changed while you looked at it: nothing was done. Look at it again.',
  ],
  'no-key': ['conflict', 'You have no key: register one with a code from an administrator.'],
})

const INVITING: ProblemsOf<InviteFault> = ruled('code', {
  'not-there': ['not-found', 'There is no such code: type it as it was given to you.'],
  used: ['conflict', 'This code was used, or another one took its place: ask an administrator for a new one.'],
  'run-out': ['conflict', 'This code has run out: ask an administrator for a new one.'],
  'too-early': ({ opensAt }) => [
    'conflict',
    `This code opens at ${new Date(opensAt * 1000).toISOString()}: who lost a key waits, so that nobody takes a place by saying so.`,
    { errors: [{ field: 'code', rule: 'code/too-early', message: 'The code opens later.' }] },
  ],
})

export const REGISTERING: ProblemsOf<KeyFault | KeyRefused | 'not-there'> = {
  ...INVITING,
  ...ruled('key', {
    'challenge-over': ['conflict', 'It took too long, or was sent twice: begin anew.'],
    'key-known': ['conflict', 'This key is registered already, here or for somebody else: take another one.'],
    'too-many-keys': ['conflict', `You have ${MOST_KEYS} keys, and nobody has more: end one first.`],
    ended: ['not-allowed', 'This person is not there any more.'],
  }),
  'key-refused': ({ why }) => [
    'breaks-policy',
    KEY_REFUSED[why],
    { errors: [{ field: 'response', rule: `key/${why}`, message: KEY_REFUSED[why] }] },
  ],
}

const KEY_REFUSED: Readonly<Record<KeyRefused['why'], string>> = {
  unverified: 'This key did not ask for PIN or finger: take one that does.',
  algorithm: 'This key makes no signatures by ES256: take another authenticator.',
  unreadable: 'What the authenticator sent is no answer to what was asked: begin anew.',
}

export const CHANGING: ProblemsOf<ChangeFault | SignatureFault> = ruled('change', {
  'not-there': ['not-found', 'There is no such person or change.'],
  approved: ['conflict', 'It was agreed to before: nothing was done.'],
  declined: ['conflict', 'It was declined: nothing was done.'],
  'run-out': ['conflict', 'It waited for over a week: propose it anew.'],
  own: ['not-allowed', 'It is about yourself: two others say what becomes of you.'],
  'same-person': ['not-allowed', 'You proposed it: somebody else agrees.'],
  'no-administrator': [
    'not-allowed',
    "Only administrators who have a key say who people are: of a carrier's those who have all of its stations.",
  ],
  'others-can': ['not-allowed', "There is somebody who can agree at the console: the authority's token may not."],
  'name-taken': ['conflict', 'There is somebody of this name, or was: nobody could tell the two apart.'],
  'badge-taken': ['conflict', 'Somebody else has this badge.'],
  'no-such-carrier': [
    'breaks-policy',
    'There is no carrier of this code: add it first (authority carriers set CODE).',
    { errors: [{ field: 'carrier', rule: 'no-such-carrier', message: 'is not there' }] },
  ],
  ended: ['conflict', 'This person is not there any more.'],
  'signing-over': ['conflict', 'This text was signed before, or ten minutes are over: look at it again.'],
  'key-ended': KEY_ENDED,
})
