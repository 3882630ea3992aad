import { join } from 'node:path'
import t from 'tap'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { enrol, recordAt, told } from '../made-station.ts'

const visa = visaClaims().jti

t.test('a double use comes to light once, when the copy is complete, and goes when it is none any more', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  await recordAt(store, entryOf(visa))
  const other = crossing(7, { device: 'booth-2' })
  t.same(await store.addLedgerPage({ crossings: [told(other)], next: 1, asOf: null }), [], 'not yet')
  t.match(await store.addLedgerPage({ crossings: [], next: 1, asOf: NOW }), [{ visa_number: visa, seen: false }])
  t.same(await store.addLedgerPage({ crossings: [], next: 1, asOf: NOW + 1 }), [], 'no news twice')
  await store.markDoubleUsesSeen()
  t.match(await store.doubleUses(), [{ visa_number: visa, allowed: 1, seen: true }])
  const withdrawn = told({ ...other, standing: 'refused' })
  await store.addLedgerPage({ crossings: [withdrawn], next: 2, asOf: NOW + 2 })
  t.same(await store.doubleUses(), [])
})
