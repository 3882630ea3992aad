import { join } from 'node:path'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { CONTRACTS } from './contracts.ts'

let files = 0

for (const contract of CONTRACTS) {
  contract('the SQLite store', async (t) => {
    files += 1
    const store = openSqliteStore(join(t.testdir(), `authority-${files}.db`))
    t.teardown(() => store.close())
    return store
  })
}
