/** The requests of the API's benches as bytes, each with a proof of its own, made beforehand. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { request } from 'undici'
import type { EventSigner } from '#evisa/event-chain.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { kidOfJwk, type PublicJwk } from '#evisa/root.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { NOW } from '../fixtures/made-world.ts'
import { signCompact } from '../keys/signer.ts'
import { holderClaims, makeBenchWorld } from './made-visas.ts'

export interface BenchVisa {
  readonly claims: VisaClaims
  readonly jws: string
  readonly text: string
}

/** A device: its keys. */
export interface BenchDevice {
  readonly jwk: PublicJwk
  readonly privateKey: KeyObject
}

/** Where devices call, and with what. */
export interface Desk {
  readonly url: string
  readonly port: number
  readonly tokens: readonly string[]
  readonly devices: readonly BenchDevice[]
  readonly nonce: string
}

export const ARRIVAL = '2026-11-22T23:00:00+05:00'

/** Signed visas of seeded holders, each with a place of its own in the status list. */
export async function makeBenchVisas(count: number): Promise<readonly BenchVisa[]> {
  const { signer } = await makeBenchWorld()
  return Promise.all(
    Array.from({ length: count }, async (_, idx) => {
      const claims = { ...holderClaims(idx), status: { status_list: { idx, uri: `${STATUS_LIST_URN}0` } } }
      const jws = await signCompact(signer, VISA_TYP, claims)
      const text = qrTextOfJws(jws)
      if (!text.ok) throw new Error(text.error)
      return { claims, jws, text: text.value }
    }),
  )
}

export function makeDevice(): BenchDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return { jwk: { kty: 'EC', crv: 'P-256', x, y }, privateKey }
}

/** What a device signs its events with. */
export async function eventSigner({ jwk, privateKey }: BenchDevice): Promise<EventSigner> {
  const signRaw = (data: Uint8Array) => sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return { kid: await kidOfJwk(jwk), sign: async (data) => signRaw(data) }
}

let proofs = 0

/** A proof of one request (RFC 9449, OAuth 2.0 Demonstrating Proof of Possession). */
export function proofOf(desk: Desk, which: number, method: string, path: string): string {
  const { jwk, privateKey } = desk.devices[which] as BenchDevice
  const ath = createHash('sha256')
    .update(desk.tokens[which] ?? '')
    .digest('base64url')
  const claims = { jti: `proof-${++proofs}`, htm: method, htu: `${desk.url}${path}`, iat: NOW, nonce: desk.nonce, ath }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const data = `${part({ typ: 'dpop+jwt', alg: 'ES256', jwk })}.${part(claims)}`
  return `${data}.${sign('sha256', Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** A POST of a device as bytes, with a proof of its own. `headers`: whole lines beside its own. */
export function postOf(
  desk: Desk,
  which: number,
  path: string,
  content: unknown,
  headers: readonly string[] = [],
): Buffer {
  const body = JSON.stringify(content)
  return Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      `host: ${new URL(desk.url).host}`,
      `authorization: DPoP ${desk.tokens[which]}`,
      `dpop: ${proofOf(desk, which, 'POST', path)}`,
      ...headers,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
}

export function verification(desk: Desk, which: number, visa: BenchVisa): Buffer {
  return postOf(desk, which, '/v1/verifications', {
    text: visa.text,
    situation: { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, flight: 'KC104' },
  })
}

/** The nonce that the server wants in a proof: it tells in the answer to one without. */
export async function nonceOf(desk: Omit<Desk, 'nonce'>, path: string): Promise<string> {
  const dpop = proofOf({ ...desk, nonce: '' }, 0, 'POST', path)
  const headers = { authorization: `DPoP ${desk.tokens[0]}`, dpop, 'content-type': 'application/json' }
  const answer = await request(`${desk.url}${path}`, { method: 'POST', headers, body: '{}' })
  await answer.body.dump()
  return String(answer.headers['dpop-nonce'])
}
