/** How a scene writes rows of its own beside a store: for what no act of the store makes yet. */
import { join } from 'node:path'
import type { Test } from 'tap'
import { openDatabase } from '../../../platform/open-database.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import type { Runs } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'

const RUNS = new WeakMap<Store, () => Promise<Runs>>()

/** Called by who opens the store; `open` is called once, where a scene needs it. */
export function rememberRuns(store: Store, open: () => Promise<Runs>): void {
  let opened: Promise<Runs> | null = null
  RUNS.set(store, () => {
    opened ??= open()
    return opened
  })
}

export function runsOf(store: Store): Promise<Runs> {
  const open = RUNS.get(store)
  if (open === undefined) throw new TypeError('nobody remembered how rows are written beside this store')
  return open()
}

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')

/** Beside the file of a server that was built for a test. */
export function sqliteRuns(t: Test, dataDir: string): Runs {
  const database = openDatabase(join(dataDir, 'authority.db'), MIGRATIONS)
  t.teardown(() => database.close())
  return sqliteSteps(database)
}
