/** A backup of a store, for the tests of restoring it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { backUp } from '../../../../server/store/backup/back-up.ts'

/** Backs a SQLite store up into a folder beside it. */
export async function backedUp(dataDir: string) {
  const dir = join(dataDir, 'backups')
  mkdirSync(dir, { recursive: true })
  const { signal } = new AbortController()
  return backUp(dir, new Date(), { dataDir, databaseUrl: null, program: '0.1.0', beside: [], env: {}, signal })
}
