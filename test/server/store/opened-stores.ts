/** The stores that the contracts are run on: a SQLite file, and a database of a PostgreSQL cluster, each of a test's own. */
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { postgresOfTests } from './postgres-of-tests.ts'

type Contract = (name: string, open: (t: Test) => Promise<Store>) => void

let files = 0

export function onSqlite(contract: Contract): void {
  contract('the SQLite store', async (t) => {
    files += 1
    const store = openSqliteStore(join(t.testdir(), `authority-${files}.db`))
    t.teardown(() => store.close())
    return store
  })
}

/** One database for each test. */
export async function onPostgres(contract: Contract): Promise<void> {
  const postgres = await postgresOfTests(t)
  contract('the PostgreSQL store', async (t) => {
    const store = await openPostgresStore(await postgres.database(t))
    t.teardown(() => store.close())
    return store
  })
}
