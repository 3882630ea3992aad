/** A device as it calls the server: a real key, tokens by private_key_jwt, and a proof with the server's nonce on every call. */
import { createHash } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import { kidOfJwk, type PublicJwk } from '#evisa/root.ts'
import type { CryptoKeyPair } from '../../scanner-client/offline/scanner-store.ts'
import type { Answer, Call, Method } from './build-app.ts'

export interface DeviceKey {
  readonly kid: string
  readonly jwk: PublicJwk
  readonly pair: CryptoKeyPair
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export async function makeDeviceKey(): Promise<DeviceKey> {
  // What Node and the browsers call a key is one thing under two types.
  const pair = (await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as CryptoKeyPair
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  const sign = async (data: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign(ALGORITHM, pair.privateKey, Uint8Array.from(data)))
  return { kid: await kidOfJwk(jwk), jwk, pair, sign }
}

/** Who calls: where, with which key, by which clock. */
export interface DpopContext {
  readonly url: string
  readonly key: DeviceKey
  readonly now: () => number
  /** Calls as they are. */
  readonly send: Call
}

let proofs = 0

/** A proof of one request; a test changes what it says. */
export function makeProof(
  { url, key, now }: Omit<DpopContext, 'send'>,
  { method, path, token, nonce }: { method: string; path: string; token: string | null; nonce: string | null },
  change: JWTPayload = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  proofs += 1
  const ath = token === null ? {} : { ath: createHash('sha256').update(token).digest('base64url') }
  const claims = {
    jti: `proof-${proofs}`,
    htm: method,
    htu: `${url}${path.split('?')[0]}`,
    iat: now(),
    ...(nonce === null ? {} : { nonce }),
    ...ath,
    ...change,
  }
  const { jwk, pair } = key
  return new SignJWT(claims).setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header }).sign(pair.privateKey)
}

export function makeAssertion(id: string, { url, key, now }: Omit<DpopContext, 'send'>, change: JWTPayload = {}) {
  proofs += 1
  const claims = { iss: id, sub: id, aud: url, jti: `assertion-${proofs}`, iat: now(), exp: now() + 60, ...change }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(key.pair.privateKey)
}

/** Sends a request with a proof, again if the server wants another nonce. */
export async function callWithProof(
  context: DpopContext,
  [method, path, body, headers = {}]: Parameters<Call>,
  token: string | null,
  held: { nonce: string | null },
): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const dpop = await makeProof(context, { method, path, token, nonce: held.nonce })
    const authorization = token === null ? {} : { authorization: `DPoP ${token}` }
    const answer = await context.send(method, path, body, { ...authorization, dpop, ...headers })
    const nonce = answer.headers['dpop-nonce']
    if (typeof nonce === 'string') held.nonce = nonce
    const isAsked =
      /use_dpop_nonce/.test(String(answer.headers['www-authenticate'])) || answer.body?.error === 'use_dpop_nonce'
    if (tries > 0 || !isAsked) return answer
  }
}

/** Gets a token; the answer as it came where there is none. */
export async function askForToken(id: string, context: DpopContext, held: { nonce: string | null }): Promise<Answer> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await makeAssertion(id, context),
  })
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const ask = () => callWithProof(context, ['POST', '/v1/token', String(form), type], null, held)
  const answer = await ask()
  if (answer.status !== 401 && answer.status !== 400) return answer
  // The first try may have used the assertion up where it only lacked a nonce.
  form.set('client_assertion', await makeAssertion(id, context))
  return ask()
}

/** The calls of an enrolled device: as long as its access lasts, with a fresh token and a fresh proof. */
export function deviceCall(id: string, context: DpopContext): Call {
  const held: { nonce: string | null } = { nonce: null }
  let token: { readonly text: string; readonly until: number } | null = null
  return async (method: Method, path, body, headers) => {
    if (token === null || context.now() >= token.until) {
      const answer = await askForToken(id, context, held)
      if (answer.status !== 200) return answer
      token = { text: answer.body.access_token, until: context.now() + answer.body.expires_in }
    }
    return callWithProof(context, [method, path, body, headers], token.text, held)
  }
}
