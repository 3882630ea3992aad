/** Real P-256 keys for tests, and texts signed with them by Node's own crypto. */
import { createECDH, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { PublicJwk } from '#evisa/root.ts'
import { toLowS } from '#evisa/verify-jws.ts'

export interface TestKey {
  readonly kid: string
  readonly jwk: PublicJwk
  readonly privateKey: KeyObject
}

/** A P-256 key pair; the same one for the same label. */
export function makeKey(label: string): TestKey {
  const scalar = createHash('sha256').update(label).digest()
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(scalar)
  const point = pair.getPublicKey()
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const
  const thumbprint = createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x, y }))
    .digest()
  const privateKey = createPrivateKey({ key: { ...jwk, d: scalar.toString('base64url') }, format: 'jwk' })
  return { kid: thumbprint.subarray(0, 8).toString('base64url'), jwk, privateKey }
}

export const base64urlOf = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64url')

/** The 64-byte signature over a text, as ECDSA gives it: with a high s half of the time. */
export function rawSignature(key: TestKey, signedText: string): Uint8Array {
  return sign('sha256', Buffer.from(signedText), { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
}

/** A compact JWS of any header and payload, objects or the very texts, with a true low-S signature. */
export function signJws(key: TestKey, header: object | string, payload: object | string): string {
  const text = (part: object | string) => (typeof part === 'string' ? part : JSON.stringify(part))
  const signedText = `${base64urlOf(text(header))}.${base64urlOf(text(payload))}`
  return `${signedText}.${base64urlOf(toLowS(rawSignature(key, signedText)))}`
}

/** A compact JWS with the header that an artefact of this `typ` has. */
export function signArtefact(key: TestKey, typ: string, payload: object | string): string {
  return signJws(key, { alg: 'ES256', kid: key.kid, typ }, payload)
}

/** A JWS in general JSON serialization, signed by each of these keys. */
export function signGeneral(keys: readonly TestKey[], typ: string, payload: object | string): string {
  const parts = keys.map((key) => signArtefact(key, typ, payload).split('.'))
  const signatures = parts.map(([header, , signature]) => ({ protected: header, signature }))
  return JSON.stringify({ payload: parts[0]?.[1], signatures })
}

export const KEYS = {
  root: [makeKey('root 1'), makeKey('root 2'), makeKey('root 3')],
  visa: makeKey('visa'),
  policy: makeKey('policy'),
  status: makeKey('status'),
  snapshot: makeKey('snapshot'),
  stranger: makeKey('stranger'),
} as const
