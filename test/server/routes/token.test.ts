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
import { build, type Call, PUBLIC_URL } from '../build-app.ts'
import { askForToken, callWithProof, type DeviceKey, makeAssertion, makeDeviceKey } from '../dpop-device.ts'

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
  const form = async (change: Record<string, string> = {}, by = key, as = id) => ({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await makeAssertion(as, { url: PUBLIC_URL, key: by, now }),
    ...change,
  })
  const refused = async (asked: Record<string, string>, status: number, error: string, by = key) => {
    const answer = await ask(nobody, by, now, asked)
    t.match([answer.status, answer.body], [status, { error }], error)
    t.equal(answer.headers['cache-control'], 'no-store')
  }
  await refused(await form({}, stranger), 401, 'invalid_client')
  await refused(await form(), 401, 'invalid_client', stranger)
  await refused(await form({}, key, 'dev-none'), 401, 'invalid_client')
  await refused(await form({ grant_type: 'password' }), 400, 'unsupported_grant_type')
  await refused(await form({ client_assertion_type: 'x' }), 400, 'invalid_request')
  await refused(await form({ scope: 'everything' }), 400, 'invalid_request')
  const { status, body } = await nobody('POST', '/v1/token', new URLSearchParams(await form()).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  })
  t.match([status, body.error], [400, 'invalid_dpop_proof'])
  t.equal((await nobody('POST', '/v1/token', await form())).status, 400, 'JSON is no form')
  const twice = `${new URLSearchParams(await form())}&grant_type=client_credentials`
  const doubled = await callWithProof(
    { url: PUBLIC_URL, key, now, send: nobody },
    ['POST', '/v1/token', twice, { 'content-type': 'application/x-www-form-urlencoded' }],
    null,
    { nonce: null },
  )
  t.equal(doubled.body.error, 'invalid_request')
  t.equal((await ask(nobody, key, now, await form())).status, 200)
  await authority('DELETE', `/v1/devices/${id}`)
  await refused(await form(), 401, 'invalid_client')
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
