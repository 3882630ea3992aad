/** The command that puts a backup in the place of a store: `restore`. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { rootFingerprint } from '#evisa/root.ts'
import { ConfigError, readServerConfig } from '../config.ts'
import type { BackupManifest } from '../store/backup/backup-manifest.ts'
import { assertSameAuthority, checkBackup } from '../store/backup/check-backup.ts'
import { restorePostgres } from '../store/backup/restore-postgres.ts'
import { type Restored, restoreSqlite } from '../store/backup/restore-sqlite.ts'
import { markUnknown } from '../watch/mark-file.ts'
import { keysFolder } from './beside-backup.ts'
import { holdFolder } from './hold-folder.ts'

interface Options {
  readonly overNewer: boolean
  readonly dataDir?: string
}

export function addRestoreCommand(program: Command, show: (json: unknown, text: string) => void): void {
  program
    .command('restore')
    .description('put a backup in the place of the store; stop the server first. The store of before is moved aside')
    .argument('<backup>', 'the folder of one backup')
    .option('--over-newer', 'also where the store has what the backup lacks', false)
    .option('--data-dir <folder>', 'the data folder of the authority; or set EVISA_DATA_DIR')
    .action(async (given: string, { overNewer, dataDir }: Options) => {
      const folder = resolve(given)
      const config = readServerConfig({ ...process.env, ...(dataDir && { EVISA_DATA_DIR: dataDir }) })
      const manifest = await checkBackup(folder)
      assertSameStore(manifest, config.databaseUrl)
      const keys = keysFolder(config.dataDir, process.env)
      assertSameAuthority(manifest, await rootOf(keys), keys)
      const restored = await restoreInto({ folder, manifest, isOverNewer: overNewer, at: new Date() }, config)
      show({ folder, ...restored, beside: missingOf(manifest) }, textOf(folder, manifest, restored))
    })
}

async function restoreInto(
  backup: { folder: string; manifest: BackupManifest; isOverNewer: boolean; at: Date },
  { dataDir, databaseUrl }: { readonly dataDir: string; readonly databaseUrl: string | null },
): Promise<Restored> {
  const mark = join(dataDir, 'store-mark')
  if (databaseUrl !== null) {
    await restorePostgres({ ...backup, databaseUrl, env: process.env })
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    markUnknown(mark)
    return { movedAside: null, lost: [] }
  }
  // A server on it would go on in the file that is moved aside.
  const held = holdFolder(dataDir)
  try {
    const restored = await restoreSqlite({ ...backup, dataDir })
    markUnknown(mark)
    held.release()
    return restored
  } catch (error) {
    held.undo()
    throw error
  }
}

function assertSameStore({ store }: BackupManifest, databaseUrl: string | null): void {
  if (store === 'postgres' && databaseUrl === null)
    throw new ConfigError('the backup is one of PostgreSQL: set DATABASE_URL to an empty database')
  if (store === 'sqlite' && databaseUrl !== null)
    throw new ConfigError(
      'the backup is one of SQLite, and DATABASE_URL is set: unset it; afterwards migrate-store brings it to PostgreSQL',
    )
}

/** The fingerprint of the root that the keys of this machine stand on; null where there are none. */
async function rootOf(keys: string): Promise<string | null> {
  const file = join(keys, 'published', 'root-1.json')
  return existsSync(file) ? rootFingerprint(readFileSync(file, 'utf8')) : null
}

function missingOf({ beside }: BackupManifest): BackupManifest['beside'] {
  return beside.filter(({ path }) => !existsSync(path))
}

function textOf(folder: string, manifest: BackupManifest, { movedAside, lost }: Restored): string {
  const missing = missingOf(manifest)
  const { ends, made_at: madeAt } = manifest
  return [
    `${folder} was restored: the store of ${madeAt}, ledger to ${ends.ledger}, audit trail to ${ends.audit}, snapshot ${ends.snapshot}.`,
    ...(movedAside === null ? [] : [`The store of before lies in ${movedAside}.`]),
    ...(lost.length === 0 ? [] : [`It has what is not there any more: ${lost.join(', ')}.`]),
    ...missing.map(({ what, path }) => `Not on this machine, and needed: ${what}, ${path} when the backup was made.`),
    '',
    'Next: start the server. Unless nothing was acknowledged since it says that the store went back, lets nothing be green by it, and asks for',
    '  npm run -s authority -- restored',
    'What was done after the backup is gathered then from devices and from what was published: docs/recovery.md.',
  ].join('\n')
}
