import { createRequire } from 'node:module'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { entryOf, referralOf } from '../../made-device.ts'
import { type Built, build, PUBLIC_URL, problemOf } from '../build-app.ts'
import { askForToken } from '../dpop-device.ts'
import { madeApplication } from '../made-application.ts'
import { nextTrustList } from '../next-trust-list.ts'

// A JSON Schema validator that is none of ours: the one that the web framework brings along.
interface OtherValidator {
  validateSchema(schema: unknown): boolean
  compile(schema: unknown): ((value: unknown) => boolean) & { errors?: unknown }
}
const { default: Ajv } = createRequire(import.meta.resolve('fastify'))('ajv/dist/2020') as {
  default: new (options: object) => OtherValidator
}

type Payload = Record<string, unknown>
const payloadOf = (part: string | undefined): Payload => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())

const ROSTER = {
  version: 1,
  iat: NOW,
  exp: NOW + 7 * 86_400,
  rp_id: 'border.example',
  origins: ['https://booth.border.example'],
  officers: [{ id: 'p-1', badge: 'KZ-1', powers: ['officer', 'supervisor'], keys: [] }],
}

/** A payload of every kind that has a schema, as the server hands it out. */
async function payloads(built: Built): Promise<Record<string, Payload>> {
  const { nobody, authority, enrol, issue, world, clock } = built
  const visa = await issue()
  const booth = await enrol('border')
  const entry = await booth.chain.sign(entryOf(visa.visa_number, { flight: 'KC104', operator: 'B-17' }))
  const receipts = (await booth.call('POST', '/v1/crossings', { events: [entry.jws] })).body.receipts
  const compact = async (path: string) => payloadOf((await nobody('GET', `/v1/artefacts/${path}`)).text.split('.')[1])
  const general = async (path: string) =>
    payloadOf(JSON.parse((await nobody('GET', `/v1/artefacts/${path}`)).text).payload)
  const situation = { audience: 'entry', checkpoint: 'NQZ', flight: 'KC104' }
  const check = await booth.call('POST', '/v1/verifications', { text: visa.qr_text, situation, receipt: true })
  const lost = await enrol('border')
  await authority('DELETE', `/v1/devices/${lost.id}`)
  const context = { url: PUBLIC_URL, key: lost.key, now: () => clock.now, send: nobody }
  const refused = await askForToken(lost.id, context, { nonce: null })
  return {
    'visa-claims': payloadOf(visa.jws.split('.')[1]),
    root: await general('root/1'),
    'trust-list': await general('trust'),
    policy: await compact('policy'),
    'status-list': await compact('status/0'),
    'issuance-register': await compact(`register/${world.keys.stolen?.signer.kid}`),
    snapshot: await compact('snapshot'),
    // None is published before there are people.
    roster: ROSTER,
    'feed-page': payloadOf((await booth.call('GET', '/v1/crossings/feed?after=0')).text.split('.')[1]),
    'time-answer': payloadOf((await booth.call('GET', `/v1/time?nonce=${crypto.randomUUID()}`)).text.split('.')[1]),
    'visa-desk': payloadOf((await booth.call('GET', '/v1/visa-desk')).text.split('.')[1]),
    'access-refusal': payloadOf(refused.body.refusal.split('.')[1]),
    'crossing-event': entry.event,
    receipts: payloadOf(receipts.split('.')[1]),
    'check-receipt': payloadOf(check.body.receipt.receipt.split('.')[1]),
    'device-key': payloadOf((await nobody('GET', `/v1/device-keys/${booth.id}`)).text.split('.')[1]),
    'published-versions': payloadOf((await nobody('GET', '/v1/published-versions?snapshot=1')).text.split('.')[1]),
    'submission-receipt': payloadOf((await madeApplication(built)).receipt.split('.')[1]),
    'audit-checkpoint': payloadOf((await authority('GET', '/v1/audit/checkpoint')).body.checkpoint.split('.')[1]),
  }
}

t.test('every payload has a JSON Schema, by which another validator takes the true ones and no others', async (t) => {
  const built = await build(t)
  const { status, body } = await built.nobody('GET', '/schemas')
  t.equal(status, 200)
  const all = await payloads(built)
  t.same(
    body.schemas.toSorted(),
    Object.keys(all)
      .map((name) => `/schemas/${name}.json`)
      .toSorted(),
  )
  for (const [name, payload] of Object.entries(all)) {
    const answer = await built.nobody('GET', `/schemas/${name}.json`)
    t.equal(answer.status, 200)
    t.match(answer.headers['content-type'], /^application\/schema\+json/)
    const schema = JSON.parse(answer.text)
    t.match(schema, { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `/schemas/${name}.json` })
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
    t.ok(ajv.validateSchema(schema), `${name} is a JSON Schema`)
    const check = ajv.compile(schema)
    t.ok(check(payload), `${name}: ${JSON.stringify(check.errors)}`)
    t.notOk(check({ ...payload, surplus: 1 }), `${name} with one member more`)
    // A void alone names what it voids, and a note of the officer and the flight may be missing.
    const optional = ['flight', 'operator']
    for (const member of Object.keys(payload).filter((member) => !optional.includes(member))) {
      const { [member]: _, ...less } = payload
      t.notOk(check(less), `${name} without ${member}`)
      t.notOk(check({ ...payload, [member]: { not: 'this' } }), `${name} with another ${member}`)
    }
    t.equal((await built.nobody('GET', `/schemas/${name}`)).text, answer.text, 'without the ending too')
  }
})

t.test('the second version of the wire says what the first does, and in which epoch', async (t) => {
  const { nobody, enrol, issue, store } = await build(t)
  const { visa_number: number } = await issue()
  const booth = await enrol('border')
  const events = [await booth.chain.sign(entryOf(number)), await booth.chain.sign(referralOf(number))]
  const handIn = async (wire: string) => {
    const body = { events: events.map(({ jws }) => jws) }
    return payloadOf((await booth.call('POST', `/v1/crossings${wire}`, body)).body.receipts.split('.')[1])
  }
  const artefact = async (path: string) => payloadOf((await nobody('GET', `/v1/artefacts/${path}`)).text.split('.')[1])
  const feed = async (wire: string) =>
    payloadOf((await booth.call('GET', `/v1/crossings/feed?after=0${wire}`)).text.split('.')[1])
  const epoch = await store.epoch()
  t.match(epoch, { number: 1, id: /^[\w-]{32,43}$/ })
  for (const [name, first, second, more] of [
    ['receipts', await handIn(''), await handIn('?wire=2'), { ledger: await store.ledgerEnd() }],
    ['snapshot', await artefact('snapshot'), await artefact('2/snapshot'), { wire: 2 }],
    ['feed-page', await feed(''), await feed('&wire=2'), { head: (await store.ledgerEnd()).head }],
  ] as const) {
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
    const check = ajv.compile(JSON.parse((await nobody('GET', `/schemas/${name}.json`)).text))
    t.ok(check(second), `${name}: ${JSON.stringify(check.errors)}`)
    t.same(Object.keys(second).sort(), [...Object.keys(first), ...Object.keys(more), 'epoch'].sort(), name)
    t.match(second, { ...more, epoch }, name)
  }
  const actions = ({ crossings }: Payload) =>
    (crossings as { crossing: { action: string } }[]).map(({ crossing }) => crossing.action)
  t.same(actions(await feed('')), ['entry'])
  t.same(actions(await feed('&wire=2')), ['entry', 'referral'])
  t.equal(problemOf(await booth.call('GET', '/v1/crossings/feed?after=0&wire=3')), 'bad-request')
})

t.test('there is no other schema', async (t) => {
  const { nobody } = await build(t)
  for (const file of ['nothing.json', '__proto__', 'constructor.json', '.json', 'root.json.json', 'ROOT.json']) {
    const answer = await nobody('GET', `/schemas/${file}`)
    t.strictSame([answer.status, problemOf(answer)], [404, 'not-found'], file)
  }
  t.equal(problemOf(await nobody('GET', `/schemas/${'x'.repeat(61)}`)), 'bad-request')
})

t.test('any JOSE library verifies an e-visa by the published keys', async (t) => {
  const { nobody, issue, world } = await build(t)
  const { jws, claims } = await issue()
  const answer = await nobody('GET', '/.well-known/jwks.json')
  t.equal(answer.status, 200)
  t.match(answer.headers, { 'content-type': /^application\/jwk-set\+json/, 'cache-control': 'public, max-age=300' })
  const jwks = JSON.parse(answer.text)
  const { payload } = await compactVerify(jws, createLocalJWKSet(jwks))
  t.same(JSON.parse(Buffer.from(payload).toString()), claims)
  t.equal(decodeProtectedHeader(jws).kid, world.keys.visa?.signer.kid)
  const [head, , signature] = jws.split('.')
  const forged = `${head}.${Buffer.from(JSON.stringify({ ...claims, entries: 2 })).toString('base64url')}.${signature}`
  await t.rejects(compactVerify(forged, createLocalJWKSet(jwks)), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' })
  for (const name of ['stolen', 'policy']) {
    const other = await world.sign(claims, name)
    await t.rejects(compactVerify(other, createLocalJWKSet(jwks)), { code: 'ERR_JWKS_NO_MATCHING_KEY' }, name)
  }
})

t.test('the keys are those for e-visas, announced and retired ones included, stolen ones left out', async (t) => {
  const { nobody, world, keys, clock } = await build(t)
  const kids = async () => {
    const { keys } = JSON.parse((await nobody('GET', '/.well-known/jwks.json')).text)
    for (const key of keys) {
      t.same(Object.keys(key).toSorted(), ['alg', 'crv', 'key_ops', 'kid', 'kty', 'use', 'x', 'y'], 'nothing private')
      t.match(key, { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', key_ops: ['verify'] })
    }
    return keys.map(({ kid }: { kid: string }) => kid).toSorted()
  }
  const kidsOf = (...names: string[]) => names.map((name) => world.keys[name]?.signer.kid).toSorted()
  t.same(await kids(), kidsOf('visa', 'announced', 'retired'))
  const change = { visa: { state: 'compromised', compromised_at: clock.now } } as const
  keys.current = await nextTrustList(world, keys.current, { now: clock.now, change })
  t.same(await kids(), kidsOf('announced', 'retired'), 'at once')
})
