import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Problem } from '../../../server/http/problem.ts'
import type { SigningKey } from '../../../server/signing-keys.ts'
import { exitOf } from '../../made-device.ts'
import { ARRIVAL, application, build, problemOf } from '../build-app.ts'
import { captureDatabases } from '../store/captured-database.ts'

t.test('every fault of a request is a problem document of its own code', async (t) => {
  const { app, authority } = await build(t)
  const json = { 'content-type': 'application/json' }
  for (const [what, expected, code, method, url, body, headers] of [
    ['no such page', 404, 'not-found', 'GET', '/nothing', undefined, {}],
    ['another method', 404, 'not-found', 'DELETE', '/v1/visas', undefined, {}],
    ['a method of no route', 404, 'not-found', 'PATCH', '/v1/visas/x', undefined, {}],
    ['an address that cannot be decoded', 400, 'bad-request', 'GET', '/v1/visas/%zz', undefined, {}],
    ['an address that is too long', 400, 'bad-request', 'GET', `/v1/visas/${'A'.repeat(200)}`, undefined, {}],
    ['half a JSON', 400, 'bad-request', 'POST', '/v1/visas', '{"category":', json],
    ['no JSON', 400, 'bad-request', 'POST', '/v1/visas', 'category=B12', json],
    ['a poisoned JSON', 400, 'bad-request', 'POST', '/v1/visas', '{"__proto__":{"a":1}}', json],
    ['an empty body', 400, 'bad-request', 'POST', '/v1/visas', '', json],
    ['no body', 400, 'bad-request', 'POST', '/v1/visas', undefined, {}],
    ['a list for an object', 400, 'bad-request', 'POST', '/v1/visas', '[]', json],
    ['a form', 415, 'media-type', 'POST', '/v1/visas', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', 415, 'media-type', 'POST', '/v1/visas', '{}', { 'content-type': 'text/plain' }],
    ['over 1 MiB', 413, 'too-large', 'POST', '/v1/visas', `"${'x'.repeat(1_048_576)}"`, json],
  ] as const) {
    const answer = await authority(method, url, body, headers)
    t.equal(answer.status, expected, what)
    t.equal(problemOf(answer), code, what)
    t.equal(answer.body.status, expected, what)
    t.equal(typeof answer.body.title, 'string', what)
    t.notMatch(answer.text, /FST_|node_modules|stack/, what)
  }
  t.equal((await app.inject('/nothing?token=secret')).body.includes('secret'), false, 'a query is not repeated')
})

t.test('what failed inside is told to nobody, and logged by name alone', async (t) => {
  const secret = 'passport N1234567 of PERERA'
  const sign = async () => {
    throw Object.assign(new RangeError(secret), { code: 'HSM_GONE', statusCode: 500, path: secret })
  }
  const { authority, logged, keys } = await build(t)
  const { current } = keys
  const failing = (key: SigningKey | null) => key && { ...key, sign }
  keys.current = { ...current, key: (purpose, now) => failing(current.key(purpose, now)) }
  const answer = await authority('POST', '/v1/visas', application())
  t.equal(answer.status, 500)
  t.strictSame(answer.body, {
    type: 'urn:evisa:problem:internal',
    title: 'The server failed; nothing was acknowledged',
    status: 500,
  })
  const line = logged().find(({ event }) => event === 'request-failed')
  t.match(line, { level: 50, route: '/v1/visas', error: 'RangeError', code: 'HSM_GONE' })
  t.notMatch(JSON.stringify(logged()), /PERERA|N1234567/)
})

t.test('a full storage answers 507, and what was acknowledged is kept', async (t) => {
  const opened = captureDatabases(t)
  const { authority, enrol, issue, store, dir } = await build(t)
  const booth = await enrol('border')
  const before = await issue()
  const [database] = opened
  t.equal(database?.name, join(dir, 'authority.db'))
  const pages = database?.pragma('page_count', { simple: true })
  database?.pragma(`max_page_count = ${pages}`)

  const issued: string[] = [before.visa_number]
  let answer = await authority('POST', '/v1/visas', application())
  for (; answer.status === 201 && issued.length < 100; answer = await authority('POST', '/v1/visas', application())) {
    issued.push(answer.body.visa_number)
  }
  t.equal(answer.status, 507)
  t.equal(problemOf(answer), 'storage-full')
  t.match(answer.body.title, /nothing was recorded/)
  t.equal(await store.countVisas(), issued.length)
  for (const number of issued) t.equal((await authority('GET', `/v1/visas/${number}`)).status, 200, number)

  const events: string[] = []
  for (let at = 0; at < 500; at++) events.push((await booth.chain.sign(exitOf(before.visa_number))).jws)
  t.equal(problemOf(await booth.call('POST', '/v1/crossings', { events })), 'storage-full')
  t.same(await store.chainOf(booth.id, 0, 10), [], 'none of the batch')

  database?.pragma('max_page_count = 1000000')
  t.equal((await authority('POST', '/v1/visas', application())).status, 201, 'once there is room again')
  t.equal((await booth.call('POST', '/v1/crossings', { events })).status, 200)
  t.equal((await store.chainOf(booth.id, 0, 1000)).length, 500)
})

t.test('a store that is read-only, damaged or gone says which, and nothing is recorded', async (t) => {
  const opened = captureDatabases(t)
  let isDamaged = false
  const damaged = () => Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' })
  const { authority, store, dir } = await build(t, {
    store: (store) => ({
      ...store,
      findVisa: async (number) => {
        if (isDamaged) throw damaged()
        return store.findVisa(number)
      },
    }),
  })
  const issue = () => authority('POST', '/v1/visas', application())
  opened[0]?.pragma('query_only = ON')
  const readOnly = await issue()
  t.match(
    [readOnly.status, problemOf(readOnly), readOnly.body.detail],
    [503, 'not-kept', /can be read and not written/],
  )
  opened[0]?.pragma('query_only = OFF')
  const issued = await issue()
  isDamaged = true
  const met = await authority('GET', `/v1/visas/${issued.body.visa_number}`)
  t.match(
    [met.status, problemOf(met), met.body.detail],
    [503, 'store-damaged', /damaged pages: see docs\/recovery\.md/],
  )
  isDamaged = false
  opened[0]?.exec(`UPDATE visas SET entries_used = 7 WHERE number = '${issued.body.visa_number}'`)
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL }
  const asked = {
    visa_number: issued.body.visa_number,
    passport_number: 'N1234567',
    birth_date: '1990-03-04',
    situation,
  }
  const checked = await authority('POST', '/v1/verifications', asked)
  t.match([checked.status, problemOf(checked), checked.body.detail], [503, 'store-damaged', /A row that this goes by/])
  rmSync(join(dir, 'authority.db'))
  const gone = await issue()
  t.match([gone.status, problemOf(gone), gone.body.detail], [503, 'not-kept', /is not in its place any more/])
  t.equal((await authority('GET', '/v1/artefacts/trust')).status, 200, 'what was published can be read')
  t.equal(await store.countVisas(), 1)
})

t.test('a problem carries the faults by field', async (t) => {
  const errors = [{ field: 'entries', rule: 'category-entries', message: 'B12 takes 1' }]
  const problem = new Problem('breaks-policy', 'entries B12 takes 1', { errors })
  t.match(problem, { name: 'Problem', code: 'breaks-policy', message: 'entries B12 takes 1', errors })
})
