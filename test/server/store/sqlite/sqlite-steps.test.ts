import { join } from 'node:path'
import { openDatabase } from '../../../../platform/open-database.ts'
import { sqliteSteps } from '../../../../server/store/sqlite/sqlite-steps.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { stepScene } from '../step-scene.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../../server/store/migrations/sqlite')
let files = 0

stepScene('SQLite', async (t) => {
  files += 1
  const file = join(t.testdir(), `authority-${files}.db`)
  const store = openSqliteStore(file)
  const database = openDatabase(file, MIGRATIONS)
  t.teardown(async () => {
    database.close()
    await store.close()
  })
  return { store, runs: sqliteSteps(database) }
})
