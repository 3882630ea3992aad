import t from 'tap'
import { build, PUBLIC_URL, problemOf } from '../build-app.ts'
import { makeDeviceKey } from '../dpop-device.ts'

t.test('a code enrols one device, whose token works at once', async (t) => {
  const { authority, askToEnrol, deviceOf, clock, world, logged } = await build(t)
  const made = await authority('POST', '/v1/enrolment-codes', { role: 'border' })
  t.equal(made.status, 201)
  const { server, secret, root_fingerprint, expires_at } = made.body
  t.equal(server, PUBLIC_URL)
  t.match(secret, /^[\w-]{43}$/)
  t.equal(root_fingerprint, world.rootFingerprint)
  t.equal(expires_at, clock.now + 900)

  const key = await makeDeviceKey()
  const enrolled = await askToEnrol({ secret, name: 'Booth 7, Нұр Жолы' }, key)
  t.equal(enrolled.status, 201)
  t.match(enrolled.body, { id: /^dev-[0-9a-f]{10}$/, role: 'border', issuer: PUBLIC_URL })
  const { id } = enrolled.body
  t.equal((await deviceOf(id, key)('GET', '/v1/crossings/feed?after=0')).status, 200)
  t.ok(logged().some((line) => line.event === 'device-enrolled' && line.device === id && line.role === 'border'))

  const again = await askToEnrol({ secret, name: 'Another' })
  t.equal(again.status, 403)
  t.equal(problemOf(again), 'not-allowed')
  t.match(again.body.detail, /unknown, used or older than 15 minutes: ask for a new one/)
  const { devices } = (await authority('GET', '/v1/devices')).body
  t.strictSame(devices, [
    {
      id,
      name: 'Booth 7, Нұр Жолы',
      role: 'border',
      created_at: clock.now,
      last_seen_at: clock.now,
      revoked_at: null,
      report: null,
    },
  ])
})

t.test('a code is good for 15 minutes', async (t) => {
  const { authority, askToEnrol, clock } = await build(t)
  const secretOf = async () => (await authority('POST', '/v1/enrolment-codes', { role: 'carrier' })).body.secret
  const [early, late] = [await secretOf(), await secretOf()]
  clock.now += 899
  t.equal((await askToEnrol({ secret: early, name: 'Desk' })).status, 201)
  clock.now += 1
  const answer = await askToEnrol({ secret: late, name: 'Desk' })
  t.strictSame([answer.status, problemOf(answer)], [403, 'not-allowed'])
})

t.test('two who use one code at once: one is enrolled', async (t) => {
  const { authority, askToEnrol } = await build(t)
  const { secret } = (await authority('POST', '/v1/enrolment-codes', { role: 'carrier' })).body
  const both = await Promise.all(['one', 'two'].map((name) => askToEnrol({ secret, name })))
  t.same(both.map(({ status }) => status).toSorted(), [201, 403])
})

t.test('a wrong code enrols nobody', async (t) => {
  const { authority, askToEnrol } = await build(t)
  const { secret } = (await authority('POST', '/v1/enrolment-codes', { role: 'border' })).body
  for (const wrong of ['', 'A'.repeat(43), secret.slice(1), `${secret} `, secret.toLowerCase(), "' OR 1=1 --"]) {
    const answer = await askToEnrol({ secret: wrong, name: 'Booth' })
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
    const answer = await askToEnrol(body)
    t.equal(problemOf(answer), 'bad-request')
    t.match(answer.body.detail, member)
  }
  t.same((await authority('GET', '/v1/devices')).body, { devices: [] })
  t.equal((await askToEnrol({ secret, name: 'Booth' })).status, 201, 'the true one still works')
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

t.test('a key is enrolled only by whoever has it', async (t) => {
  const { authority, nobody } = await build(t)
  const { secret } = (await authority('POST', '/v1/enrolment-codes', { role: 'border' })).body
  const answer = await nobody('POST', '/v1/devices', { secret, name: 'Booth' })
  t.strictSame([answer.status, problemOf(answer)], [401, 'not-signed-in'])
  t.match(answer.body.detail, /DPoP proof/)
  t.same((await authority('GET', '/v1/devices')).body, { devices: [] })
})

t.test('a device tells of itself, and neither tells nor sees another one', async (t) => {
  const { authority, enrol, clock } = await build(t)
  const [one, other] = [await enrol('border'), await enrol('carrier')]
  const report = { unsent: 3, head_seq: 17, data_as_of: clock.now - 60, ledger_as_of: null }
  t.equal((await one.call('PUT', `/v1/devices/${one.id}/report`, report)).status, 204)
  t.match((await one.call('GET', `/v1/devices/${one.id}`)).body, { report: { ...report, at: clock.now } })
  t.match((await authority('GET', `/v1/devices/${one.id}`)).body, { report })
  for (const id of [other.id, 'dev-none']) {
    t.equal(problemOf(await one.call('GET', `/v1/devices/${id}`)), 'not-allowed')
    t.equal(problemOf(await one.call('PUT', `/v1/devices/${id}/report`, report)), 'not-allowed')
  }
  t.equal(problemOf(await authority('GET', '/v1/devices/dev-none')), 'not-found')
  for (const change of [{ unsent: -1 }, { unsent: '3' }, { more: 1 }, { data_as_of: 0.5 }]) {
    const answer = await one.call('PUT', `/v1/devices/${one.id}/report`, { ...report, ...change })
    t.equal(problemOf(answer), 'bad-request', JSON.stringify(change))
  }
})
