/** Signatures checked by Node's own OpenSSL: alone here and now, in company on the thread pool. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { derOfRaw } from '#evisa/ecdsa-der.ts'
import type { PublicJwk } from '#evisa/root.ts'
import type { CheckSignature } from '#evisa/verify-jws.ts'

interface Waiting {
  readonly data: Buffer
  readonly signature: Uint8Array
  readonly key: KeyObject
  readonly resolve: (valid: boolean) => void
  readonly reject: (error: Error) => void
}

const NO_SIGNATURE = new Uint8Array()

let waiting: Waiting[] = []
let underWay = 0

/**
 * The check of one key. A single check waits for no other thread, whose waking takes as long as the check itself; many
 * at once use every core.
 */
export function checkByNode(jwk: PublicJwk): CheckSignature {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return (jws) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...derOf(jws), key, resolve, reject })
      if (waiting.length === 1) queueMicrotask(checkWaiting)
    })
}

/** The same for a server that has other things to do meanwhile: always on the thread pool. */
export function checkOnPool(jwk: PublicJwk): CheckSignature {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return (jws) => new Promise((resolve, reject) => check({ ...derOf(jws), key, resolve, reject }))
}

function checkWaiting(): void {
  const checks = waiting
  waiting = []
  const [alone] = checks
  if (alone !== undefined && checks.length === 1 && underWay === 0) {
    alone.resolve(verify('sha256', alone.data, alone.key, alone.signature))
    return
  }
  for (const one of checks) {
    underWay++
    check(one, () => void underWay--)
  }
}

function check({ data, key, signature, resolve, reject }: Waiting, done?: () => void): void {
  verify('sha256', data, key, signature, (error, valid) => {
    done?.()
    if (error === null) resolve(valid)
    else reject(error)
  })
}

/** What is signed, and the signature as OpenSSL has it by itself; one of another length is none, and no DER either. */
function derOf(jws: Parameters<CheckSignature>[0]): Pick<Waiting, 'data' | 'signature'> {
  const data = Buffer.from(`${jws.protected}.${jws.payload}`, 'latin1')
  return { data, signature: derOfRaw(Buffer.from(jws.signature, 'base64url')) ?? NO_SIGNATURE }
}
