import t from 'tap'
import { build, problemOf } from '../build-app.ts'

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
