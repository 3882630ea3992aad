import { join } from 'node:path'
import t from 'tap'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { attackTable } from './attack-table.ts'

t.test('on SQLite', async (t) => {
  const dir = t.testdir()
  await attackTable(t, async (number) => openStationStore(join(dir, `station-${number}.db`)))
})
