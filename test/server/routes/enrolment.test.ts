import t from 'tap'
import { build, PUBLIC_URL, problemOf } from '../build-app.ts'
import { makeDeviceKey } from '../dpop-device.ts'

const CODES = '/v1/enrolment-codes'

t.test('a code enrols one device, whose token works at once', async (t) => {
  const { authority, askToEnrol, deviceOf, clock, world, logged } = await build(t)
  const made = await authority('POST', CODES, { role: 'border' })
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
  t.match(again.body.detail, /unknown, used or older than 15 minutes, or was withdrawn: ask for a new one/)
  const { devices } = (await authority('GET', '/v1/devices')).body
  t.strictSame(devices, [
    {
      id,
      name: 'Booth 7, Нұр Жолы',
      role: 'border',
      carrier: null,
      station: null,
      administrator: false,
      administers_until: null,
      created_at: clock.now,
      last_seen_at: clock.now,
      revoked_at: null,
      report: null,
      checkpoint: null,
    },
  ])
})

t.test('a code is good for 15 minutes', async (t) => {
  const { authority, askToEnrol, clock } = await build(t)
  const secretOf = async () => (await authority('POST', CODES, { role: 'carrier' })).body.secret
  const [early, late] = [await secretOf(), await secretOf()]
  clock.now += 899
  t.equal((await askToEnrol({ secret: early, name: 'Desk' })).status, 201)
  clock.now += 1
  const answer = await askToEnrol({ secret: late, name: 'Desk' })
  t.strictSame([answer.status, problemOf(answer)], [403, 'not-allowed'])
})

t.test('two who use one code at once: one is enrolled', async (t) => {
  const { authority, askToEnrol } = await build(t)
  const { secret } = (await authority('POST', CODES, { role: 'carrier' })).body
  const both = await Promise.all(['one', 'two'].map((name) => askToEnrol({ secret, name })))
  t.same(both.map(({ status }) => status).toSorted(), [201, 403])
})

t.test('a wrong code enrols nobody', async (t) => {
  const { authority, askToEnrol } = await build(t)
  const { secret } = (await authority('POST', CODES, { role: 'border' })).body
  for (const wrong of ['', 'A'.repeat(43), secret.slice(1), `${secret} `, secret.toLowerCase(), "' OR 1=1 --"]) {
    const answer = await askToEnrol({ secret: wrong, name: 'Booth' })
    t.strictSame([answer.status, problemOf(answer)], [403, 'not-allowed'], JSON.stringify(wrong))
  }
  for (const [body, member] of [
    [{ secret, name: '' }, /name/],
    [{ secret, name: '  ' }, /name must not be blanks/],
    [{ secret, name: 'x'.repeat(61) }, /name/],
    [{ secret, name: 'a\u001b[2Jb' }, /name/],
    [{ secret, name: 'Booth \u202e7' }, /name has .*a mark of direction in it: leave it out/],
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

t.test('a carrier has no more devices and open codes than it may have', async (t) => {
  const { authority, enrol, clock } = await build(t)
  t.match(await authority('POST', CODES, { role: 'carrier', carrier: 'KC' }), {
    status: 422,
    body: { detail: /add it first/ },
  })
  await authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 3 })
  const admin = await enrol('carrier', { carrier: 'KC', tablet: true })
  const gate = await enrol('carrier', { carrier: 'KC' })
  const ask = () => admin.call('POST', CODES, { role: 'carrier' })
  t.equal((await ask()).status, 201)
  const full = await ask()
  t.match([full.status, problemOf(full), full.body.detail], [422, 'breaks-policy', /revoke a device/])
  t.equal((await authority('POST', CODES, { role: 'carrier', carrier: 'KC' })).status, 422, 'for the authority too')
  clock.now += 901
  t.equal((await ask()).status, 201, 'the code has run out')
  t.equal((await ask()).status, 422)
  await admin.call('DELETE', `/v1/devices/${gate.id}`)
  t.equal((await ask()).status, 201)
  await authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 0 })
  t.equal((await ask()).status, 422)
  t.equal((await admin.call('GET', `/v1/devices/${admin.id}`)).status, 200, 'none is taken away')
})

t.test('what an administrator opened is closed with its access', async (t) => {
  const { authority, enrol, askToEnrol, clock } = await build(t)
  await authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 9 })
  const admin = await enrol('carrier', { carrier: 'KC', tablet: true })
  const { secret } = (await admin.call('POST', CODES, { role: 'carrier' })).body
  t.equal((await authority('DELETE', `/v1/devices/${admin.id}`)).status, 204)
  const answer = await askToEnrol({ secret, name: 'thief' })
  t.match([answer.status, problemOf(answer), answer.body.detail], [403, 'not-allowed', /ask for a new one/])
  t.equal((await admin.call('POST', CODES, { role: 'carrier' })).status, 401)
  const next = (await authority('POST', CODES, { role: 'carrier', carrier: 'KC' })).body
  clock.now += 60
  t.match(await askToEnrol({ secret: next.secret, name: 'gate' }), { status: 201, body: { carrier: 'KC' } })
})

t.test('carrier and station go with a carrier’s device only, and no device is made an administrator', async (t) => {
  const { authority } = await build(t)
  await authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 3 })
  for (const body of [
    { role: 'border', carrier: 'KC' },
    { role: 'border', station: 'NQZ' },
    { role: 'carrier', station: 'NQZ' },
    { role: 'carrier', carrier: 'kc' },
    { role: 'carrier', carrier: 'KC', station: 'Astana' },
  ])
    t.equal((await authority('POST', CODES, body)).status, 400)
  const administrator = await authority('POST', CODES, { role: 'carrier', carrier: 'KC', administrator: true })
  t.match(administrator, { status: 422, body: { detail: /administrators are people with keys/ } })
})

t.test(
  'a device that a restore forgot is enrolled as the device that it was; one that is known is another',
  async (t) => {
    const { authority, askToEnrol, enrol, store } = await build(t)
    const code = async () => (await authority('POST', '/v1/enrolment-codes', { role: 'border' })).body.secret
    const secret = await code()
    const { id } = await enrol('border')
    t.match(await askToEnrol({ secret, name: 'another', id }), { status: 409, body: { detail: /is known here/ } })
    t.match(await askToEnrol({ secret, name: 'x', id: 'dev-1' }), { status: 400 })
    const lost = 'dev-00000000aa'
    t.match(
      await askToEnrol({ secret, name: 'the booth', id: lost }),
      { status: 201, body: { id: lost } },
      'the code is good still',
    )
    t.match(await store.findDevice(lost), { id: lost, name: 'the booth', revokedAt: null })
  },
)
