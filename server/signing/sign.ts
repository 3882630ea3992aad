/** A decision from the text that is written to the signature that counts. What is decided is the business of its kind. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Assertion, type AssertionFault, verifyAssertion } from '#evisa/person-assertion.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'
import type { KeyPlace } from '../people/key-place.ts'
import { optionsFor } from '../people/sign-in-by-key.ts'
import type { PersonStore } from '../store/person-store.ts'
import {
  type KeptSignature,
  type ProvenSignature,
  SIGNING_SECONDS,
  type SignatureStore,
  type Signing,
} from '../store/signature-store.ts'
import { type DecisionText, decisionText, readDecisionText } from './decision-text.ts'

/** What is to be signed, as its kind tells it. */
export type ToSign = Pick<DecisionText, 'kind' | 'subject' | 'content'>

export interface SigningContext {
  readonly store: Pick<SignatureStore, 'addSigning' | 'findSigning'> & Pick<PersonStore, 'findPerson' | 'findByKey'>
  readonly place: KeyPlace
}

export interface OpenSigning {
  readonly id: string
  readonly text: string
  /** For `navigator.credentials.get`, in JSON. */
  readonly options: object
  readonly expiresAt: EpochSeconds
}

/** Writes the text for one person, who signs it within minutes. */
export async function openSigning(
  toSign: ToSign,
  act: object,
  person: string,
  prepared: string | null,
  now: EpochSeconds,
  { store, place }: SigningContext,
): Promise<Result<OpenSigning, 'no-key'>> {
  const signer = await store.findPerson(person)
  if (signer === null || signer.keys.length === 0) return fail('no-key')
  const nonce = randomBytes(16).toString('base64url')
  const text = decisionText({ ...toSign, signer, nonce, time: now })
  const signing: Signing = {
    ...{ id: uuidv7(), person, text, prepared, act: JSON.stringify(act) },
    expiresAt: now + SIGNING_SECONDS,
  }
  await store.addSigning(signing)
  return ok(await asOpen(signing, signer.keys, place))
}

async function asOpen(
  { id, text, expiresAt }: Signing,
  keys: readonly { readonly credential: string }[],
  place: KeyPlace,
): Promise<OpenSigning> {
  const credentials = keys.map(({ credential }) => credential)
  return { id, text, options: await optionsFor(text, place, credentials), expiresAt }
}

/** A text that waits, for whom it was written. */
export async function findSigning(
  id: string,
  person: string,
  now: EpochSeconds,
  { store, place }: SigningContext,
): Promise<Result<OpenSigning, 'signing-over'>> {
  const [found, signer] = [await store.findSigning(id, person, now), await store.findPerson(person)]
  if (found === null || signer === null) return fail('signing-over')
  return ok(await asOpen(found, signer.keys, place))
}

export type SignFault =
  | 'signing-over'
  | 'unknown-key'
  | { readonly kind: 'not-proven'; readonly fault: AssertionFault }
  /** What it is about is not as it was when the text was written. */
  | 'content-changed'

export interface Signed {
  readonly act: unknown
  readonly signature: KeptSignature
}

/** Checks an assertion over a text that waits. It counts once it is kept beside what it decides. */
export async function checkSigned(
  id: string,
  assertion: Assertion,
  person: string,
  now: EpochSeconds,
  { store, place }: SigningContext,
): Promise<Result<Signed, SignFault>> {
  const signing = await store.findSigning(id, person, now)
  if (signing === null) return fail('signing-over')
  const found = await store.findByKey(assertion.credential)
  if (found === null || found.person.id !== person) return fail('unknown-key')
  const { text } = signing
  const { rpId, consoleUrl } = place
  const expected = { text, jwk: found.key.jwk, rpId, origins: [consoleUrl], mayBeSynced: true }
  const proven = await verifyAssertion(assertion, expected, BY_NODE)
  if (!proven.ok) return fail({ kind: 'not-proven', fault: proven.error })
  const decision = readDecisionText(text)
  if (decision === null) throw new TypeError('a text of ours that is none')
  const { kind, subject } = decision
  return ok({
    act: JSON.parse(signing.act),
    signature: {
      ...{ id, kind, subject, person, text, at: now, counter: proven.value.counter },
      credential: assertion.credential,
      clientData: assertion.client_data,
      authenticatorData: assertion.authenticator_data,
      signature: assertion.signature,
    },
  })
}

/** Whether a text says exactly this, in this person's name: what changed since it was written is signed anew. */
export function saysStill(text: string, toSign: ToSign): boolean {
  const read = readDecisionText(text)
  return read !== null && decisionText({ ...read, ...toSign }) === text
}

/** Whether a signature that was kept holds, over its text, by the key that is kept with it. */
export async function holds(
  { text, jwk, credential, clientData, authenticatorData, signature }: ProvenSignature,
  place: Pick<KeyPlace, 'rpId' | 'origins'>,
): Promise<boolean> {
  const assertion: Assertion = {
    ...{ credential, signature },
    client_data: clientData,
    authenticator_data: authenticatorData,
  }
  const proven = await verifyAssertion(assertion, { text, jwk, ...place, mayBeSynced: true }, BY_NODE)
  return proven.ok
}
