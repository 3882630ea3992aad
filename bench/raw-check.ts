/** The raw side of a signature check: the fastest form that we know of, DER as OpenSSL has it by itself (SEC 1). */
import { type KeyObject, sign, verify } from 'node:crypto'

/** What is signed, and the signature in DER form. */
export interface RawSigned {
  readonly data: Buffer
  readonly signature: Buffer
}

/** A compact JWS as a raw check takes it. Node converts a signature of another form at every check. */
export function rawSigned(jws: string): RawSigned {
  const end = jws.lastIndexOf('.')
  const raw = Buffer.from(jws.slice(end + 1), 'base64url')
  const body = Buffer.concat([raw.subarray(0, 32), raw.subarray(32)].map(integerOf))
  return {
    data: Buffer.from(jws.slice(0, end), 'latin1'),
    signature: Buffer.concat([Buffer.of(0x30, body.length), body]),
  }
}

/** Checks on this thread. Throws where the signature is not valid. */
export function checkHere({ data, signature }: RawSigned, key: KeyObject): void {
  if (!verify('sha256', data, key, signature)) throw new Error('a raw check failed')
}

/** Checks on the thread pool. Rejects where the signature is not valid. */
export function checkOnPool({ data, signature }: RawSigned, key: KeyObject): Promise<void> {
  return new Promise((resolve, reject) => {
    verify('sha256', data, key, signature, (error, valid) =>
      valid ? resolve() : reject(error ?? new Error('a raw check failed')),
    )
  })
}

/** Signs on the thread pool, in DER form. */
export function signOnPool(text: string, key: KeyObject): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text, 'latin1'), key, (error, signature) =>
      error === null ? resolve(signature) : reject(error),
    )
  })
}

/** A positive INTEGER: no zeros before it but one where its first bit would make it negative. */
function integerOf(bytes: Buffer): Buffer {
  let from = 0
  while (from < 31 && bytes[from] === 0) from++
  const value = bytes.subarray(from)
  const zero = (value[0] ?? 0) >= 0x80 ? [0] : []
  return Buffer.concat([Buffer.of(0x02, value.length + zero.length, ...zero), value])
}
