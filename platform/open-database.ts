/** A SQLite file whose commits survive a power cut, with its schema brought up to date. For the server and the station. */
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { planOnce } from './plan-once.ts'

const FULL = 2
/** The application id of a file in which nothing is left of what was deleted: "evis". */
const ERASED = 0x65766973

/** Rows of a schema that this program does not know would be read as something else. The message says what to do. */
export class NewerSchema extends Error {
  override name = 'NewerSchema'
}

/** Whether SQLite says that a file is none of its own, or that its pages contradict each other. */
export function isDamaged(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown } | null)?.code))
}

/**
 * Opens or makes the file and runs the numbered migrations of a folder that it has not seen. WAL with
 * `synchronous = FULL`, asserted after the first write; throws otherwise. `prepare` adds the functions that a
 * migration calls.
 */
export function openDatabase(
  file: string,
  migrations: string,
  prepare?: (database: Database.Database) => void,
): Database.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // It holds names and tokens: for its owner only. SQLite gives its side files the same mode.
  closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
  const database = new Database(file)
  database.pragma('busy_timeout = 5000')
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  // A table that a migration writes anew is dropped first, and what refers to it must not go with it.
  database.pragma('foreign_keys = OFF')
  eraseWhatIsDeleted(database)
  prepare?.(database)
  migrate(database, migrations)
  database.pragma('foreign_keys = ON')
  assertDurable(database)
  planOnce(database)
  return database
}

/**
 * Moves what was written into the file itself and empties the log beside it, which keeps pages as they were before somebody
 * was forgotten. While another program reads the file nothing is emptied, and nothing waits for it: the next call does it.
 */
export function emptyLog(database: Database.Database): void {
  const timeout = database.pragma('busy_timeout', { simple: true })
  database.pragma('busy_timeout = 0')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.pragma(`busy_timeout = ${timeout}`)
}

// What is deleted is overwritten from here on. A file of a program of before still holds what that deleted, in free pages and
// between rows: it is written anew, once, and says so by its number.
function eraseWhatIsDeleted(database: Database.Database): void {
  database.pragma('secure_delete = ON')
  if (database.pragma('application_id', { simple: true }) === ERASED) return
  try {
    database.exec('VACUUM')
    database.pragma(`application_id = ${ERASED}`)
  } catch (error) {
    // A disk without room for a second copy, or another program at work, stops no start: the next one tries again.
    if (!/^SQLITE_(FULL|BUSY)/.test(String((error as { code?: unknown }).code))) throw error
  }
}

// In one transaction that begins with the lock: of two programs that open a new file at once, one waits and finds it made.
function migrate(database: Database.Database, migrations: string): void {
  const run = database.transaction(() => {
    const done = database.pragma('user_version', { simple: true }) as number
    const names = readdirSync(migrations).sort()
    const known = Number(names.at(-1)?.slice(0, 3))
    if (done > known)
      throw new NewerSchema(
        `${database.name} has schema ${done}, made by a newer program; this one knows ${known}: install that one again`,
      )
    for (const name of names) {
      const number = Number(name.slice(0, 3))
      if (number <= done) continue
      runMigration(database, join(migrations, name))
      database.pragma(`user_version = ${number}`)
    }
    if (names.some((name) => Number(name.slice(0, 3)) > done)) assertWhole(database)
  })
  run.immediate()
}

// What stops here would stop every start: it says where, and which program still opens the store.
function runMigration(database: Database.Database, file: string): void {
  try {
    database.exec(readFileSync(file, 'utf8'))
  } catch (error) {
    // What is full or damaged says so by itself.
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error
    throw new Error(
      `${database.name} cannot be brought up to date (${basename(file)}: ${(error as Error).message}): nothing was changed, and the ` +
        'program of before opens it',
      { cause: error },
    )
  }
}

/** Reads every table that refers to another: after a migration only, which reads them as well. */
function assertWhole(database: Database.Database): void {
  const [first] = database.pragma('foreign_key_check') as { table: string; parent: string }[]
  if (first !== undefined) throw new Error(`${first.table} refers to a row of ${first.parent} that is not there`)
}

// The driver's own default drops to NORMAL once the file is in WAL mode, and NORMAL loses acknowledged rows.
function assertDurable(database: Database.Database): void {
  database.pragma(`user_version = ${database.pragma('user_version', { simple: true })}`)
  const journal = database.pragma('journal_mode', { simple: true })
  const synchronous = database.pragma('synchronous', { simple: true })
  if (journal !== 'wal' || synchronous !== FULL) {
    throw new Error(`the database is not durable: journal_mode ${journal}, synchronous ${synchronous}`)
  }
}
