import { join } from 'node:path'
import t from 'tap'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { scannerStoreContract } from './scanner-store-contract.ts'

t.test('the station keeps the contract of the port', async (t) => {
  const folders = new Map<string, string>()
  await scannerStoreContract(t, async (t) => {
    const dir = folders.get(t.name) ?? t.testdir()
    folders.set(t.name, dir)
    return openStationStore(join(dir, 'station.db'))
  })
})
