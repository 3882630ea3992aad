/** A dump of a PostgreSQL store by `pg_dump`, of one moment, which is read to its end before it counts. */
import { chmodSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import pg from 'pg'
import { databaseArgument, findProgram, type PostgresProgram, readProgram, runProgram } from './postgres-programs.ts'
import { BackupFault, contentsOf, type StoreContents } from './store-contents.ts'

const DIALECT = {
  schema: 'SELECT max(number) AS schema FROM schema_version',
  // Of a table in partitions those hold the rows, in the database as in its dump.
  tables: `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
}

export interface DumpOptions {
  /** Says where PostgreSQL's programs are. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
}

/** Dumps the database into a file, and tells what the dump holds. Throws `BackupFault` where it lacks anything. */
export async function dumpPostgres(
  databaseUrl: string,
  to: string,
  { env, signal }: DumpOptions,
): Promise<StoreContents> {
  return onDatabase(databaseUrl, async (client, major) => {
    const dump = await findProgram('pg_dump', major, env)
    const restore = await findProgram('pg_restore', major, env)
    // What is counted and what is dumped are one moment, however much is committed meanwhile.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0')
    const snapshot = (await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id')).rows[0]?.id
    const contents = await contentsOfPostgres(client)
    const args = ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${snapshot}`, `--file=${to}`]
    await runProgram(dump, [...args, databaseArgument(databaseUrl)], { databaseUrl, signal })
    await client.query('COMMIT')
    chmodSync(to, 0o600)
    await verifyDump(restore, to, contents, signal)
    return contents
  })
}

/** Works on a connection of its own, beside the server's. */
export async function onDatabase<T>(
  databaseUrl: string,
  work: (client: pg.Client, major: number) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'evisa-gate backup' })
  // Who waits for it is told by its statement.
  client.on('error', () => undefined)
  try {
    await client.connect().catch((cause: Error & { code?: string }) => {
      throw new BackupFault(`DATABASE_URL: the database cannot be used: ${cause.message || cause.code}`, { cause })
    })
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version_num') AS version")
    return await work(client, Math.floor(Number(rows[0]?.version) / 10_000))
  } finally {
    await client.end().catch(() => undefined)
  }
}

export function contentsOfPostgres(client: pg.Client): Promise<StoreContents> {
  return contentsOf(async (sql) => (await client.query(sql)).rows, DIALECT)
}

async function verifyDump(
  restore: PostgresProgram,
  file: string,
  { rows }: StoreContents,
  signal?: AbortSignal,
): Promise<void> {
  await runProgram(restore, ['--list', file], { signal })
  const found = await readProgram(restore, ['--data-only', '--file=-', file], countRows, { signal })
  for (const [table, count] of Object.entries(rows)) {
    const dumped = found.get(table) ?? 0
    if (dumped !== count) throw new BackupFault(`the dump has ${dumped} rows of ${table}, and the database ${count}`)
  }
}

/** The rows of each table in the text of a dump: a line each, between `COPY` and a line of `\.`. */
export async function countRows(output: Readable): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>()
  let table: string | null = null
  for await (const line of createInterface({ input: output, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (table === null) table = /^COPY (?:\w+\.)?(\w+) \(/.exec(line)?.[1] ?? null
    else if (line === '\\.') table = null
    else rows.set(table, (rows.get(table) ?? 0) + 1)
  }
  return rows
}
