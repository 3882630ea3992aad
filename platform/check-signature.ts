/** Signatures checked by Node's own OpenSSL: alone here and now, in company on the thread pool. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { PublicJwk } from '#evisa/root.ts'
import type { CheckSignature } from '#evisa/verify-jws.ts'

interface Waiting {
  readonly data: Buffer
  readonly signature: Buffer
  readonly key: { readonly key: KeyObject; readonly dsaEncoding: 'ieee-p1363' }
  readonly resolve: (valid: boolean) => void
  readonly reject: (error: Error) => void
}

let waiting: Waiting[] = []
let underWay = 0

/**
 * The check of one key. A single check waits for no other thread, whose waking takes as long as the check itself; many
 * at once use every core.
 */
export function checkByNode(jwk: PublicJwk): CheckSignature {
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
  return (jws) =>
    new Promise((resolve, reject) => {
      const data = Buffer.from(`${jws.protected}.${jws.payload}`)
      waiting.push({ data, signature: Buffer.from(jws.signature, 'base64url'), key, resolve, reject })
      if (waiting.length === 1) queueMicrotask(checkWaiting)
    })
}

function checkWaiting(): void {
  const checks = waiting
  waiting = []
  const [alone] = checks
  if (alone !== undefined && checks.length === 1 && underWay === 0) {
    alone.resolve(verify('sha256', alone.data, alone.key, alone.signature))
    return
  }
  for (const { data, key, signature, resolve, reject } of checks) {
    underWay++
    verify('sha256', data, key, signature, (error, valid) => {
      underWay--
      if (error === null) resolve(valid)
      else reject(error)
    })
  }
}
