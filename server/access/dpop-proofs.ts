/** Proofs of possession (RFC 9449, OAuth 2.0 Demonstrating Proof of Possession): each request is signed by its caller's key. */
import { createHmac, createSecretKey, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { isCanonicalBase64url, textOfBase64url } from '#evisa/base64url-text.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { importVerificationKey, PublicJwk } from '#evisa/root.ts'
import type { VerificationKey } from '#evisa/verify-jws.ts'
import { checkOnPool } from '../../platform/check-signature.ts'
import { onceOnly } from './once-only.ts'

export type ProofFault =
  | 'proof/missing'
  | 'proof/format'
  | 'proof/header'
  | 'proof/key'
  | 'proof/method'
  | 'proof/address'
  | 'proof/token'
  | 'proof/nonce'
  | 'proof/signature'
  | 'proof/replayed'
  | 'proof/busy'

export interface ProofOf {
  readonly method: string
  /** The address that was called, without query. */
  readonly url: string
  /** The access token that it is bound to; null where there is none yet. */
  readonly accessToken: string | null
}

export interface Proof {
  readonly jwk: PublicJwk
  /** The thumbprint of the key (RFC 7638), base64url. */
  readonly jkt: string
  readonly key: VerificationKey
  /** Half of the nonce's life is over: the answer should bring another. */
  readonly needsNonce: boolean
}

export interface DpopProofs {
  /** Verifies a proof, the cheap checks first; each is good once. `jkt` is the key that it must be by, if one is known. */
  verify(
    text: string | undefined,
    of: ProofOf,
    jkt: string | null,
    now: EpochSeconds,
  ): Promise<Result<Proof, ProofFault>>
  /** A nonce to be used within five minutes, at this process only. */
  nonce(now: EpochSeconds): string
}

const NONCE_LIFE_SECONDS = 300
const MAX_CHARACTERS = 2048
const MAX_KEYS = 10_000

const ProofHeader = Type.Object(
  { typ: Type.Literal('dpop+jwt'), alg: Type.Literal('ES256'), jwk: PublicJwk },
  { additionalProperties: false },
)
const ProofClaims = Type.Object({
  jti: Type.String({ minLength: 1, maxLength: 128 }),
  htm: Type.String({ maxLength: 16 }),
  htu: Type.String({ maxLength: 1024 }),
  iat: Type.Integer(),
  ath: Type.Optional(Type.String({ maxLength: 64 })),
  nonce: Type.Optional(Type.String({ maxLength: 128 })),
})
const header = Compile(ProofHeader)
const claims = Compile(ProofClaims)

/**
 * The secret of the nonces lives and ends with the process: a proof is never good at two of them, nor after a restart, so
 * what was used need not be remembered longer or elsewhere. That a nonce is fresh says when a proof was made; the clock
 * of the device is not asked.
 */
export function dpopProofs(): DpopProofs {
  const secret = createSecretKey(randomBytes(32))
  const used = onceOnly(NONCE_LIFE_SECONDS)
  const keys = new Map<string, Omit<Proof, 'needsNonce'>>()

  let last: { readonly at: string; readonly tag: Buffer } | null = null
  // Most devices hold one of the same few nonces at a time.
  const mac = (at: string): Buffer => {
    if (last?.at === at) return last.tag
    const tag = createHmac('sha256', secret).update(at).digest().subarray(0, 16)
    last = { at, tag }
    return tag
  }
  const ageOf = (nonce: string | undefined, now: EpochSeconds): number => {
    const [at = '', tag = ''] = nonce?.split('.') ?? []
    const given = Buffer.from(tag, 'base64url')
    if (given.length !== 16 || !timingSafeEqual(given, mac(at))) return Number.POSITIVE_INFINITY
    return now - Number.parseInt(at, 36)
  }
  const keyOf = async (jwk: PublicJwk): Promise<Omit<Proof, 'needsNonce'> | null> => {
    const name = `${jwk.x}.${jwk.y}`
    const known = keys.get(name)
    if (known !== undefined) return known
    const imported = await importVerificationKey(jwk)
    if (imported === null) return null
    const key = { ...imported, check: checkOnPool(jwk) }
    return { jwk, jkt: await calculateJwkThumbprint(jwk), key }
  }
  const remember = (found: Omit<Proof, 'needsNonce'>) => {
    if (keys.size >= MAX_KEYS) keys.delete(keys.keys().next().value ?? '')
    keys.set(`${found.jwk.x}.${found.jwk.y}`, found)
  }
  return {
    nonce: (now) => {
      const at = now.toString(36)
      return `${at}.${mac(at).toString('base64url')}`
    },
    verify: async (text, { method, url, accessToken }, jkt, now) => {
      if (text === undefined) return fail('proof/missing')
      const parts = text.length > MAX_CHARACTERS ? [] : text.split('.')
      if (parts.length !== 3 || !parts.every(isCanonicalBase64url)) return fail('proof/format')
      const [protectedPart = '', payload = '', signature = ''] = parts
      const head = readJson(protectedPart)
      if (!header.Check(head)) return fail('proof/header')
      const body = readJson(payload)
      if (!claims.Check(body)) return fail('proof/format')
      if (body.htm !== method) return fail('proof/method')
      if (body.htu !== url) return fail('proof/address')
      if (body.ath !== (accessToken === null ? undefined : hashOf(accessToken))) return fail('proof/token')
      const age = ageOf(body.nonce, now)
      if (!(age >= 0 && age <= NONCE_LIFE_SECONDS)) return fail('proof/nonce')
      const found = await keyOf(head.jwk)
      if (found === null || (jkt !== null && found.jkt !== jkt)) return fail('proof/key')
      if (!(await found.key.check({ protected: protectedPart, payload, signature }))) return fail('proof/signature')
      // Only now: what anybody could make up must fill no memory.
      const first = used.use(`${found.jkt} ${body.jti}`, now)
      if (first !== 'first') return fail(first === 'again' ? 'proof/replayed' : 'proof/busy')
      remember(found)
      return ok({ ...found, needsNonce: age > NONCE_LIFE_SECONDS / 2 })
    },
  }
}

function hashOf(accessToken: string): string {
  return hash('sha256', accessToken, 'base64url')
}

function readJson(part: string): unknown {
  try {
    return JSON.parse(textOfBase64url(part))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
