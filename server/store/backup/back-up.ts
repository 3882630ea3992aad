/** One backup of a store, wherever it is kept. */
import { join } from 'node:path'
import { type StorePlace, sqliteFile } from '../open-store.ts'
import { type MadeBackup, makeBackup } from './backup-folder.ts'
import { BACKUP_FORMAT, type BackupManifest } from './backup-manifest.ts'
import { copySqlite } from './copy-sqlite.ts'
import { dumpPostgres } from './dump-postgres.ts'

/** What the store itself lies in, in the folder of a backup. */
export const STORE_FILES = { sqlite: 'authority.db', postgres: 'authority.dump' } as const

export interface BackupSource extends StorePlace {
  /** The version of this program. */
  readonly program: string
  /** What a restored store needs and no backup holds. */
  readonly beside: BackupManifest['beside']
  readonly env: Readonly<Record<string, string | undefined>>
  /** Ends what is under way, and leaves nothing of it. */
  readonly signal: AbortSignal
}

/** Makes a backup in the folder of all backups, while the server works. Throws `BackupFault`, or what the system says. */
export function backUp(dir: string, at: Date, source: BackupSource): Promise<MadeBackup> {
  const { dataDir, databaseUrl, program, beside, env, signal } = source
  return makeBackup(dir, at, async (folder) => {
    const store = databaseUrl === null ? 'sqlite' : 'postgres'
    const to = join(folder, STORE_FILES[store])
    const contents = await (databaseUrl === null
      ? copySqlite(sqliteFile(dataDir), to, signal)
      : dumpPostgres(databaseUrl, to, { env, signal }))
    return { format: BACKUP_FORMAT, store, program, beside, ...contents }
  })
}
