import t from 'tap'
import { verifyCrossingEvent } from '#evisa/event-chain.ts'
import { eventKeys } from '../../../server/ledger/event-keys.ts'
import type { Device } from '../../../server/store/device-store.ts'
import { entryOf, madeDevice } from '../../made-device.ts'

t.test('gives the key of a device, read once, revoked or not; null for none', async (t) => {
  const { id, jwk, kid, sign } = await madeDevice('dev-0000000001')
  let asked = 0
  const device: Device = {
    id,
    jwk,
    name: '',
    role: 'border',
    carrier: null,
    ...{ station: null, administersUntil: null },
    createdAt: 0,
    lastSeenAt: 0,
    revokedAt: 5,
    report: null,
  }
  const keyOf = eventKeys({
    findDevice: async (wanted) => {
      asked += 1
      return wanted === id ? device : null
    },
  })
  const key = await keyOf(id)
  t.match(await keyOf(id), { kid, role: 'border', alg: 'ES256' })
  t.equal(asked, 1)
  if (key === null) throw new Error('a key')
  const { jws } = await sign(entryOf('K7Q2M4XN9TBC'))
  t.match(await verifyCrossingEvent(jws, key), { ok: true })
  t.equal(await keyOf('dev-0000000002'), null)
  t.equal(await keyOf('dev-0000000002'), null)
  t.equal(asked, 3, 'one that is enrolled in a moment is found then')
})
