import { join } from 'node:path'
import { openSqliteStore } from '../../../server/store/sqlite-store.ts'
import { storeContract } from './store-contract.ts'

storeContract('the SQLite store', async (t) => {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  return store
})
