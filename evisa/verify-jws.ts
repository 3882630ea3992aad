/**
 * The one way in which a signature is checked, for e-visas and for every other artefact: a canonical gate, the exact
 * header, the pinned algorithm, a low-S signature, and only then the mathematics.
 */
import { base64url, type CryptoKey, errors, flattenedVerify } from 'jose'
import { isCanonicalBase64url, textOfBase64url } from './base64url-text.ts'
import { fail, ok, type Result } from './result.ts'
import { readStrictJson, writeStrictJson } from './strict-json.ts'

/** A JWS that passed the gate of its form; nothing in it is verified. */
export interface ParsedJws {
  readonly protected: string
  readonly payload: string
  readonly signature: string
  readonly alg: unknown
  readonly kid: string
  /** The payload's bytes as ASCII text; empty if they are none. */
  readonly payloadText: string
}

/** Whether a signature is that of one key under its one algorithm: the mathematics, and nothing else. */
export type CheckSignature = (jws: Pick<ParsedJws, 'protected' | 'payload' | 'signature'>) => boolean | Promise<boolean>

/** A public key with the one algorithm that it may be used with. */
export interface VerificationKey {
  readonly kid: string
  readonly alg: string
  readonly check: CheckSignature
}

export type FormFault = 'credential/format' | 'credential/header'

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const ORDER = bytesOf(P256_ORDER)
const HALF_ORDER = bytesOf(P256_ORDER >> 1n)

function bytesOf(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * (31 - at))) & 0xffn))
}

/** Reads a compact JWS (RFC 7515, JSON Web Signature): three canonical parts, and the header of this `typ` to the letter. */
export function parseCompactJws(jws: string, typ: string): Result<ParsedJws, FormFault> {
  const parts = jws.split('.', 4)
  if (parts.length !== 3) return fail('credential/format')
  const [protectedPart = '', payload = '', signature = ''] = parts
  return parseJws({ protected: protectedPart, payload, signature }, typ)
}

/** The same for a JWS in parts, as JWS JSON serialization has it. */
export function parseJws(
  jws: { readonly protected: string; readonly payload: string; readonly signature: string },
  typ: string,
): Result<ParsedJws, FormFault> {
  if (![jws.protected, jws.payload, jws.signature].every(isCanonicalBase64url)) return fail('credential/format')
  const headerText = textOfBase64url(jws.protected)
  const header = readStrictJson(headerText) as { alg?: unknown; kid?: unknown } | undefined
  const { alg, kid } = header ?? {}
  if (alg === undefined || typeof kid !== 'string') return fail('credential/header')
  if (headerText !== writeStrictJson({ alg, kid, typ })) return fail('credential/header')
  return ok({ ...jws, alg, kid, payloadText: textOfBase64url(jws.payload) })
}

/**
 * Whether the signature is this key's. The caller has compared `alg` with the key's. Takes only 64 bytes with
 * 0 < r < n and 0 < s <= n/2 (SEC 1, "Elliptic Curve Cryptography"): one signature has one spelling.
 */
export async function signatureIsValid(jws: ParsedJws, key: VerificationKey): Promise<boolean> {
  return jws.alg === key.alg && isLowS(base64url.decode(jws.signature)) && key.check(jws)
}

/** The check by jose and WebCrypto, which runs everywhere. A platform may bring a faster one of its own. */
export function checkByJose(key: CryptoKey, alg: string): CheckSignature {
  return async ({ protected: header, payload, signature }) => {
    try {
      await flattenedVerify({ protected: header, payload, signature }, key, { algorithms: [alg] })
      return true
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) return false
      throw error
    }
  }
}

/** The other spelling of a P-256 signature if this one has a high s: (r, n - s). */
export function toLowS(signature: Uint8Array): Uint8Array {
  if (!isAbove(signature, 32, HALF_ORDER)) return signature
  // Not `slice`: of a Node Buffer it is a view, and the caller's own bytes would change.
  const low = Uint8Array.from(signature)
  let borrow = 0
  for (let at = 31; at >= 0; at--) {
    const difference = (ORDER[at] ?? 0) - (low[32 + at] ?? 0) - borrow
    borrow = difference < 0 ? 1 : 0
    low[32 + at] = difference & 0xff
  }
  return low
}

function isLowS(signature: Uint8Array): boolean {
  if (signature.length !== 64) return false
  const isR = !isZero(signature, 0) && isAbove(ORDER, 0, signature)
  return isR && !isZero(signature, 32) && !isAbove(signature, 32, HALF_ORDER)
}

/** Whether the 32 bytes of the one from here on are a greater number than the first 32 of the other. */
function isAbove(one: Uint8Array, from: number, other: Uint8Array): boolean {
  for (let at = 0; at < 32; at++) {
    const difference = (one[from + at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

function isZero(bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < 32; at++) if (bytes[from + at] !== 0) return false
  return true
}
