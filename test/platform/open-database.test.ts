import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import t from 'tap'
import { emptyLog, openDatabase } from '../../platform/open-database.ts'

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
  const script = `import { emptyLog, openDatabase } from '${module}'; openDatabase(...${given}).close()`
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

const PEOPLE = 2000
const FORGOTTEN = /somebody-\d+@example\.org/g

function leftIn(file: string): number {
  const texts = [file, `${file}-wal`].filter((one) => existsSync(one)).map((one) => readFileSync(one, 'latin1'))
  return new Set(texts.join('').match(FORGOTTEN)).size
}

function addPeople(database: Database.Database): void {
  database.exec(
    'CREATE TABLE people (id INTEGER PRIMARY KEY, address TEXT NOT NULL) STRICT; CREATE INDEX a ON people (address)',
  )
  const add = database.prepare('INSERT INTO people (address) VALUES (?)')
  const addAll = database.transaction(() => {
    for (let one = 0; one < PEOPLE; one++) add.run(`somebody-${one}@example.org`)
  })
  addAll()
}

t.test('nothing of what was deleted or written over is left in the bytes of the file, nor in its log', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'one.db')
  const database = openDatabase(file, migrations(dir, FIRST))
  t.teardown(() => database.close())
  addPeople(database)
  t.equal(leftIn(file), PEOPLE)
  database.exec("DELETE FROM people WHERE id % 2 = 0; UPDATE people SET address = '' WHERE id % 3 > 0")
  emptyLog(database)
  const kept = database.prepare("SELECT count(*) FROM people WHERE address <> ''").pluck().get()
  t.equal(leftIn(file), kept)
  database.exec('DELETE FROM people')
  emptyLog(database)
  t.equal(leftIn(file), 0)
})

t.test('what a program of before left in a file is gone once it was opened', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'one.db')
  const before = new Database(file)
  before.pragma('journal_mode = WAL')
  before.pragma('secure_delete = OFF')
  addPeople(before)
  before.exec('DELETE FROM people WHERE id > 10')
  before.close()
  t.ok(leftIn(file) > PEOPLE / 2, 'free pages keep them')
  const database = openDatabase(file, migrations(dir, FIRST))
  t.teardown(() => database.close())
  emptyLog(database)
  t.equal(leftIn(file), 10)
  t.equal(database.prepare('SELECT count(*) FROM people').pluck().get(), 10)
})

t.test('a log that another program reads is left for the next time, without waiting', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'one.db')
  const database = openDatabase(file, migrations(dir, FIRST))
  const reader = new Database(file)
  t.teardown(() => {
    reader.close()
    database.close()
  })
  addPeople(database)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM people').get()
  database.exec('DELETE FROM people')
  const begun = performance.now()
  emptyLog(database)
  t.ok(performance.now() - begun < 1000)
  t.equal(database.pragma('busy_timeout', { simple: true }), 5000)
  reader.exec('COMMIT')
  emptyLog(database)
  t.equal(leftIn(file), 0)
})
