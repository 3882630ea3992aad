/** Registering a key: by a code that was handed over, or beside a key that the person has. */
import { hash } from 'node:crypto'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import { calculateJwkThumbprint } from 'jose'
import { uuidv7 } from 'uuidv7'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { PublicJwk } from '#evisa/root.ts'
import type { Act } from '../store/audit-store.ts'
import type { InviteFault, KeyFault, NewChallenge, Person, PersonStore } from '../store/person-store.ts'
import { challengeText } from './challenge-text.ts'
import { hashOfCode } from './invite-code.ts'
import { type KeyPlace, RP_NAME } from './key-place.ts'
import { type BegunPersonSession, newPersonSession, type SessionPlace } from './person-session.ts'

/** ES256 alone: what every booth and every outsider can check. */
const ALGORITHMS = [cose.COSEALG.ES256]
// What keys make whatever they are asked; named, since the library's own list asks Node for what is an experiment there.
const READ_ALGORITHMS = [...ALGORITHMS, cose.COSEALG.EdDSA, cose.COSEALG.RS256]
const TIMEOUT_MS = 180_000

export interface Registering {
  readonly store: Pick<
    PersonStore,
    'findInvite' | 'findPerson' | 'persons' | 'addChallenge' | 'takeChallenge' | 'addKey'
  >
  readonly place: KeyPlace
}

export interface AskedRegistration {
  /** By which it is finished. */
  readonly id: string
  readonly person: Person
  /** For `navigator.credentials.create`, in JSON. */
  readonly options: object
}

/** What is wrong with a key that came. unreadable: what came is no answer to what was asked. */
export interface KeyRefused {
  readonly kind: 'key-refused'
  readonly why: 'unverified' | 'algorithm' | 'unreadable'
}

/** By a code. It is used up once the key is there. */
export async function askRegistration(
  code: string,
  device: string,
  { at }: Act,
  { store, place }: Registering,
): Promise<Result<AskedRegistration, InviteFault>> {
  const codeHash = hashOfCode(code)
  const found = await store.findInvite(codeHash, at)
  if (!found.ok) return found
  return ok(await ask(found.value, { kind: 'register', invite: codeHash, device }, at, { store, place }))
}

/** Of a demonstration: whoever opens the page makes a key for one of the people in it who have none. */
export async function askToPlay(
  person: string,
  device: string,
  { at }: Act,
  { store, place }: Registering,
): Promise<Result<AskedRegistration, 'not-there'>> {
  const found = place.isDemonstration ? await store.findPerson(person) : null
  if (found === null || found.endedAt !== null) return fail('not-there')
  return ok(await ask(found, { kind: 'register', invite: null, device }, at, { store, place }))
}

/** Beside a key that the person has. */
export async function askAnotherKey(
  person: string,
  device: string,
  { at }: Act,
  { store, place }: Registering,
): Promise<Result<AskedRegistration, 'not-there'>> {
  const found = await store.findPerson(person)
  if (found === null) return fail('not-there')
  return ok(await ask(found, { kind: 'add', invite: null, device }, at, { store, place }))
}

async function ask(
  person: Person,
  asked: Pick<NewChallenge, 'kind' | 'invite' | 'device'>,
  at: number,
  { store, place }: Registering,
): Promise<AskedRegistration> {
  const id = uuidv7()
  const text = challengeText('registration', place.rpId, at)
  await store.addChallenge({ ...asked, id, challenge: text, person: person.id }, at)
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: place.rpId,
    userName: person.name,
    userDisplayName: person.name,
    userID: Buffer.from(person.id, 'utf8'),
    challenge: hash('sha256', text, 'buffer'),
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    excludeCredentials: person.keys.map(({ credential }) => ({ id: credential })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
  return { id, person, options }
}

export interface SentKey {
  /** Of what was asked. */
  readonly id: string
  /** What the browser made of it, as JSON. */
  readonly response: object
  readonly label: string
  /** Of whoever adds one to those that there are; null where it is the first. */
  readonly owner: string | null
}

/** Keeps a key that was made; the first one signs its owner in. */
export async function registerKey(
  { id, response, label, owner }: SentKey,
  at: SessionPlace,
  by: (person: Person) => Act,
  now: number,
  { store, place }: Registering,
): Promise<Result<Pick<BegunPersonSession, 'person'> & Partial<BegunPersonSession>, KeyFault | KeyRefused>> {
  const challenge = await store.takeChallenge(id, at.device, now)
  const isOf = challenge?.kind === (owner === null ? 'register' : 'add')
  if (challenge === null || !isOf || challenge.person === null || (owner !== null && challenge.person !== owner))
    return fail('challenge-over')
  const person = await store.findPerson(challenge.person)
  if (person === null) return fail('ended')
  const made = await readKey(response, challenge.challenge, place)
  if (!made.ok) return fail({ kind: 'key-refused', why: made.error })
  const session = owner === null ? newPersonSession(at) : null
  const key = { ...made.value, label, thumbprint: await calculateJwkThumbprint(made.value.jwk) }
  const how = { invite: challenge.invite, session: session?.kept ?? null }
  const kept = await store.addKey(person.id, key, how, by(person))
  if (!kept.ok) return kept
  return ok({ person: kept.value, ...(session && { id: session.kept.id, token: session.token }) })
}

interface MadeKey {
  readonly credential: string
  readonly jwk: PublicJwk
  readonly isSynced: boolean
  readonly counter: number
}

async function readKey(response: object, text: string, place: KeyPlace): Promise<Result<MadeKey, KeyRefused['why']>> {
  const checked = await verifyRegistrationResponse({
    response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    expectedChallenge: hash('sha256', text, 'buffer').toString('base64url'),
    expectedOrigin: place.consoleUrl,
    expectedRPID: place.rpId,
    supportedAlgorithmIDs: READ_ALGORITHMS,
    // These two are looked at below, so that each is told by its own name.
    requireUserVerification: false,
  }).catch(() => null)
  if (checked?.verified !== true) return fail('unreadable')
  const { credential, credentialDeviceType, userVerified } = checked.registrationInfo
  if (!userVerified) return fail('unverified')
  const jwk = jwkOf(credential.publicKey)
  if (jwk === null) return fail('algorithm')
  return ok({
    credential: credential.id,
    jwk,
    isSynced: credentialDeviceType === 'multiDevice',
    counter: credential.counter,
  })
}

function jwkOf(coseKey: Uint8Array<ArrayBuffer>): PublicJwk | null {
  const key = decodeCredentialPublicKey(coseKey)
  const isES256 = key.get(cose.COSEKEYS.alg) === cose.COSEALG.ES256
  if (!cose.isCOSEPublicKeyEC2(key) || key.get(cose.COSEKEYS.crv) !== cose.COSECRV.P256 || !isES256) return null
  const [x, y] = [key.get(cose.COSEKEYS.x), key.get(cose.COSEKEYS.y)]
  if (x === undefined || y === undefined) return null
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  return { kty: 'EC', crv: 'P-256', x: text(x), y: text(y) }
}
