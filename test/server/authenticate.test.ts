import Fastify from 'fastify'
import t from 'tap'
import { authenticate, hashToken, isToken, makeToken } from '../../server/authenticate.ts'
import type { Store } from '../../server/store/store.ts'
import { AUTHORITY_TOKEN, build, problemOf } from './build-app.ts'

t.test('a route that names no roles cannot be registered', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  authenticate(app, { store: {} as Store, authorityTokenHash: '', now: () => 0 })
  t.throws(() => app.get('/open', async () => 'for whom?'), { message: 'GET /open declares no roles' })
  t.throws(() => app.get('/open', { config: {} }, async () => ''), TypeError)
  app.get('/closed', { config: { roles: [] } }, async () => 'nobody')
  t.equal((await app.inject({ url: '/closed', headers: { authorization: `Bearer ${makeToken()}` } })).statusCode, 500)
})

t.test('tokens are 256 random bits, and only their hash is kept', async (t) => {
  const tokens = new Set(Array.from({ length: 100 }, makeToken))
  t.equal(tokens.size, 100)
  t.ok([...tokens].every(isToken))
  for (const wrong of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}.`, `${'a'.repeat(43)}\n`])
    t.notOk(isToken(wrong), JSON.stringify(wrong))
  t.equal(hashToken('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})

t.test('answers 401 to whoever does not show a token that is known', async (t) => {
  const { app } = await build(t)
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    AUTHORITY_TOKEN,
    `Basic ${AUTHORITY_TOKEN}`,
    `Bearer ${AUTHORITY_TOKEN.slice(1)}`,
    `Bearer ${AUTHORITY_TOKEN}a`,
    `Bearer ${AUTHORITY_TOKEN} a`,
    `Bearer ${makeToken()}`,
    `Bearer ${hashToken(AUTHORITY_TOKEN)}`,
    "Bearer ' OR '1'='1",
  ]) {
    const answer = await app.inject({
      url: '/v1/devices',
      headers: authorization === undefined ? {} : { authorization },
    })
    t.equal(answer.statusCode, 401, String(authorization))
    t.equal(answer.headers['www-authenticate'], 'Bearer')
    t.equal(answer.json().type, 'urn:evisa:problem:not-signed-in')
  }
  const lowerCase = await app.inject({ url: '/v1/devices', headers: { authorization: `bearer ${AUTHORITY_TOKEN}` } })
  t.equal(lowerCase.statusCode, 200, 'the name of the scheme is written as one likes (RFC 9110)')
  const inUrl = await app.inject({ url: `/v1/devices?access_token=${AUTHORITY_TOKEN}` })
  t.equal(inUrl.statusCode, 401, 'never in an address')
})

t.test('a revoked device is told so at its next call, and the others go on', async (t) => {
  const { authority, enrol } = await build(t)
  const [lost, kept] = [await enrol('border'), await enrol('border')]
  t.equal((await lost.call('GET', '/v1/crossings/feed?after=0')).status, 200)
  t.equal((await authority('DELETE', `/v1/devices/${lost.id}`)).status, 204)
  const answer = await lost.call('GET', '/v1/crossings/feed?after=0')
  t.equal(answer.status, 401)
  t.equal(problemOf(answer), 'not-signed-in')
  t.match(answer.body.detail, /revoked: enrol again/)
  t.equal((await kept.call('GET', '/v1/crossings/feed?after=0')).status, 200)
})
