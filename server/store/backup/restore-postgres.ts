/** A backup read into an empty PostgreSQL database, all of it or nothing. */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { withoutPassword } from '../postgres/database-url.ts'
import { STORE_FILES } from './back-up.ts'
import type { BackupManifest } from './backup-manifest.ts'
import { contentsOfPostgres, onDatabase } from './dump-postgres.ts'
import { databaseArgument, findProgram, runProgram } from './postgres-programs.ts'
import { BackupFault } from './store-contents.ts'

export interface PostgresRestore {
  /** The folder of the backup, and its manifest, which was checked. */
  readonly folder: string
  readonly manifest: BackupManifest
  readonly databaseUrl: string
  /** Says where PostgreSQL's programs are. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Throws `BackupFault`; then the database is as empty as it was, unless the message says otherwise. */
export async function restorePostgres({ folder, manifest, databaseUrl, env }: PostgresRestore): Promise<void> {
  const restore = await onDatabase(databaseUrl, async (client, major) => {
    await assertEmpty(client, databaseUrl)
    return findProgram('pg_restore', major, env)
  })
  const args = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges']
  await runProgram(restore, [...args, databaseArgument(databaseUrl), join(folder, STORE_FILES.postgres)], {
    databaseUrl,
  })
  const { schema, root, epoch, ends, rows } = manifest
  const contents = await onDatabase(databaseUrl, contentsOfPostgres)
  if (!isDeepStrictEqual(contents, { schema, root, epoch, ends, rows }))
    throw new BackupFault(
      `the backup holds other rows than its manifest says: drop ${withoutPassword(databaseUrl)} again, and take another backup`,
    )
}

/** What stands there already would be mixed with it. */
async function assertEmpty(client: pg.Client, databaseUrl: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace LIMIT 1',
  )
  const [found] = rows
  if (found === undefined) return
  const name = new URL(databaseUrl).pathname.slice(1)
  throw new BackupFault(
    `the database is not empty, it has ${found.name}: nothing was changed. Rename it (ALTER DATABASE ${name} RENAME TO ${name}_before), make ` +
      'an empty one by its name (createdb), and restore again',
  )
}
