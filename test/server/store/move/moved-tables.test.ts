import Database from 'better-sqlite3'
import t from 'tap'
import { MOVED_TABLES, movedColumns, sourceOf } from '../../../../server/store/move/moved-tables.ts'
import { sqliteFile } from '../../../../server/store/open-store.ts'
import { connectPostgres } from '../../../../server/store/postgres/postgres-connection.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

// Made anew there, or of no use after a move: everybody signs in again.
const NOT_MOVED = ['access_tokens', 'audit_end', 'counters', 'schema_version']

t.test('every table that PostgreSQL has is moved, and the file has all of its columns', async (t) => {
  const dataDir = t.testdir()
  await openSqliteStore(sqliteFile(dataDir)).close()
  const file = new Database(sqliteFile(dataDir))
  const target = await connectPostgres(await (await postgresOfTests(t)).database(t))
  t.teardown(async () => {
    file.close()
    await target.close()
  })
  const tables = await target.rows<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  )
  t.strictSame(
    tables.map(({ name }) => name).toSorted(),
    [...MOVED_TABLES.map(({ name }) => name), ...NOT_MOVED].toSorted(),
  )
  for (const table of MOVED_TABLES) {
    const names = (await movedColumns(target, table.name, target.pool)).map(({ name }) => name)
    t.ok(names.length > 0, table.name)
    t.doesNotThrow(() => file.prepare(`SELECT ${names.join(', ')} FROM ${sourceOf(table)} ORDER BY ${table.order}`))
  }
})

t.test('what the database numbers by itself is not moved', async (t) => {
  const target = await connectPostgres(await (await postgresOfTests(t)).database(t))
  t.teardown(() => target.close())
  const names = (await movedColumns(target, 'edges', target.pool)).map(({ name }) => name)
  t.notOk(names.includes('position'))
  t.ok(names.includes('edge'))
})
