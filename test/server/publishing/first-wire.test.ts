import t from 'tap'
import { firstWire, onFirstWire } from '../../../server/publishing/first-wire.ts'
import type { Device } from '../../../server/store/device-store.ts'

const device = (wire: 1 | 2 | null, revokedAt: number | null = null): Device => ({
  ...{
    id: 'd',
    name: 'Booth',
    role: 'border',
    carrier: null,
    station: null,
    administersUntil: null,
    createdAt: 1,
    lastSeenAt: 1,
  },
  jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
  revokedAt,
  report:
    wire === null ? null : { at: 1, unsent: 0, headSeq: 0, dataAsOf: null, ledgerAsOf: null, wire, heldSeq: null },
})

t.test('it is served until no device that has access speaks no other', async (t) => {
  let devices: readonly Device[] = [device(2), device(1)]
  let [now, asked] = [1000, 0]
  const store = {
    listDevices: async () => {
      asked += 1
      return devices
    },
  }
  const isServed = firstWire({ isWanted: false, store, now: () => now })
  t.equal(await isServed(), true)
  devices = [device(2), device(1, 900)]
  t.equal(await isServed(), true, 'counted once a minute')
  now += 60
  t.equal(await isServed(), false, 'the one that spoke no other has no access any more')
  devices = [device(2), device(null)]
  now += 60
  t.equal(await isServed(), true, 'one that was just enrolled has not said anything')
  t.equal(asked, 3)
  t.equal(await onFirstWire(store), 1)
})

t.test('where it is wanted nothing is counted', async (t) => {
  const listDevices = async () => t.fail('counted') as never
  t.equal(await firstWire({ isWanted: true, store: { listDevices }, now: () => 1 })(), true)
})
