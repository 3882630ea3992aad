/** Signing in at a console: whoever has a key that is known, and proves to be there. */
import { hash } from 'node:crypto'
import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { uuidv7 } from 'uuidv7'
import { type Assertion, type AssertionFault, verifyAssertion } from '#evisa/person-assertion.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'
import type { Act } from '../store/audit-store.ts'
import type { KeyUse, Person, PersonStore } from '../store/person-store.ts'
import type { RecoveryStore } from '../store/recovery-store.ts'
import type { SignatureFault } from '../store/signature-store.ts'
import { challengeText } from './challenge-text.ts'
import type { KeyPlace } from './key-place.ts'
import { type BegunPersonSession, newPersonSession, type SessionPlace } from './person-session.ts'

const TIMEOUT_MS = 180_000

export interface SigningIn {
  readonly store: Pick<PersonStore, 'addChallenge' | 'takeChallenge' | 'findByKey' | 'signInByKey'> &
    Pick<RecoveryStore, 'isInDoubt'>
  readonly place: KeyPlace
}

export interface AskedAssertion {
  readonly id: string
  /** For `navigator.credentials.get`, in JSON. */
  readonly options: object
}

export async function askSignInByKey(
  device: string,
  now: number,
  { store, place }: SigningIn,
): Promise<AskedAssertion> {
  const id = uuidv7()
  const text = challengeText('sign-in', place.rpId, now)
  await store.addChallenge({ id, kind: 'sign-in', challenge: text, person: null, invite: null, device }, now)
  return { id, options: await optionsFor(text, place, []) }
}

/** What a browser is asked with, for a text; `credentials` empty: whichever key is at hand. */
export function optionsFor(text: string, { rpId }: Pick<KeyPlace, 'rpId'>, credentials: readonly string[]) {
  return generateAuthenticationOptions({
    rpID: rpId,
    challenge: hash('sha256', text, 'buffer'),
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    allowCredentials: credentials.map((id) => ({ id })),
  })
}

export type SignInFault =
  | 'challenge-over'
  | 'unknown-key'
  | 'in-doubt'
  | SignatureFault
  | { readonly kind: 'not-proven'; readonly fault: AssertionFault }

/** What was asked to be signed, and what a key said to it. */
export interface TriedKey {
  readonly id: string
  readonly assertion: Assertion
}

export async function signInByKey(
  tried: TriedKey,
  at: SessionPlace,
  by: (person: Person) => Act,
  now: number,
  context: SigningIn,
): Promise<Result<BegunPersonSession, SignInFault>> {
  const proven = await proveByKey(tried, at.device, now, context)
  if (!proven.ok) return proven
  const { person, use } = proven.value
  const session = newPersonSession(at)
  const begun = await context.store.signInByKey(person.id, use, session.kept, by(person))
  return begun.ok ? ok({ id: session.kept.id, token: session.token, person: begun.value }) : begun
}

/** Whether whoever is signed in has a key at hand now: a session may be somebody's who stole it. */
export async function proveAgain(
  person: string,
  tried: TriedKey,
  device: string,
  now: number,
  context: SigningIn,
): Promise<Result<null, SignInFault>> {
  const proven = await proveByKey(tried, device, now, context)
  if (!proven.ok) return proven
  return proven.value.person.id === person ? ok(null) : fail('unknown-key')
}

async function proveByKey(
  { id, assertion }: TriedKey,
  device: string,
  now: number,
  { store, place }: SigningIn,
): Promise<Result<{ readonly person: Person; readonly use: KeyUse }, SignInFault>> {
  const challenge = await store.takeChallenge(id, device, now)
  if (challenge?.kind !== 'sign-in') return fail('challenge-over')
  const found = await store.findByKey(assertion.credential)
  if (found === null) return fail('unknown-key')
  const { person, key } = found
  const { rpId, consoleUrl } = place
  const expected = { text: challenge.challenge, jwk: key.jwk, rpId, origins: [consoleUrl], mayBeSynced: true }
  const proven = await verifyAssertion(assertion, expected, BY_NODE)
  if (!proven.ok) return fail({ kind: 'not-proven', fault: proven.error })
  if (await store.isInDoubt('operator', person.name)) return fail('in-doubt')
  return ok({ person, use: { credential: key.credential, counter: proven.value.counter } })
}
