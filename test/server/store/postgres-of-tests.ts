/** One PostgreSQL for all test files of a run; a file that runs by itself starts its own. Each test has databases of its own. */
import type { Test } from 'tap'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { inMemory } from '../../in-memory.ts'
import { administer, createDatabase, type EmbeddedPostgres, startPostgres } from './embedded-postgres.ts'

/** The setting by which a run tells its test files where the PostgreSQL is. One that began with EVISA_ would stop the programs. */
export const SHARED_POSTGRES = 'TEST_POSTGRES_URL'

export interface PostgresOfTests {
  /** Makes a database with the schema of today, which goes with the test, and gives its address. */
  database(t: Test): Promise<string>
  /** Makes one with nothing in it. */
  emptyDatabase(t: Test): Promise<string>
}

const MIGRATED = 'evisa_migrated'

/** Starts a PostgreSQL with a database to make copies of: what was migrated once need not be migrated again. */
export async function startSharedPostgres(): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ under: inMemory() })
  const store = await openPostgresStore(await createDatabase(postgres.url, MIGRATED))
  await store.close()
  return postgres
}

let made = 0

/** The PostgreSQL of this run. */
export async function postgresOfTests(t: Test): Promise<PostgresOfTests> {
  const url = process.env[SHARED_POSTGRES] ?? (await ownPostgres(t))
  const make = (t: Test, copyOf?: string) => {
    made += 1
    const name = `evisa_${process.pid}_${made}`
    t.teardown(() => administer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    return createDatabase(url, name, copyOf)
  }
  return { database: (t) => make(t, MIGRATED), emptyDatabase: (t) => make(t) }
}

async function ownPostgres(t: Test): Promise<string> {
  const postgres = await startSharedPostgres()
  t.teardown(() => postgres.stop())
  return postgres.url
}
