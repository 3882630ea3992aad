import t from 'tap'
import { devicesScene } from './devices-scene.ts'

t.test('a reason that is none ends nothing, and a second press finds it done', async (t) => {
  const { built, operator } = await devicesScene(t)
  const { id } = await built.enrol('border')
  const question = await operator.get(`/en/devices/${id}`)
  t.same(question.texts('.govuk-radios__item label'), [
    ...['lost', 'stolen', 'broken', 'another took its place', 'not needed any more'],
  ])
  t.equal((await operator.send(question, { reason: 'because' })).status, 422)
  t.match(await built.store.findDevice(id), { revokedAt: null })
  t.equal((await operator.send(question, { reason: 'lost' })).path, '/en/devices')
  t.equal((await operator.send(question, { reason: 'lost' })).path, '/en/devices', 'what was asked for is so')
})
