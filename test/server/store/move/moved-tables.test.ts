import Database from 'better-sqlite3'
import pg from 'pg'
import t from 'tap'
import { MOVED_TABLES, selectOf } from '../../../../server/store/move/moved-tables.ts'
import { sqliteFile } from '../../../../server/store/open-store.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

// Made anew there, or of no use after a move: everybody signs in again.
const NOT_MOVED = ['access_tokens', 'audit_end', 'counters', 'schema_version']

t.test('every column that PostgreSQL has is moved, so that no migration can be forgotten', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.database(t)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // What the database numbers by itself it numbers in the order in which the rows are moved.
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND attidentity = ''
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition GROUP BY relname`,
  )
  await client.end()
  const there = Object.fromEntries(rows.map(({ name, columns }) => [name, columns.toSorted()]))
  for (const name of NOT_MOVED) t.ok(delete there[name], name)
  t.strictSame(Object.fromEntries(MOVED_TABLES.map(({ name, columns }) => [name, columns.toSorted()])), there)
})

t.test('what is read of the file has exactly these columns, in their order', async (t) => {
  const dataDir = t.testdir()
  await openSqliteStore(sqliteFile(dataDir)).close()
  const file = new Database(sqliteFile(dataDir))
  t.teardown(() => file.close())
  for (const table of MOVED_TABLES) {
    const columns = file.prepare(selectOf(table)).columns()
    t.strictSame(
      columns.map(({ name }) => name),
      table.columns,
      table.name,
    )
  }
})
