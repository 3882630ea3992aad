import { execFile } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import t from 'tap'
import { openDatabase } from '../../platform/open-database.ts'

/** A folder of migrations, written in the order given. */
function migrations(dir: string, files: Readonly<Record<string, string>>): string {
  const folder = join(dir, 'migrations')
  mkdirSync(folder, { recursive: true })
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return folder
}

const FIRST = { '001-first.sql': 'CREATE TABLE log (step TEXT NOT NULL) STRICT; INSERT INTO log VALUES (1);' }

t.test('opens in WAL mode with synchronous FULL and foreign keys', async (t) => {
  const dir = t.testdir()
  const database = openDatabase(join(dir, 'deeper/one.db'), migrations(dir, FIRST))
  t.teardown(() => database.close())
  t.equal(database.pragma('journal_mode', { simple: true }), 'wal')
  t.equal(database.pragma('synchronous', { simple: true }), 2)
  t.equal(database.pragma('foreign_keys', { simple: true }), 1)
  if (process.platform !== 'win32') t.equal(statSync(join(dir, 'deeper')).mode & 0o777, 0o700, 'for its owner only')
})

t.test('a file of a newer program is not opened', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'one.db')
  openDatabase(file, migrations(dir, { ...FIRST, '007-later.sql': 'CREATE TABLE later (x TEXT) STRICT' })).close()
  const before = migrations(join(dir, 'before'), FIRST)
  t.throws(() => openDatabase(file, before), /has schema 7, made by a newer program; this one knows 1/)
})

t.test('runs migrations in order, each once, and keeps the data when it is opened again', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'one.db')
  const steps = (database: Database.Database) => database.prepare('SELECT step FROM log ORDER BY rowid').pluck().all()
  const folder = migrations(dir, { '002-second.sql': "INSERT INTO log VALUES ('two');", ...FIRST })
  const first = openDatabase(file, folder)
  t.same(steps(first), ['1', 'two'])
  first.prepare("INSERT INTO log VALUES ('kept')").run()
  first.close()

  const again = openDatabase(file, folder)
  t.same(steps(again), ['1', 'two', 'kept'], 'nothing ran twice')
  again.close()

  migrations(dir, { '003-third.sql': "INSERT INTO log VALUES ('three');" })
  const later = openDatabase(file, folder)
  t.teardown(() => later.close())
  t.same(steps(later), ['1', 'two', 'kept', 'three'], 'only the new one ran')
  t.equal(later.pragma('user_version', { simple: true }), 3)
})

t.test('a migration that fails leaves nothing of itself and stops the start', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'one.db')
  const folder = migrations(dir, FIRST)
  openDatabase(file, folder).close()
  migrations(dir, {
    '002-second.sql': 'CREATE TABLE second (x TEXT);',
    '003-broken.sql': 'CREATE TABLE half (x TEXT); NONSENSE;',
  })
  t.throws(() => openDatabase(file, folder), { code: 'SQLITE_ERROR' })
  const left = new Database(file)
  t.teardown(() => left.close())
  t.equal(left.pragma('user_version', { simple: true }), 1)
  t.same(left.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all(), ['log'])
})

t.test('several programs that open a new file at once find it made once', async (t) => {
  const dir = t.testdir()
  const module = new URL('../../platform/open-database.ts', import.meta.url).href
  const given = JSON.stringify([join(dir, 'one.db'), migrations(dir, FIRST)])
  const script = `import { openDatabase } from '${module}'; openDatabase(...${given}).close()`
  const run = promisify(execFile)
  await Promise.all([1, 2, 3, 4].map(() => run(process.execPath, ['--input-type=module', '--eval', script])))
  const made = new Database(join(dir, 'one.db'))
  t.teardown(() => made.close())
  t.same(made.prepare('SELECT step FROM log').pluck().all(), ['1'])
})

t.test('refuses a database that would lose acknowledged rows', async (t) => {
  const dir = t.testdir()
  const folder = migrations(dir, FIRST)
  // A driver that does not do as it is told: the very default that the driver has in WAL mode.
  const { pragma } = Database.prototype
  t.teardown(() => {
    Database.prototype.pragma = pragma
  })
  for (const [told, does, message] of [
    ['synchronous = FULL', 'synchronous = NORMAL', /not durable: journal_mode wal, synchronous 1/],
    ['journal_mode = WAL', 'journal_mode = DELETE', /not durable: journal_mode delete, synchronous 2/],
  ] as const) {
    Database.prototype.pragma = function (source, options) {
      return pragma.call(this, source === told ? does : source, options)
    }
    t.throws(() => openDatabase(join(dir, `${does}.db`), folder), { message })
  }
})

t.test('a migration that what is kept stands against is named, and nothing is changed', async (t) => {
  const dir = t.testdir({
    old: { '001-first.sql': 'CREATE TABLE a (x TEXT) STRICT;' },
    new: { '001-first.sql': '', '002-one-of-each.sql': 'CREATE TABLE b (x TEXT); CREATE UNIQUE INDEX one ON a (x);' },
  })
  const file = join(dir, 'kept.db')
  const before = openDatabase(file, join(dir, 'old'))
  before.exec("INSERT INTO a VALUES ('k'), ('k')")
  before.close()
  t.throws(() => openDatabase(file, join(dir, 'new')), {
    message:
      /kept\.db cannot be brought up to date \(002-one-of-each\.sql: UNIQUE .*\): nothing was changed, and the program of before opens it/,
  })
  const again = openDatabase(file, join(dir, 'old'))
  t.strictSame(again.prepare('SELECT count(*) AS count FROM a').get(), { count: 2 })
  again.close()
})
