import t from 'tap'
import {
  checkpointsIn,
  type DeviceRow,
  deviceOfRow,
  isSeenDue,
  readDevice,
  sumOfDevice,
  sumOfRevoked,
} from '../../../server/store/device-rows.ts'

const COVER = {
  id: 'dev-1',
  role: 'border',
  carrier: null,
  station: null,
  administrator: 0,
  x: 'x',
  y: 'y',
  createdAt: 1,
  revokedAt: null,
} as const
const ROW: DeviceRow = {
  ...COVER,
  name: 'Booth',
  administersUntil: null,
  lastSeenAt: 100,
  sum: sumOfDevice(COVER),
  reportedAt: null,
  unsent: 0,
  headSeq: 0,
  dataAsOf: null,
  ledgerAsOf: null,
  wire: null,
  heldSeq: null,
}

t.test('a device that never told of itself has no report', async (t) => {
  t.match(readDevice(ROW), { id: 'dev-1', jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }, report: null })
  t.match(readDevice({ ...ROW, reportedAt: 9, unsent: 3 }).report, { at: 9, unsent: 3, dataAsOf: null, wire: 1 })
})

t.test('that it was seen is noted once a minute', async (t) => {
  t.same(
    [159, 160].map((now) => isSeenDue(ROW, now)),
    [false, true],
  )
  t.equal(isSeenDue({ lastSeenAt: null }, 100), true)
  t.same(
    [41, 40].map((now) => isSeenDue(ROW, now)),
    [false, true],
    'nor does what a clock that was ahead noted stand',
  )
})

t.test('a row that is not as it was written is read by nobody who goes by it, and may be revoked', async (t) => {
  for (const change of [
    { revokedAt: 5 },
    { role: 'carrier' },
    { carrier: 'KC' },
    { station: 'NQZ' },
    { administrator: 1 },
    { x: 'X' },
  ] as const) {
    t.throws(() => readDevice({ ...ROW, ...change }), { name: 'RowDamaged', table: 'devices', key: 'dev-1' })
    t.match(deviceOfRow({ ...ROW, ...change }), { id: 'dev-1' })
    const revoked = { ...ROW, ...change, revokedAt: 9, sum: sumOfRevoked({ ...ROW, ...change }, 9) }
    t.throws(() => readDevice(revoked), { name: 'RowDamaged' }, 'damage is not written over')
  }
  t.match(readDevice({ ...ROW, revokedAt: 9, sum: sumOfRevoked(ROW, 9) }), { revokedAt: 9 })
})

t.test('a crossing that is damaged names no checkpoint, and keeps no list from being told', async (t) => {
  const rows = ['{"checkpoint":"NQZ"}', '{"checkpoint":', '{}', '{"checkpoint":7}', null]
  t.same([...checkpointsIn(rows.map((crossing, at) => ({ device: `d${at}`, crossing })))], [['d0', 'NQZ']])
})
