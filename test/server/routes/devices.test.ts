import t from 'tap'
import { build, problemOf } from '../build-app.ts'

t.test('a code enrols one device, whose token works at once', async (t) => {
  const { authority, nobody, caller, clock, world, logged } = await build(t)
  const made = await authority('POST', '/v1/enrolment-codes', { role: 'border' })
  t.equal(made.status, 201)
  const { secret, root_fingerprint, expires_at } = made.body
  t.match(secret, /^[\w-]{43}$/)
  t.equal(root_fingerprint, world.rootFingerprint)
  t.equal(expires_at, clock.now + 900)

  const enrolled = await nobody('POST', '/v1/devices', { secret, name: 'Booth 7, Нұр Жолы' })
  t.equal(enrolled.status, 201)
  t.match(enrolled.body, { id: /^dev-[0-9a-f]{10}$/, role: 'border', token: /^[\w-]{43}$/ })
  const { id, token } = enrolled.body
  t.equal((await caller(token)('GET', '/v1/crossings/feed?after=0')).status, 200)
  t.match(logged(), [{ event: 'request' }, { event: 'device-enrolled', device: id, role: 'border' }])

  const again = await nobody('POST', '/v1/devices', { secret, name: 'Another' })
  t.equal(again.status, 403)
  t.equal(problemOf(again), 'not-allowed')
  t.match(again.body.detail, /unknown, used or older than 15 minutes: ask for a new one/)
  const { devices } = (await authority('GET', '/v1/devices')).body
  t.strictSame(devices, [
    { id, name: 'Booth 7, Нұр Жолы', role: 'border', created_at: clock.now, last_seen_at: clock.now, revoked_at: null },
  ])
})

t.test('a code is good for 15 minutes', async (t) => {
  const { authority, nobody, clock } = await build(t)
  const secretOf = async () => (await authority('POST', '/v1/enrolment-codes', { role: 'carrier' })).body.secret
  const [early, late] = [await secretOf(), await secretOf()]
  clock.now += 899
  t.equal((await nobody('POST', '/v1/devices', { secret: early, name: 'Desk' })).status, 201)
  clock.now += 1
  const answer = await nobody('POST', '/v1/devices', { secret: late, name: 'Desk' })
  t.strictSame([answer.status, problemOf(answer)], [403, 'not-allowed'])
})

t.test('two who use one code at once: one is enrolled', async (t) => {
  const { authority, nobody } = await build(t)
  const { secret } = (await authority('POST', '/v1/enrolment-codes', { role: 'carrier' })).body
  const both = await Promise.all(['one', 'two'].map((name) => nobody('POST', '/v1/devices', { secret, name })))
  t.same(both.map(({ status }) => status).toSorted(), [201, 403])
})

t.test('a wrong code enrols nobody', async (t) => {
  const { authority, nobody } = await build(t)
  const { secret } = (await authority('POST', '/v1/enrolment-codes', { role: 'border' })).body
  for (const wrong of ['', 'A'.repeat(43), secret.slice(1), `${secret} `, secret.toLowerCase(), "' OR 1=1 --"]) {
    const answer = await nobody('POST', '/v1/devices', { secret: wrong, name: 'Booth' })
    t.strictSame([answer.status, problemOf(answer)], [403, 'not-allowed'], JSON.stringify(wrong))
  }
  for (const [body, member] of [
    [{ secret, name: '' }, /name/],
    [{ secret, name: 'x'.repeat(61) }, /name/],
    [{ secret, name: 'a\u001b[2Jb' }, /name/],
    [{ secret }, /name/],
    [{ secret: 'x'.repeat(101), name: 'Booth' }, /secret/],
    [{ secret, name: 'Booth', role: 'authority' }, /role/],
  ] as const) {
    const answer = await nobody('POST', '/v1/devices', body)
    t.equal(problemOf(answer), 'bad-request')
    t.match(answer.body.detail, member)
  }
  t.same((await authority('GET', '/v1/devices')).body, { devices: [] })
  t.equal((await nobody('POST', '/v1/devices', { secret, name: 'Booth' })).status, 201, 'the true one still works')
})

t.test('a device can be revoked once, and stays in the list', async (t) => {
  const { authority, enrol, clock } = await build(t)
  const { id } = await enrol('carrier')
  clock.now += 10
  t.equal((await authority('DELETE', `/v1/devices/${id}`)).status, 204)
  const again = await authority('DELETE', `/v1/devices/${id}`)
  t.strictSame([again.status, problemOf(again)], [404, 'not-found'])
  t.equal((await authority('DELETE', '/v1/devices/dev-none')).status, 404)
  t.match((await authority('GET', '/v1/devices')).body.devices, [{ id, revoked_at: clock.now }])
})
