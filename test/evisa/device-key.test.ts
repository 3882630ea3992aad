import t from 'tap'
import { DEVICE_KEY_TYP, verifyDeviceKey } from '#evisa/device-key.ts'
import { makeTrustList, NOW } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const document = (change: object = {}) => ({
  iat: NOW,
  device: 'dev-0000000001',
  jwk: KEYS.policy.jwk,
  role: 'carrier',
  carrier: 'KC',
  enrolled_at: NOW - 100,
  revoked_at: null,
  ...change,
})

t.test('a key that the snapshot key vouches for is ready to check with', async (t) => {
  const key = await verifyDeviceKey(signArtefact(KEYS.snapshot, DEVICE_KEY_TYP, document()), trust)
  t.match(key, {
    ok: true,
    value: { device: 'dev-0000000001', carrier: 'KC', kid: KEYS.policy.kid, enrolledAt: NOW - 100, revokedAt: null },
  })
})

t.test('refuses another typ, another key, another form, and a point that is not on the curve', async (t) => {
  const fault = async (jws: string) => {
    const key = await verifyDeviceKey(jws, trust)
    return key.ok ? null : key.error
  }
  t.equal(await fault(signArtefact(KEYS.snapshot, 'evisa-check+jwt', document())), 'artefact/header')
  t.equal(await fault(signArtefact(KEYS.policy, DEVICE_KEY_TYP, document())), 'artefact/key-purpose')
  t.equal(await fault(signArtefact(KEYS.snapshot, DEVICE_KEY_TYP, document({ name: 'x' }))), 'artefact/schema')
  const jwk = { ...KEYS.policy.jwk, y: KEYS.snapshot.jwk.y }
  t.equal(await fault(signArtefact(KEYS.snapshot, DEVICE_KEY_TYP, document({ jwk }))), 'artefact/schema')
  t.equal(await fault(`${signArtefact(KEYS.snapshot, DEVICE_KEY_TYP, document())}=`), 'artefact/format')
})
