/** The root: the few keys, kept by different custodians, of which a threshold must sign every trust list. */
import { base64url, calculateJwkThumbprint, importJWK } from 'jose'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { type ArtefactFault, verifyThreshold } from '#evisa/verify-threshold.ts'
import { isCanonicalBase64url, textOfBase64url } from './base64url-text.ts'
import { fail, ok, type Result } from './result.ts'
import { sha256Base64url } from './sha256.ts'
import { readStrictJson } from './strict-json.ts'
import { checkByJose, type VerificationKey } from './verify-jws.ts'

export const ROOT_TYP = 'evisa-root+json'
export const ALGORITHM = 'ES256'

// 32 bytes in their one spelling: with another last letter the same key would have another thumbprint, and count twice.
const COORDINATE = '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$'

/** A P-256 public key (RFC 7517, JSON Web Key). */
export const PublicJwk = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: COORDINATE }),
    y: Type.String({ pattern: COORDINATE }),
  },
  { additionalProperties: false },
)
export type PublicJwk = Type.Static<typeof PublicJwk>

export const Version = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const Instant = Type.Integer({ minimum: 0, maximum: 99_999_999_999, description: 'Epoch seconds' })

export const RootDocument = Type.Object(
  {
    version: Version,
    iat: Instant,
    exp: Instant,
    threshold: Type.Integer({ minimum: 1, maximum: 16 }),
    keys: Type.Array(PublicJwk, { minItems: 1, maxItems: 16 }),
  },
  { additionalProperties: false, $id: 'root', title: 'Root keys' },
)
export type RootDocument = Type.Static<typeof RootDocument>

export interface Root extends Omit<RootDocument, 'keys'> {
  readonly keys: ReadonlyMap<string, VerificationKey>
}

export const MAX_ROOT_CHARACTERS = 65_536
const kind = { typ: ROOT_TYP, schema: Compile(RootDocument), maxCharacters: MAX_ROOT_CHARACTERS }

/**
 * Verifies a root document whose fingerprint was given at enrolment: it must be that very text and signed by the
 * threshold of its own keys, so that nobody enrols into a root that its custodians do not hold.
 */
export async function verifyPinnedRoot(text: string, fingerprint: string): Promise<Result<Root, ArtefactFault>> {
  if (text.length > kind.maxCharacters) return fail('artefact/too-large')
  if ((await rootFingerprint(text)) !== fingerprint) return fail('artefact/signature')
  const { payload } = (readStrictJson(text) ?? {}) as { payload?: unknown }
  if (typeof payload !== 'string' || !isCanonicalBase64url(payload)) return fail('artefact/format')
  const claimed = readStrictJson(textOfBase64url(payload))
  if (!kind.schema.Check(claimed)) return fail('artefact/schema')
  const keys = await importKeys(claimed.keys)
  if (keys === null) return fail('artefact/schema')
  const verified = await verifyThreshold(text, kind, keys, claimed.threshold)
  return verified.ok ? ok({ ...verified.value, keys }) : verified
}

/**
 * Verifies the root that follows another one: its version is the next one, and it is signed by the threshold of the
 * previous root, which hands over, and by that of its own keys, which take over.
 */
export async function verifyNextRoot(text: string, previous: Root): Promise<Result<Root, ArtefactFault>> {
  const handedOver = await verifyThreshold(text, kind, previous.keys, previous.threshold)
  if (!handedOver.ok) return handedOver
  if (handedOver.value.version !== previous.version + 1) return fail('artefact/root-gap')
  const keys = await importKeys(handedOver.value.keys)
  if (keys === null) return fail('artefact/schema')
  const takenOver = await verifyThreshold(text, kind, keys, handedOver.value.threshold)
  return takenOver.ok ? ok({ ...takenOver.value, keys }) : takenOver
}

/** What an enrolment code carries: the SHA-256 of the root document, base64url. */
export async function rootFingerprint(text: string): Promise<string> {
  return sha256Base64url(text)
}

/** The first 8 bytes of a key's thumbprint (RFC 7638, JSON Web Key Thumbprint), base64url: 11 characters. */
export async function kidOfJwk(jwk: PublicJwk): Promise<string> {
  return base64url.encode(base64url.decode(await calculateJwkThumbprint(jwk)).subarray(0, 8))
}

// A scanner meets the same few keys at every start of a set, and to import one takes as long as to check a signature.
const imported = new Map<string, Promise<VerificationKey | null>>()
export const MOST_IMPORTED = 256

/** A public key, bound to its algorithm; null where its point is not on the curve. What was imported once is the same value again. */
export function importVerificationKey({ kty, crv, x, y }: PublicJwk): Promise<VerificationKey | null> {
  const value = JSON.stringify([kty, crv, x, y])
  const known = imported.get(value)
  if (known !== undefined) return known
  const key = importPublicKey({ kty, crv, x, y })
  const [oldest] = imported.keys()
  if (imported.size >= MOST_IMPORTED && oldest !== undefined) imported.delete(oldest)
  imported.set(value, key)
  // What failed for another reason than its point may succeed the next time.
  key.catch(() => imported.delete(value))
  return key
}

async function importPublicKey(jwk: PublicJwk): Promise<VerificationKey | null> {
  try {
    const key = await importJWK(jwk, ALGORITHM)
    if (key instanceof Uint8Array) throw new TypeError('an EC key was expected')
    return Object.freeze({ kid: await kidOfJwk(jwk), alg: ALGORITHM, check: checkByJose(key, ALGORITHM) })
  } catch (error) {
    if (error instanceof Error && error.name === 'DataError') return null
    throw error
  }
}

async function importKeys(jwks: readonly PublicJwk[]): Promise<Map<string, VerificationKey> | null> {
  const imported = await Promise.all(jwks.map(importVerificationKey))
  const keys = imported.filter((key) => key !== null)
  return keys.length === jwks.length ? new Map(keys.map((key) => [key.kid, key])) : null
}
