import { join } from 'node:path'
import { openDatabase } from '../../../platform/open-database.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { CONTRACTS } from './contracts.ts'
import { rememberRuns } from './runs-of.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')

let files = 0

for (const contract of CONTRACTS.filter((one) => /^(payment|charge|refund|settlement)Contract/.test(one.name))) {
  contract('the SQLite store', async (t) => {
    files += 1
    const file = join(t.testdir(), `authority-${files}.db`)
    const store = openSqliteStore(file)
    rememberRuns(store, async () => {
      const database = openDatabase(file, MIGRATIONS)
      t.teardown(() => database.close())
      return sqliteSteps(database)
    })
    t.teardown(() => store.close())
    return store
  })
}
