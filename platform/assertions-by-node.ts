/** Assertions of persons checked by Node's own OpenSSL, on this thread: WebCrypto takes more than twice as long. */
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import type { AssertionPlatform } from '#evisa/assertion-platform.ts'
import type { PublicJwk } from '#evisa/root.ts'

const MOST_KEPT = 1000
/** Those who decide all day: to read a key takes half as long as to check by it. */
const kept = new Map<string, KeyObject>()

export const BY_NODE: AssertionPlatform = {
  digest: (data) => hash('sha256', data, 'buffer'),
  check: (jwk, data, der) => {
    const key = kept.get(jwk.x + jwk.y) ?? importKey(jwk)
    return key && verify('sha256', data, key, der)
  },
}

function importKey(jwk: PublicJwk): KeyObject | null {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const [oldest] = kept.keys()
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(jwk.x + jwk.y, key)
    return key
  } catch (error) {
    // Of a point that is on no curve; all else is a bug.
    if ((error as NodeJS.ErrnoException).code === 'ERR_CRYPTO_INVALID_JWK') return null
    throw error
  }
}
