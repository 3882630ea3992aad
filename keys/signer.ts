/** The only code that signs: ES256 by a key opened once, on the thread pool. */
import { type KeyObject, sign } from 'node:crypto'
import { rawOfDer } from '#evisa/ecdsa-der.ts'
import { ALGORITHM } from '#evisa/root.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'
import type { KeyPurpose } from '#evisa/trust-list.ts'
import { toLowS } from '#evisa/verify-jws.ts'
import { assertP256 } from './pkcs8.ts'

export type SignerPurpose = KeyPurpose | 'root'

/** A key that signs but cannot be read. */
export interface Signer {
  readonly kid: string
  readonly purpose: SignerPurpose
  /** ES256 (RFC 7518, JSON Web Algorithms): 64 bytes, r and s, with s in its lower half. */
  sign(data: Uint8Array): Promise<Uint8Array>
}

/** Makes a signer of an opened key. Throws `key/not-p256`. */
export function signerOfKey(kid: string, purpose: SignerPurpose, key: KeyObject): Signer {
  assertP256(key)
  return Object.freeze({
    kid,
    purpose,
    sign: (data: Uint8Array) =>
      new Promise<Uint8Array>((resolve, reject) => {
        // Another form than its own DER costs OpenSSL as much again as the signature itself.
        sign('sha256', data, key, (error, der) => {
          const signature = error === null ? rawOfDer(der) : null
          if (signature === null) reject(error ?? new Error('OpenSSL wrote a signature that is no DER'))
          else resolve(toLowS(signature))
        })
      }),
  })
}

/** Signs a payload as a compact JWS (RFC 7515, JSON Web Signature) whose header is exactly `alg`, `kid`, `typ`. */
export async function signCompact(signer: Signer, typ: string, payload: unknown): Promise<string> {
  const signed = `${encodedHeader(signer, typ)}.${encode(payload)}`
  return `${signed}.${await signText(signer, signed)}`
}

/** Signs a payload by several keys: a JWS in general JSON serialization (RFC 7515, section 7.2.1) as strict JSON. */
export async function signGeneral(signers: readonly Signer[], typ: string, payload: unknown): Promise<string> {
  const encoded = encode(payload)
  const signatures = signers.map(async (signer) => {
    const header = encodedHeader(signer, typ)
    return { protected: header, signature: await signText(signer, `${header}.${encoded}`) }
  })
  return writeStrictJson({ payload: encoded, signatures: await Promise.all(signatures) })
}

// Each visa has the same header: it is written once for each signer and typ.
const encodedHeaders = new WeakMap<Signer, Map<string, string>>()

function encodedHeader(signer: Signer, typ: string): string {
  const ofSigner = encodedHeaders.get(signer) ?? new Map<string, string>()
  encodedHeaders.set(signer, ofSigner)
  const header = ofSigner.get(typ) ?? encode({ alg: ALGORITHM, kid: signer.kid, typ })
  ofSigner.set(typ, header)
  return header
}

function encode(value: unknown): string {
  return Buffer.from(writeStrictJson(value), 'latin1').toString('base64url')
}

async function signText(signer: Signer, text: string): Promise<string> {
  return Buffer.from(await signer.sign(Buffer.from(text, 'latin1'))).toString('base64url')
}
