/** What a runtime brings to check a person's assertion: the digest and the mathematics. WebCrypto runs everywhere; Node has a faster one. */
import { type CryptoKey, importJWK } from 'jose'
import { rawOfDer } from './ecdsa-der.ts'
import { ALGORITHM, type PublicJwk } from './root.ts'

export interface AssertionPlatform {
  /** SHA-256. */
  readonly digest: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>
  /** Whether a signature in DER is this key's over the data, by ES256; null for a point that is not on the curve. */
  readonly check: (jwk: PublicJwk, data: Uint8Array, der: Uint8Array) => Check | Promise<Check>
}
type Check = boolean | null

declare const crypto: {
  readonly subtle: {
    digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer>
    verify(algorithm: typeof ECDSA, key: CryptoKey, signature: Uint8Array, data: Uint8Array): Promise<boolean>
  }
}
const ECDSA = { name: 'ECDSA', hash: 'SHA-256' } as const

export const BY_WEB_CRYPTO: AssertionPlatform = {
  digest: async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data)),
  check: async (jwk, data, der) => {
    const key = await importKey(jwk)
    const raw = rawOfDer(der)
    if (key === null) return null
    return raw !== null && crypto.subtle.verify(ECDSA, key, raw, data)
  },
}

async function importKey(jwk: PublicJwk): Promise<CryptoKey | null> {
  try {
    const key = await importJWK(jwk, ALGORITHM)
    if (key instanceof Uint8Array) throw new TypeError('an EC key was expected')
    return key
  } catch (error) {
    // Of a point that is on no curve; all else is a bug.
    if (error instanceof Error && error.name === 'DataError') return null
    throw error
  }
}
