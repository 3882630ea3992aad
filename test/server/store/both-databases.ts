/** A store on each of the databases, and what runs acts in steps on it beside. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openDatabase } from '../../../platform/open-database.ts'
import { connectPostgres } from '../../../server/store/postgres/postgres-connection.ts'
import { postgresSteps } from '../../../server/store/postgres/postgres-steps.ts'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { Runs } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { inMemory } from '../../in-memory.ts'
import { postgresOfTests } from './postgres-of-tests.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')

export interface Opened {
  readonly store: Store
  readonly runs: Runs
}

type Open = (t: Test) => Promise<Opened>
type Scene = (name: string, open: Open) => void

/** Runs a scene on SQLite and on PostgreSQL; `open` gives it one that is empty. */
export async function onBothDatabases(scene: Scene): Promise<void> {
  onSqlite(scene)
  await onPostgres(scene)
}

export function onSqlite(scene: Scene): void {
  let files = 0
  scene('SQLite', async (t) => {
    files += 1
    // Not the folder of the test, which begins anew whenever the test asks for it.
    const dir = mkdtempSync(join(inMemory(), 'evisa-store-'))
    const file = join(dir, `authority-${files}.db`)
    const store = openSqliteStore(file)
    const database = openDatabase(file, MIGRATIONS)
    t.teardown(async () => {
      database.close()
      await store.close()
      rmSync(dir, { recursive: true, force: true })
    })
    return { store, runs: sqliteSteps(database) }
  })
}

export async function onPostgres(scene: Scene): Promise<void> {
  const postgres = await postgresOfTests(t)
  scene('PostgreSQL', async (t) => {
    const url = await postgres.database(t)
    const store = await openPostgresStore(url)
    const connection = await connectPostgres(url)
    t.teardown(async () => {
      await connection.close()
      await store.close()
    })
    return { store, runs: postgresSteps(connection) }
  })
}
