import t from 'tap'
import { devicesScene } from './devices-scene.ts'

t.test('an operator ends the access of a device, asked what it still holds and why', async (t) => {
  const { built, operator } = await devicesScene(t)
  const booth = await built.enrol('border')
  const report = { unsent: 2, head_seq: 5, data_as_of: null, ledger_as_of: null, wire: 2 }
  await booth.call('PUT', `/v1/devices/${booth.id}/report`, report)
  const question = await operator.get(`/en/devices/${booth.id}`)
  t.equal(question.text('h1'), 'End the access of a border?')
  t.notMatch(question.text('title'), /a border/)
  t.match(question.text('main'), /booth at the border.*not handed in: 2 of 5.*It has 2 records that it did not hand in/)
  const refused = await operator.send(question)
  t.equal(refused.status, 422)
  t.equal(refused.text('.govuk-error-summary a'), 'Say why.')
  t.match(await built.store.findDevice(booth.id), { revokedAt: null })
  t.equal((await operator.send(question, { reason: 'stolen' })).path, '/en/devices')
  t.match((await built.store.auditAfter(0, 999)).at(-1), {
    ...{ actor: 'person/Olga', act: 'revoke-device', subject: booth.id },
    detail: { reason: 'stolen' },
  })
  t.equal((await operator.get(`/en/devices/${booth.id}`)).status, 404)
  t.match((await operator.get('/en/devices?state=ended')).text('.site-rows'), /not handed in: 2 of 5/)
})

t.test('what comes of it is said by what it is', async (t) => {
  const { built, operator, console } = await devicesScene(t)
  const said = async (id: string) => (await operator.get(`/en/devices/${id}`)).text('main')
  t.match(await said((await built.enrol('carrier', { carrier: 'KC' })).id), /KC.*It has handed in all that it has/)
  t.match(await said((await built.enrol('portal')).id), /Nobody gets an answer from this copy of the portal/)
  t.match(await said(console.id), /you too if it is the one that you are at/)
  t.equal((await operator.get('/en/devices/dev-none')).status, 404)
})
