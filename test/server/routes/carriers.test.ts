import t from 'tap'
import { verifyDeviceKey } from '#evisa/device-key.ts'
import { build, problemOf } from '../build-app.ts'
import { FLIGHTS, flightOf, linesOf } from '../flights/made-flight.ts'

const CODES = '/v1/enrolment-codes'

t.test('the authority names carriers, changes them, and lists what they have', async (t) => {
  const { authority, enrol } = await build(t)
  const set = (id: string, body: object) => authority('PUT', `/v1/carriers/${id}`, body)
  t.match(await set('KC', { name: 'Air Astana', device_limit: 2 }), { status: 200, body: { id: 'KC', devices: 0 } })
  await enrol('carrier', { carrier: 'KC' })
  t.match((await set('KC', { name: 'Air Astana JSC', device_limit: 3 })).body, { device_limit: 3, devices: 1 })
  const { carriers } = (await authority('GET', '/v1/carriers')).body
  t.match(carriers, [{ id: 'KC', name: 'Air Astana JSC', device_limit: 3, devices: 1 }])
  for (const [id, body] of [
    ['kc', { name: 'x', device_limit: 1 }],
    ['KCKC', { name: 'x', device_limit: 1 }],
    ['KC', { name: '', device_limit: 1 }],
    ['KC', { name: ' ', device_limit: 1 }],
    ['KC', { name: 'x\u001b[2J', device_limit: 1 }],
    ['KC', { name: 'x', device_limit: -1 }],
    ['KC', { name: 'x', device_limit: 1, more: 1 }],
  ] as const)
    t.equal((await set(id, body)).status, 400)
})

t.test('a tablet of before enrols, sees and revokes devices of its own carrier, and nothing of another', async (t) => {
  const { authority, enrol, askToEnrol, nobody, publisher } = await build(t)
  for (const id of ['KC', 'FS']) await authority('PUT', `/v1/carriers/${id}`, { name: id, device_limit: 3 })
  const admin = await enrol('carrier', { carrier: 'KC', tablet: true })
  const [plain, other] = [await enrol('carrier', { carrier: 'KC' }), await enrol('carrier', { carrier: 'FS' })]
  const [alone, booth] = [await enrol('carrier'), await enrol('border')]

  const { secret } = (await admin.call('POST', CODES, { role: 'carrier' })).body
  const enrolled = await askToEnrol({ secret, name: 'gate 3' })
  t.match(enrolled.body, { role: 'carrier', carrier: 'KC', administrator: false })
  const refused = async (body: object) => {
    const answer = await admin.call('POST', CODES, body)
    return [answer.status, problemOf(answer)]
  }
  t.same(await refused({ role: 'border' }), [403, 'not-allowed'])
  t.same(await refused({ role: 'carrier', carrier: 'FS' }), [403, 'not-allowed'])
  t.same(await refused({ role: 'carrier', administrator: true }), [422, 'breaks-policy'])
  for (const device of [plain, alone]) {
    t.equal((await device.call('POST', CODES, { role: 'carrier' })).status, 403)
    t.equal((await device.call('GET', '/v1/devices')).status, 403)
    t.equal((await device.call('DELETE', `/v1/devices/${other.id}`)).status, 403)
  }
  t.equal((await booth.call('GET', '/v1/devices')).status, 403)

  const { devices } = (await admin.call('GET', '/v1/devices')).body
  t.same(
    devices.map(({ id, carrier }: { id: string; carrier: string }) => [id, carrier]).toSorted(),
    [admin.id, plain.id, enrolled.body.id].map((id) => [id, 'KC']).toSorted(),
  )
  t.equal((await authority('GET', '/v1/devices')).body.devices.length, 6)

  const nothing = await admin.call('DELETE', '/v1/devices/dev-0000000000')
  for (const { id } of [other, alone, booth]) {
    const answer = await admin.call('DELETE', `/v1/devices/${id}`)
    t.same([answer.status, answer.body], [404, nothing.body], 'of another’s it is not told that it exists')
  }
  t.equal(problemOf(await admin.call('DELETE', `/v1/devices/${admin.id}`)), 'conflict')
  t.equal((await admin.call('DELETE', `/v1/devices/${plain.id}`)).status, 204)
  t.equal((await plain.call('GET', `/v1/devices/${plain.id}`)).status, 401)
  t.equal((await other.call('GET', `/v1/devices/${other.id}`)).body.carrier, 'FS')
  const { trust } = await publisher.knowledge()
  const key = await nobody('GET', `/v1/device-keys/${other.id}`)
  t.match(trust && (await verifyDeviceKey(key.text, trust)), { ok: true, value: { carrier: 'FS' } })
})

t.test('the devices of a carrier share its flights, its keys of requests and its limit', async (t) => {
  const { authority, enrol } = await build(t)
  for (const id of ['KC', 'FS']) await authority('PUT', `/v1/carriers/${id}`, { name: id, device_limit: 3 })
  const [one, two] = [await enrol('carrier', { carrier: 'KC' }), await enrol('carrier', { carrier: 'KC' })]
  const other = await enrol('carrier', { carrier: 'FS' })
  const list = flightOf([{ nationality: 'KAZ' }])
  const key = { 'idempotency-key': 'k' }
  const { id } = linesOf(await one.call('POST', FLIGHTS, list, key))[0]
  t.equal(linesOf(await two.call('POST', FLIGHTS, list, key))[0].id, id)
  t.equal((await two.call('GET', `${FLIGHTS}/${id}`)).status, 200)
  t.equal((await other.call('GET', `${FLIGHTS}/${id}`)).status, 404)
  for (let at = 0; at < 29; at++) await one.call('POST', FLIGHTS, list)
  for (let at = 0; at < 29; at++) await two.call('POST', FLIGHTS, list)
  t.match(await two.call('POST', FLIGHTS, list), { status: 429, headers: { 'retry-after': /^\d+$/ } })
  t.equal((await other.call('POST', FLIGHTS, list)).status, 200)
})
