import type { JWTPayload } from 'jose'
import {
  allowInsecureRequests,
  clientCredentialsGrantRequest,
  clockSkew,
  DPoP,
  discoveryRequest,
  isDPoPNonceError,
  PrivateKeyJwt,
  processClientCredentialsResponse,
  processDiscoveryResponse,
  protectedResourceRequest,
} from 'oauth4webapi'
import t from 'tap'
import { request } from 'undici'
import { TOKENS_A_MINUTE } from '../../../server/access/grant-token.ts'
import { build, type Call, NOW, PUBLIC_URL, problemOf } from '../build-app.ts'
import { askForToken, callWithProof, type DeviceKey, makeAssertion, makeDeviceKey, makeProof } from '../dpop-device.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Asks for a token with this form; the nonce is got first. */
async function ask(nobody: Call, key: DeviceKey, now: () => number, form: Record<string, string>) {
  const context = { url: PUBLIC_URL, key, now, send: nobody }
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams(form).toString()
  return callWithProof(context, ['POST', '/v1/token', body, type], null, { nonce: null })
}

t.test('a standard client gets a token and calls with it', async (t) => {
  const { app, enrol, publicUrl, clock } = await listening(t)
  const { id, key } = await enrol('border')
  const insecure = { [allowInsecureRequests]: true }
  const issuer = new URL(publicUrl)
  const found = await discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure })
  const as = await processDiscoveryResponse(issuer, found)
  t.match(as, { token_endpoint: `${publicUrl}/v1/token`, dpop_signing_alg_values_supported: ['ES256'] })
  // The server of the tests has a clock of its own.
  const client = { client_id: id, [clockSkew]: clock.now - Math.floor(Date.now() / 1000) }
  const proofs = DPoP(client, key.pair)
  const request = async () =>
    processClientCredentialsResponse(
      as,
      client,
      await clientCredentialsGrantRequest(
        as,
        client,
        PrivateKeyJwt(key.pair.privateKey),
        {},
        { DPoP: proofs, ...insecure },
      ),
    )
  const { access_token, expires_in, token_type } = await request().catch((error) => {
    t.ok(isDPoPNonceError(error), 'the first time a nonce is given')
    return request()
  })
  t.same([token_type, expires_in], ['dpop', 300])
  const feed = new URL(`${publicUrl}/v1/crossings/feed?after=0`)
  const answer = await protectedResourceRequest(access_token, 'GET', feed, undefined, null, {
    DPoP: proofs,
    ...insecure,
  })
  t.equal(answer.status, 200)
  const bearer = await app.inject({
    url: '/v1/crossings/feed?after=0',
    headers: { authorization: `Bearer ${access_token}` },
  })
  t.equal(bearer.statusCode, 401, 'a stolen token alone is worth nothing')
})

async function listening(t: Parameters<typeof build>[0]) {
  const address = { url: '' }
  const built = await build(t, { publicUrl: () => address.url || PUBLIC_URL })
  address.url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...built, publicUrl: address.url }
}

t.test('who is not the device gets none', async (t) => {
  const { nobody, enrol, clock, authority } = await build(t)
  const now = () => clock.now
  const { id, key } = await enrol('border')
  const stranger = await makeDeviceKey()
  const form = async (change: Record<string, string> = {}, by = key, as = id, claims: JWTPayload = {}) => ({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await makeAssertion(as, { url: PUBLIC_URL, key: by, now }, claims),
    ...change,
  })
  const refused = async (asked: Record<string, string>, status: number, error: string, by = key, because?: string) => {
    const answer = await ask(nobody, by, now, asked)
    t.match([answer.status, answer.body], [status, { error }], error)
    t.equal(answer.headers['cache-control'], 'no-store')
    const [, signed = ''] = answer.body.refusal?.split('.') ?? []
    t.equal(signed === '' ? undefined : JSON.parse(String(Buffer.from(signed, 'base64url'))).because, because)
  }
  await refused(await form({}, stranger), 401, 'invalid_client')
  await refused(await form(), 401, 'invalid_client', stranger)
  await refused(await form({}, key, 'dev-none'), 401, 'invalid_client')
  const said = (claims: JWTPayload) => form({}, key, id, claims)
  await refused(await said({ aud: `${PUBLIC_URL}/v1/token` }), 401, 'invalid_client')
  await refused(await said({ iat: NOW - 400, exp: NOW - 100 }), 401, 'invalid_client', key, 'time')
  await refused(await said({ exp: NOW + 301 }), 401, 'invalid_client')
  await refused(await form({ grant_type: 'password' }), 400, 'unsupported_grant_type')
  await refused(await form({ client_assertion_type: 'x' }), 400, 'invalid_request')
  await refused(await form({ scope: 'everything' }), 400, 'invalid_request')
  const { status, body } = await nobody('POST', '/v1/token', new URLSearchParams(await form()).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  })
  t.match([status, body.error], [400, 'invalid_dpop_proof'])
  const context = { url: PUBLIC_URL, key, now, send: nobody }
  const json = await callWithProof(context, ['POST', '/v1/token', await form()], null, { nonce: null })
  t.strictSame([json.status, problemOf(json)], [415, 'media-type'], 'JSON is no form')
  const sized = async (client_id: string) => (await ask(nobody, key, now, await form({ client_id }))).status
  t.equal(await sized('x'.repeat(8192)), 413)
  await refused(await form({ client_id: 'dev-none' }), 401, 'invalid_client')
  const twice = `${new URLSearchParams(await form())}&grant_type=client_credentials`
  const doubled = await callWithProof(
    context,
    ['POST', '/v1/token', twice, { 'content-type': 'application/x-www-form-urlencoded' }],
    null,
    { nonce: null },
  )
  t.equal(doubled.body.error, 'invalid_request')
  const good = await form({ client_id: id })
  t.equal((await ask(nobody, key, now, good)).status, 200)
  await refused(good, 401, 'invalid_client')
  await authority('DELETE', `/v1/devices/${id}`)
  await refused(await form(), 401, 'invalid_client', key, 'revoked')
  await refused(await form({}, stranger), 401, 'invalid_client')
})

t.test('a token ends after five minutes, and with its device at once', async (t) => {
  const { nobody, enrol, clock, authority } = await build(t)
  const { id, key } = await enrol('border')
  const context = { url: PUBLIC_URL, key, now: () => clock.now, send: nobody }
  const held: { nonce: string | null } = { nonce: null }
  const { body } = await askForToken(id, context, held)
  const call = () => callWithProof(context, ['GET', `/v1/devices/${id}`], body.access_token, held)
  t.equal((await call()).status, 200)
  clock.now += 299
  t.equal((await call()).status, 200)
  clock.now += 1
  t.equal((await call()).status, 401)
  const again = (await askForToken(id, context, held)).body.access_token
  await authority('DELETE', `/v1/devices/${id}`)
  t.equal((await callWithProof(context, ['GET', `/v1/devices/${id}`], again, held)).status, 401)
})

t.test(
  'a call without a fresh nonce is told so, each in its manner, and gets one before the old one ends',
  async (t) => {
    const { nobody, enrol, clock, logged } = await build(t)
    const { id, key } = await enrol('border')
    const path = `/v1/devices/${id}`
    const context = { url: PUBLIC_URL, key, now: () => clock.now, send: nobody }
    const held: { nonce: string | null } = { nonce: null }
    const { access_token: token } = (await askForToken(id, context, held)).body
    const call = async (nonce: string | null, more: Record<string, string> = {}) => {
      const dpop = await makeProof(context, { method: 'GET', path, token, nonce })
      return nobody('GET', path, undefined, { authorization: `DPoP ${token}`, dpop, ...more })
    }
    const nonce = held.nonce ?? ''
    const fresh = await call(nonce)
    t.equal(fresh.status, 200)
    t.equal(fresh.headers['dpop-nonce'], undefined, 'it lasts for a while')
    for (const old of [null, 'made-up', `${nonce}A`, nonce.replace(/^./, 'z')]) {
      const { status, headers } = await call(old)
      t.match([status, headers['www-authenticate']], [401, /^DPoP error="use_dpop_nonce"/], String(old))
      t.equal((await call(String(headers['dpop-nonce']))).status, 200)
    }
    clock.now += 200
    const due = await call(nonce)
    t.equal(due.status, 200)
    t.not(due.headers['dpop-nonce'], nonce)
    t.equal((await call(String(due.headers['dpop-nonce']))).status, 200)

    const proof = { method: 'POST', path: '/v1/token', token: null, nonce: null }
    const asked = await nobody('POST', '/v1/token', 'grant_type=client_credentials', {
      'content-type': 'application/x-www-form-urlencoded',
      dpop: await makeProof(context, proof),
    })
    t.match([asked.status, asked.body.error], [400, 'invalid_request'], 'what is no request needs no nonce')
    const form = {
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await makeAssertion(id, context),
    }
    const answer = await nobody('POST', '/v1/token', new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      dpop: await makeProof(context, proof),
    })
    t.match([answer.status, answer.body.error], [400, 'use_dpop_nonce'])
    t.equal(typeof answer.headers['dpop-nonce'], 'string')
    t.equal((await ask(nobody, key, () => clock.now, form)).status, 200, 'and the assertion was not used up')
    t.notOk(JSON.stringify(logged()).includes(token), 'no token is logged')
  },
)

t.test('two proofs, or one that was stolen with its token, are worth nothing', async (t) => {
  const { publicUrl, enrol, clock, nobody } = await listening(t)
  const { id, key } = await enrol('border')
  const path = `/v1/devices/${id}`
  const context = { url: publicUrl, key, now: () => clock.now, send: nobody }
  const held: { nonce: string | null } = { nonce: null }
  const { access_token: token } = (await askForToken(id, context, held)).body
  const proof = (by = key) => makeProof({ ...context, key: by }, { method: 'GET', path, token, nonce: held.nonce })
  const send = async (...proofs: string[]) => {
    const headers = ['authorization', `DPoP ${token}`, ...proofs.flatMap((one) => ['dpop', one])]
    const { statusCode, headers: answered, body } = await request(`${publicUrl}${path}`, { headers })
    await body.dump()
    return `${statusCode} ${/error="(\w+)"/.exec(String(answered['www-authenticate']))?.[1] ?? ''}`
  }
  const used = await proof()
  t.equal(await send(used), '200 ')
  t.equal(await send(used), '401 invalid_dpop_proof', 'replayed')
  t.equal(await send(await proof(), await proof()), '401 invalid_dpop_proof', 'two of them')
  t.equal(await send(), '401 invalid_dpop_proof', 'none')
  t.equal(await send(await proof(await makeDeviceKey())), '401 invalid_dpop_proof', 'by another key')
  t.equal(await send(await proof()), '200 ')
})

t.test('a device that asks too often is told to wait, and goes on with what it has', async (t) => {
  const { nobody, enrol, clock } = await build(t)
  const { id, key } = await enrol('border')
  const other = await enrol('border')
  const context = { url: PUBLIC_URL, key, now: () => clock.now, send: nobody }
  const held: { nonce: string | null } = { nonce: null }
  const { access_token: token } = (await askForToken(id, context, held)).body
  for (let at = 1; at < TOKENS_A_MINUTE; at++) t.equal((await askForToken(id, context, held)).status, 200)
  const refused = await askForToken(id, context, held)
  t.match(refused, { status: 429, body: { error: 'temporarily_unavailable', error_description: /a minute/ } })
  t.match(refused.headers, { 'retry-after': '60', 'cache-control': 'no-store', 'content-type': /^application\/json/ })
  t.equal((await callWithProof(context, ['GET', `/v1/devices/${id}`], token, held)).status, 200)
  t.equal((await other.call('GET', `/v1/devices/${other.id}`)).status, 200)
  clock.now += 60
  t.equal((await askForToken(id, context, held)).status, 200)
})
