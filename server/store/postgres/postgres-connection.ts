/** PostgreSQL as the store uses it: a pool, transactions, and a schema brought up to date. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { NewerSchema } from '../../../platform/open-database.ts'
import { assertDurable, assertWritable, READ_ONLY } from './fit-database.ts'

/** What runs a statement: the pool, or the one connection of a transaction. */
export type Queries = Pick<pg.PoolClient, 'query'>

export interface Connection {
  readonly pool: pg.Pool
  /** The rows of one statement, prepared under its own text. */
  rows<R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[], on?: Queries): Promise<R[]>
  /** Does all of it or nothing; what it did is on the disk before this returns. */
  transaction<T>(work: (on: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const MIGRATIONS = join(import.meta.dirname, '../migrations/postgres')
// Everything is found by its key, and a plan is made once: made while a table was small, it would read the whole of it for
// ever after, and be slower with every row.
const PLAN_BY_KEYS = `SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
  SET plan_cache_mode = force_generic_plan`
const BIGINT = 20
const TYPES = {
  // Positions and times stay far below 2^53.
  getTypeParser: ((type: number, format: 'text') =>
    type === BIGINT ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
}
// Only one program brings the schema up to date.
const MIGRATION_LOCK = 7_269_112

export interface ConnectOptions {
  readonly connections?: number
  /** How long a statement may take before it is given up; 0 for as long as it needs. */
  readonly answerWithinMs?: number
  /** Looks at each new connection, before anything is asked over it. */
  readonly assure?: (on: Queries) => Promise<void>
  /** Does what belongs to the migrations, in their transaction. */
  readonly migrated?: (on: Queries) => Promise<void>
}

/** Connects and brings the schema up to date. Throws where commits would not be durable, or the server is too old. */
export async function connectPostgres(
  url: string,
  { connections = 10, answerWithinMs = 30_000, assure, migrated = async () => undefined }: ConnectOptions = {},
): Promise<Connection> {
  await bringUpToDate(url, migrated)
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'evisa-gate',
    statement_timeout: answerWithinMs,
    // A database machine that is gone answers nothing, not even that it has given up.
    query_timeout: answerWithinMs * 1.2,
    // A server machine that is gone does not let go of the locks that all others wait for.
    idle_in_transaction_session_timeout: answerWithinMs / 3,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    // Every connection is asked, since after a failover it is another machine that answers.
    onConnect: async (client) => {
      await assertDurable(client)
      await client.query(PLAN_BY_KEYS)
      await assure?.(client)
    },
    types: TYPES,
  })
  // A connection that breaks is replaced, and who waits for it is told by its statement; without a listener, whether it was
  // in use or not, it would end the program.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return {
    pool,
    rows: async (sql, values = [], on = pool) => {
      const { rows } = await on.query({ name: nameOf(sql), text: sql, values: [...values] })
      return rows
    },
    transaction: async (work) => {
      const client = await pool.connect()
      try {
        // The database's own default may be another: a statement after a lock must see what was committed under it.
        await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
        const result = await work(client)
        await commit(client)
        client.release()
        return result
      } catch (error) {
        client.release(isUseless(error) || (await isGone(client)))
        throw error
      }
    },
    close: () => pool.end(),
  }
}

/** It was committed here, and perhaps nowhere else. */
class CommitUnsure extends Error {
  override name = 'CommitUnsure'
  /** SQLSTATE: transaction resolution unknown. */
  readonly code = '08007'
}

const WARNING = '01000'

/** Where the wait for a standby is cancelled PostgreSQL says that all went well, and only warns. */
async function commit(client: pg.PoolClient): Promise<void> {
  let warning: string | undefined
  const hear = ({ code, message }: { code?: string | undefined; message?: string | undefined }) => {
    if (code === WARNING) warning = message ?? ''
  }
  client.on('notice', hear)
  try {
    await client.query('COMMIT')
  } finally {
    client.off('notice', hear)
  }
  if (warning !== undefined) throw new CommitUnsure(warning)
}

/** The connection leads to a machine that is a standby by now, or that answers no more. */
function isUseless(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code === READ_ONLY || message === 'Query read timeout'
}

/** Rolls back; of a connection that is gone there is nothing to roll back. */
async function isGone(client: Queries): Promise<boolean> {
  try {
    await client.query('ROLLBACK')
    return false
  } catch {
    return true
  }
}

const names = new Map<string, string>()

function nameOf(sql: string): string {
  const name = names.get(sql) ?? `evisa-${names.size}`
  names.set(sql, name)
  return name
}

/** Connects and parts again. Rejects where nobody answers, or commits would not be durable. */
export async function reachPostgres(url: string): Promise<void> {
  await onOwnConnection(url, async () => undefined)
}

/** It has a connection of its own, since a migration takes as long as it needs. */
async function bringUpToDate(url: string, migrated: (on: Queries) => Promise<void>): Promise<void> {
  await onOwnConnection(url, async (client) => {
    await client.query('BEGIN')
    await migrate(client)
    await migrated(client)
    await client.query('COMMIT')
  })
}

/** Works on a connection beside the pool's. Rejects where nobody answers, or commits would not be durable. */
export async function onOwnConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'evisa-gate',
    connectionTimeoutMillis: 5000,
    types: TYPES,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await assertDurable(client)
    await assertWritable(client)
    return await work(client)
  } finally {
    await client.end()
  }
}

async function migrate(on: Queries): Promise<void> {
  await on.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
  await on.query('CREATE TABLE IF NOT EXISTS schema_version (number integer PRIMARY KEY)')
  const { rows } = await on.query<{ number: number }>('SELECT number FROM schema_version')
  const done = new Set(rows.map(({ number }) => number))
  const names = readdirSync(MIGRATIONS).sort()
  const known = Number(names.at(-1)?.slice(0, 3))
  const newest = Math.max(0, ...done)
  if (newest > known)
    throw new NewerSchema(
      `the database has schema ${newest}, made by a newer program; this one knows ${known}: install that one again`,
    )
  for (const name of names) {
    const number = Number(name.slice(0, 3))
    if (done.has(number)) continue
    try {
      await on.query(readFileSync(join(MIGRATIONS, name), 'utf8'))
    } catch (error) {
      // Class 23: what is kept breaks a rule of the new schema.
      if (!String((error as { code?: unknown }).code).startsWith('23')) throw error
      throw new Error(
        `the database cannot be brought up to date (${name}: ${(error as Error).message}): nothing was changed, and the program of ` +
          'before works on it',
        { cause: error },
      )
    }
    await on.query('INSERT INTO schema_version (number) VALUES ($1)', [number])
  }
}
