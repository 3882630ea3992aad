import t from 'tap'
import { entryOf } from '../../made-device.ts'
import { build, problemOf } from '../build-app.ts'
import { deciders } from '../deciders.ts'

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

t.test('an operator lists, enrols and revokes, and auditors and supervisors read', async (t) => {
  const built = await build(t)
  const { make } = await deciders(built)
  const operator = await make('Olga', ['operator'])
  const booth = await built.enrol('border')
  for (const role of ['auditor', 'supervisor', 'case-officer'] as const) {
    const reader = await make(`A ${role}`, [role])
    t.equal((await reader.call('GET', '/v1/devices')).status, role === 'case-officer' ? 403 : 200)
    t.equal((await reader.call('GET', '/v1/carriers')).status, role === 'case-officer' ? 403 : 200)
    t.equal((await reader.call('POST', '/v1/enrolment-codes', { role: 'border' })).status, 403)
    t.equal((await reader.call('DELETE', `/v1/devices/${booth.id}`)).status, 403)
    t.equal((await reader.call('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 1 })).status, 403)
  }
  t.equal((await operator.call('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 1 })).status, 200)
  for (const asked of [{ role: 'border' }, { role: 'carrier', carrier: 'KC' }, { role: 'portal' }, { role: 'console' }])
    t.equal((await operator.call('POST', '/v1/enrolment-codes', asked)).status, 201)
  t.equal((await operator.call('GET', '/v1/persons')).status, 200)
  t.equal((await operator.call('DELETE', `/v1/devices/${booth.id}?reason=lost`)).status, 204)
})

t.test('of a booth the checkpoint of its last record stands in the list, and of nobody else', async (t) => {
  const { authority, enrol, issue } = await build(t)
  const [booth, quiet, gate] = [await enrol('border'), await enrol('border'), await enrol('carrier')]
  const number = (await issue()).claims.jti
  await booth.handIn(entryOf(number, { checkpoint: 'ALA' }))
  await booth.handIn(entryOf(number, { checkpoint: 'NQZ' }))
  const { devices } = (await authority('GET', '/v1/devices')).body
  const checkpointOf = (id: string) => devices.find((one: { id: string }) => one.id === id).checkpoint
  t.same(
    [booth, quiet, gate].map(({ id }) => checkpointOf(id)),
    ['NQZ', null, null],
  )
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
