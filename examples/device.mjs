/** A device of a carrier: enrolled once by a code, its key in a folder; then every call with a token and a proof (RFC 9449). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyPair, generateProof } from 'dpop'
import * as oauth from 'oauth4webapi'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }

/** Enrols by the code that `authority enrol carrier` printed. Writes the key and the device's id into the folder. */
export async function enrol(code, folder, name = 'an example') {
  const { server, secret } = readCode(code)
  const key = await generateKeyPair('ES256', { extractable: true })
  const address = `${server}/v1/devices`
  const { status, answer } = await withNonce(async (nonce) => {
    const dpop = await generateProof(key, address, 'POST', nonce)
    const headers = { 'content-type': 'application/json', dpop }
    return fetch(address, { method: 'POST', headers, body: JSON.stringify({ secret, name }), redirect: 'error' })
  })
  if (status !== 201) throw new Error(answer.detail ?? `the server answered ${status}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const jwk = await crypto.subtle.exportKey('jwk', key.privateKey)
  // Whoever has this file is the device.
  const kept = { issuer: answer.issuer, device: answer.id, jwk }
  writeFileSync(join(folder, 'device.json'), JSON.stringify(kept), { mode: 0o600 })
  return answer.id
}

/** The calls of an enrolled device: `call('POST', '/v1/verifications', body)`, a Response. Tokens are got as they are needed. */
export async function openDevice(folder) {
  const { issuer, device, jwk } = JSON.parse(readFileSync(join(folder, 'device.json'), 'utf8'))
  const { d: _, key_ops: _ops, ...open } = jwk
  const key = {
    privateKey: await crypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', open, ALGORITHM, true, ['verify']),
  }
  const server = { issuer, token_endpoint: `${issuer}/v1/token` }
  const client = { client_id: device }
  const options = {
    DPoP: oauth.DPoP(client, key),
    [oauth.customFetch]: (url, init) => fetch(url, { ...init, redirect: 'error' }),
    [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
  }
  let token = { text: '', until: 0 }

  const newToken = async () => {
    const authentication = oauth.PrivateKeyJwt(key.privateKey)
    const answer = await oauth.clientCredentialsGrantRequest(server, client, authentication, {}, options)
    const { access_token, expires_in = 0 } = await oauth.processClientCredentialsResponse(server, client, answer)
    return { text: access_token, until: Date.now() + (expires_in - 20) * 1000 }
  }
  const call = async (method, path, body, headers = {}) => {
    if (Date.now() > token.until) token = await again(newToken)
    const isText = typeof body === 'string' || body === undefined
    const type = body === undefined ? {} : { 'content-type': isText ? 'text/csv' : 'application/json' }
    const sent = body === undefined ? null : isText ? body : JSON.stringify(body)
    const url = new URL(issuer + path)
    const all = new Headers({ ...type, ...headers })
    try {
      return await again(() => oauth.protectedResourceRequest(token.text, method, url, all, sent, options))
    } catch (error) {
      // Whoever is refused reads why.
      if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response
      throw error
    }
  }
  return { device, issuer, call }
}

/** The body of an answer as JSON; throws what the server said where it is a refusal. */
export async function read(answer) {
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.detail ?? body.title)
  return body
}

/** The first request of all lacks the server's nonce; its answer brings it. */
async function again(request) {
  try {
    return await request()
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    return request()
  }
}

async function withNonce(request) {
  let answer = await request(undefined)
  const nonce = answer.headers.get('dpop-nonce')
  if (answer.status === 401 && nonce !== null) answer = await request(nonce)
  return { status: answer.status, answer: await answer.json() }
}

function readCode(code) {
  const [, encoded = ''] = /^EVISA-ENROL\.([A-Za-z0-9_-]+)$/.exec(code.trim()) ?? []
  if (encoded === '') throw new Error('an enrolment code begins with EVISA-ENROL.')
  return JSON.parse(Buffer.from(encoded, 'base64url').toString())
}
