import Fastify from 'fastify'
import t from 'tap'
import { hashToken, makeToken } from '../../../platform/token-text.ts'
import { authenticate } from '../../../server/access/authenticate.ts'
import { dpopProofs } from '../../../server/access/dpop-proofs.ts'
import { addRateLimits } from '../../../server/access/rate-limits.ts'
import type { Store } from '../../../server/store/store.ts'
import { AUTHORITY_TOKEN, build, problemOf } from '../build-app.ts'

t.test('a route without its row in the table, or a row without its route, is an error', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const proofs = dpopProofs()
  const limits = await addRateLimits(app, { device: 10, stranger: 10 })
  const now = () => 0
  authenticate(app, { store: {} as Store, authorityTokenHash: '', publicUrl: () => '', now, proofs, limits })
  t.throws(() => app.get('/open', async () => 'for whom?'), { message: 'GET /open is not in the table of roles' })
  t.throws(() => app.post('/metrics', async () => ''), { message: 'POST /metrics is not in the table of roles' })
  app.get('/metrics', async () => 'for the authority')
  await t.rejects(async () => app.ready(), {
    message: /routes that do not exist: GET \/, GET \/demo\/:file, GET \/scan, .*POST \/v1\/token/,
  })
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
    t.match(answer.headers['www-authenticate'], /Bearer/)
    t.equal(answer.json().type, 'urn:evisa:problem:not-signed-in')
  }
  const lowerCase = await app.inject({ url: '/v1/devices', headers: { authorization: `bearer ${AUTHORITY_TOKEN}` } })
  t.equal(lowerCase.statusCode, 200, 'the name of the scheme is written as one likes (RFC 9110)')
  const inUrl = await app.inject({ url: `/v1/devices?access_token=${AUTHORITY_TOKEN}` })
  t.equal(inUrl.statusCode, 401, 'never in an address')
})

t.test('a revoked device ends at its next call, and the others go on', async (t) => {
  const { authority, enrol } = await build(t)
  const [lost, kept] = [await enrol('border'), await enrol('border')]
  const feed = '/v1/crossings/feed?after=0'
  t.equal((await lost.call('GET', feed)).status, 200)
  t.equal((await authority('DELETE', `/v1/devices/${lost.id}`)).status, 204)
  const answer = await lost.call('GET', feed)
  t.strictSame([answer.status, problemOf(answer)], [401, 'not-signed-in'])
  t.match(answer.body.detail, /its device was revoked/)
  t.match(answer.headers['www-authenticate'], /invalid_token/)
  t.equal((await kept.call('GET', feed)).status, 200)
})

t.test('who is at the desk is noted, if it is said in letters', async (t) => {
  const { authority } = await build(t)
  const asked = (operator: string) =>
    authority('POST', '/v1/enrolment-codes', { role: 'carrier' }, { 'evisa-operator': operator })
  t.equal((await asked(encodeURIComponent('Әсел Қ.'))).status, 201)
  for (const wrong of ['%zz', encodeURIComponent('a/b'), 'x'.repeat(61), encodeURIComponent('a\u001bb')]) {
    t.equal(problemOf(await asked(wrong)), 'bad-request', wrong)
  }
  t.match((await authority('GET', '/v1/audit?after=0')).body.rows.at(-1), { actor: 'authority/Әсел Қ.' })
})

t.test(
  'what a portal asks for people that is open to all is counted by the person, not by its own address',
  async (t) => {
    const built = await build(t, { callsPerMinute: { stranger: 3, device: 100 } })
    const { call } = await built.enrol('portal')
    const from = (at: number) => ({ 'evisa-client-address': `198.18.7.${at}` })
    for (let at = 1; at <= 10; at++) t.equal((await call('GET', '/v1/terms', undefined, from(at))).status, 200)
    const bare = [1, 2, 3, 4].map(() => built.nobody('GET', '/v1/terms', undefined, from(1)))
    t.ok(
      (await Promise.all(bare)).some(({ status }) => status === 429),
      'whoever only names an address is a stranger',
    )
  },
)
