import t from 'tap'
import { type DeviceRow, isSeenDue, readDevice } from '../../../server/store/device-rows.ts'

const ROW: DeviceRow = {
  id: 'dev-1',
  name: 'Booth',
  role: 'border',
  carrier: null,
  administrator: 0,
  x: 'x',
  y: 'y',
  createdAt: 1,
  lastSeenAt: 100,
  revokedAt: null,
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
