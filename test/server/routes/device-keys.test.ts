import t from 'tap'
import { verifyDeviceKey } from '#evisa/device-key.ts'
import { build, NOW, problemOf } from '../build-app.ts'

t.test('anybody learns whose a key is and while it was enrolled, and nothing more', async (t) => {
  const { enrol, nobody, authority, publisher, clock } = await build(t)
  const carrier = await enrol('carrier')
  const ask = async () => {
    const { trust } = await publisher.knowledge()
    const answer = await nobody('GET', `/v1/device-keys/${carrier.id}`)
    t.match(answer.headers['content-type'], 'application/jwt')
    t.notMatch(Buffer.from(answer.text.split('.')[1] ?? '', 'base64url').toString(), /a carrier/, 'no name')
    return trust === null ? null : verifyDeviceKey(answer.text, trust)
  }
  t.match(await ask(), {
    ok: true,
    value: { kid: carrier.key.kid, device: carrier.id, enrolledAt: NOW, revokedAt: null },
  })
  clock.now += 60
  await authority('DELETE', `/v1/devices/${carrier.id}`)
  t.match(await ask(), { ok: true, value: { revokedAt: NOW + 60 } })
  t.equal(problemOf(await nobody('GET', '/v1/device-keys/dev-0')), 'not-found')
})
