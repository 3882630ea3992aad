import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { findStore } from '../../../server/store/find-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'

t.test('finds what there is of a SQLite store, and leaves it as it is', async (t) => {
  const dataDir = t.testdir()
  const file = join(dataDir, 'authority.db')
  const find = () => findStore({ dataDir, databaseUrl: null })
  t.equal(await find(), 'none')
  writeFileSync(file, '')
  writeFileSync(`${file}-wal`, 'what is left')
  t.equal(await find(), 'empty')
  t.equal(readFileSync(`${file}-wal`, 'utf8'), 'what is left')
  await openSqliteStore(file).close()
  t.equal(await find(), 'kept')
  writeFileSync(file, 'no database at all, and longer than the header of one, so that it is read as a file\n'.repeat(9))
  t.equal(await find(), 'kept', 'damaged, which whoever opens it tells')
})

t.test('knows the file of another program', async (t) => {
  const dataDir = t.testdir()
  const database = new Database(join(dataDir, 'authority.db'))
  database.exec('CREATE TABLE songs (name)')
  t.equal(await findStore({ dataDir, databaseUrl: null }), 'other')
  database.exec('DROP TABLE songs')
  t.equal(await findStore({ dataDir, databaseUrl: null }), 'empty')
  database.close()
})
