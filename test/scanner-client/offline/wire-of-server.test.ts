import { join } from 'node:path'
import t from 'tap'
import { takesReferrals } from '../../../scanner-client/offline/wire-of-server.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { scene } from '../booth-scene.ts'
import { onServerOfBefore, VERIFY } from '../made-station.ts'

t.test('a snapshot that names no version is of a server of before', async (t) => {
  onServerOfBefore(t)
  const { stations } = await scene(t, 1)
  t.equal(await takesReferrals(stations[0].platform()), false)
})

t.test('where nothing is held nobody is known to take any', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  t.equal(await takesReferrals({ store, verify: VERIFY }), false)
  const { stations } = await scene(t, 1)
  t.equal(await takesReferrals(stations[0].platform()), true)
})
