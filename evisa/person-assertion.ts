/**
 * A person's word over a text, by a key of their own: a WebAuthn assertion (W3C, Web Authentication Level 3, 7.2) whose
 * challenge is the SHA-256 of the text. Booth and server check it by this one code, with no network.
 */
import { base64url } from 'jose'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { type AssertionPlatform, BY_WEB_CRYPTO } from './assertion-platform.ts'
import { isCanonicalBase64url, textOfBase64url } from './base64url-text.ts'
import { rawOfDer } from './ecdsa-der.ts'
import { fail, ok, type Result } from './result.ts'
import { PublicJwk } from './root.ts'
import { readStrictJson } from './strict-json.ts'

/** Its members, for what carries an assertion together with more. */
export const ASSERTION_MEMBERS = {
  credential: Type.String({ pattern: '^[A-Za-z0-9_-]{1,700}$', description: 'Its id, base64url' }),
  authenticator_data: Type.String({ pattern: '^[A-Za-z0-9_-]{49,700}$', description: 'base64url' }),
  client_data: Type.String({ pattern: '^[A-Za-z0-9_-]{1,1000}$', description: 'clientDataJSON, base64url' }),
  signature: Type.String({ pattern: '^[A-Za-z0-9_-]{1,120}$', description: 'DER, base64url' }),
} as const

export const Assertion = Type.Object(ASSERTION_MEMBERS, { additionalProperties: false })
export type Assertion = Type.Static<typeof Assertion>

/**
 * Why an assertion proves nothing. format: not canonical base64url, no authenticator data, no strict JSON, no DER.
 * key: not of ES256 (so RS256 and EdDSA), or no point of the curve. rp: made for another RP ID. unverified: neither PIN
 * nor finger. synced: a key that can be copied to other devices.
 */
export const ASSERTION_FAULTS = [
  'assertion/format',
  'assertion/key',
  'assertion/type',
  'assertion/challenge',
  'assertion/origin',
  'assertion/cross-origin',
  'assertion/rp',
  'assertion/not-present',
  'assertion/unverified',
  'assertion/synced',
  'assertion/signature',
] as const
export type AssertionFault = (typeof ASSERTION_FAULTS)[number]

/** What an assertion must be about, and by which key. */
export interface ExpectedAssertion {
  /** The text that was to be signed, in UTF-8. */
  readonly text: string
  /** The public key, as it was registered: `kty`, `crv`, `x`, `y` and no more. */
  readonly jwk: unknown
  readonly rpId: string
  readonly origins: readonly string[]
  /** Whether a key that can be backed up (BE = 1) may speak. A booth takes none. */
  readonly mayBeSynced: boolean
}

/** What an assertion that holds tells besides. */
export interface ProvenAssertion {
  /** The signature counter: evidence that a key was copied, where it goes back, and no gate. 0: the key has none. */
  readonly counter: number
  readonly synced: boolean
}

const RP_ID_HASH_BYTES = 32
const FLAGS_AT = 32
const COUNTER_AT = 33
const SHORTEST_BYTES = 37
const FLAGS = { present: 0x01, verified: 0x04, mayBeSynced: 0x08, synced: 0x10, more: 0x40 | 0x80 } as const

declare const TextEncoder: new () => { encode(text: string): Uint8Array }
const encoder = new TextEncoder()
const assertionForm = Compile(Assertion)
const publicJwk = Compile(PublicJwk)

/** Checks an assertion, whoever sent it. A signature with a high s is taken: authenticators make them, and no identity rests on it. */
export async function verifyAssertion(
  assertion: unknown,
  { text, jwk, rpId, origins, mayBeSynced }: ExpectedAssertion,
  { digest, check }: AssertionPlatform = BY_WEB_CRYPTO,
): Promise<Result<ProvenAssertion, AssertionFault>> {
  const read = readAssertion(assertion)
  if (read === null) return fail('assertion/format')
  const { client, clientBytes, authenticator, der } = read
  if (!publicJwk.Check(jwk)) return fail('assertion/key')

  if (client.type !== 'webauthn.get') return fail('assertion/type')
  if (client.challenge !== base64url.encode(await digest(encoder.encode(text)))) return fail('assertion/challenge')
  if (typeof client.origin !== 'string' || !origins.includes(client.origin)) return fail('assertion/origin')
  if (client.crossOrigin !== undefined && client.crossOrigin !== false) return fail('assertion/cross-origin')

  const rpIdHash = await digest(encoder.encode(rpId))
  if (!rpIdHash.every((byte, at) => byte === authenticator[at])) return fail('assertion/rp')
  const has = (flag: number) => ((authenticator[FLAGS_AT] ?? 0) & flag) !== 0
  if (!has(FLAGS.present)) return fail('assertion/not-present')
  if (!has(FLAGS.verified)) return fail('assertion/unverified')
  if (has(FLAGS.mayBeSynced | FLAGS.synced) && !mayBeSynced) return fail('assertion/synced')

  const signed = new Uint8Array(authenticator.length + RP_ID_HASH_BYTES)
  signed.set(authenticator)
  signed.set(await digest(clientBytes), authenticator.length)
  const valid = await check(jwk, signed, der)
  if (valid === null) return fail('assertion/key')
  if (!valid) return fail('assertion/signature')
  return ok({ counter: counterOf(authenticator), synced: has(FLAGS.synced) })
}

interface ReadAssertion {
  readonly client: Readonly<Record<string, unknown>>
  readonly clientBytes: Uint8Array
  readonly authenticator: Uint8Array
  readonly der: Uint8Array
}

function readAssertion(assertion: unknown): ReadAssertion | null {
  if (!assertionForm.Check(assertion)) return null
  const { authenticator_data, client_data, signature } = assertion
  if (![authenticator_data, signature].every(isCanonicalBase64url)) return null
  // Browsers write it in one way (Web Authentication, 5.8.1.1): a member twice, or another spelling, is somebody's own.
  const clientText = textOfBase64url(client_data)
  const client = readStrictJson(clientText)
  const authenticator = base64url.decode(authenticator_data)
  const flags = authenticator[FLAGS_AT] ?? 0
  // Nothing stands behind the counter unless a flag announces it, and nothing is synced that cannot be.
  const isWhole =
    (flags & FLAGS.more) === 0 ? authenticator.length === SHORTEST_BYTES : authenticator.length > SHORTEST_BYTES
  const isPossible = (flags & FLAGS.synced) === 0 || (flags & FLAGS.mayBeSynced) !== 0
  if (typeof client !== 'object' || client === null || !isWhole || !isPossible) return null
  const der = base64url.decode(signature)
  if (rawOfDer(der) === null) return null
  return {
    client: client as Readonly<Record<string, unknown>>,
    clientBytes: encoder.encode(clientText),
    authenticator,
    der,
  }
}

function counterOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(COUNTER_AT)
}
