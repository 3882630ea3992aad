/** PostgreSQL as the store uses it: a pool, transactions, and a schema brought up to date. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

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

const MIGRATIONS = join(import.meta.dirname, 'migrations/postgres')
const OLDEST_VERSION = 150_000
const STATEMENT_TIMEOUT_MS = 30_000
const BIGINT = 20
// Only one program brings the schema up to date.
const MIGRATION_LOCK = 7_269_112

/** Connects and brings the schema up to date. Throws where commits would not be durable, or the server is too old. */
export async function connectPostgres(url: string, connections = 10): Promise<Connection> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'evisa-gate',
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: 5000,
    types: {
      // Positions and times stay far below 2^53.
      getTypeParser: ((type: number, format: 'text') =>
        type === BIGINT ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
    },
  })
  // A connection that breaks is replaced, and who waits for it is told by its statement; without a listener, whether it was
  // in use or not, it would end the program.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const connection: Connection = {
    pool,
    rows: async (sql, values = [], on = pool) => {
      const { rows } = await on.query({ name: nameOf(sql), text: sql, values: [...values] })
      return rows
    },
    transaction: async (work) => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        const result = await work(client)
        await client.query('COMMIT')
        client.release()
        return result
      } catch (error) {
        // Of a connection that is gone there is nothing to roll back.
        const isGone = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        )
        client.release(isGone)
        throw error
      }
    },
    close: () => pool.end(),
  }
  try {
    await assertDurable(connection)
    await connection.transaction(migrate)
    return connection
  } catch (error) {
    await pool.end()
    throw error
  }
}

const names = new Map<string, string>()

function nameOf(sql: string): string {
  const name = names.get(sql) ?? `evisa-${names.size}`
  names.set(sql, name)
  return name
}

async function assertDurable({ rows }: Connection): Promise<void> {
  const setting = async (name: string) =>
    (await rows<{ value: string }>('SELECT current_setting($1) AS value', [name]))[0]?.value
  const version = Number(await setting('server_version_num'))
  if (version < OLDEST_VERSION) throw new Error(`PostgreSQL 15 or newer is needed, this is ${version}`)
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const value = await setting(name)
    if (value === 'off') throw new Error(`the database is not durable: ${name} is off; set it on`)
  }
}

async function migrate(on: Queries): Promise<void> {
  await on.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
  await on.query('CREATE TABLE IF NOT EXISTS schema_version (number integer PRIMARY KEY)')
  const { rows } = await on.query<{ number: number }>('SELECT number FROM schema_version')
  const done = new Set(rows.map(({ number }) => number))
  for (const name of readdirSync(MIGRATIONS).sort()) {
    const number = Number(name.slice(0, 3))
    if (done.has(number)) continue
    await on.query(readFileSync(join(MIGRATIONS, name), 'utf8'))
    await on.query('INSERT INTO schema_version (number) VALUES ($1)', [number])
  }
}
