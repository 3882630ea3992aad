import { join } from 'node:path'
import t from 'tap'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { STATION_KEY, VERIFY } from '../made-station.ts'
import { attackTable } from './attack-table.ts'
import { attackStorage } from './attacked-storage.ts'

t.test('on SQLite', async (t) => {
  const dir = t.testdir()
  await attackTable(t, (number, attack) =>
    attackStorage(attack, {
      open: async () => openStationStore(join(dir, `station-${number}.db`)),
      key: STATION_KEY.pair,
      verify: VERIFY,
    }),
  )
})
