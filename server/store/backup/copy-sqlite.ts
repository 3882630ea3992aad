/** A copy of a SQLite store, made while a server works on it, and opened before it counts. */
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type Ask, BackupFault, contentsOf, type StoreContents } from './store-contents.ts'

const DIALECT = {
  schema: 'SELECT user_version AS schema FROM pragma_user_version',
  tables: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
}
// Of 4 kB each: between two steps an end by Ctrl-C is heard.
const PAGES_A_STEP = 2000

/** Copies the store of one moment into a new file, and tells what the copy holds. Throws `BackupFault` where it is not whole. */
export async function copySqlite(file: string, to: string, signal?: AbortSignal): Promise<StoreContents> {
  if (!existsSync(file)) throw new BackupFault(`there is no ${file}: set EVISA_DATA_DIR, or name it by --data-dir`)
  closeSync(openSync(to, 'wx', 0o600))
  const source = new Database(file, { readonly: true, fileMustExist: true })
  try {
    source.pragma('busy_timeout = 5000')
    // One moment, held from here on: a copy that followed a busy server would begin anew with each of its commits.
    source.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
    const progress = () => {
      signal?.throwIfAborted()
      return PAGES_A_STEP
    }
    await source.backup(to, { progress })
  } finally {
    source.close()
  }
  return verifySqlite(to)
}

/** Reads a copy from one end to the other, and makes one file of it, which needs no other beside it. */
async function verifySqlite(file: string): Promise<StoreContents> {
  const copy = new Database(file, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    const [first] = copy.pragma('integrity_check(1)') as { integrity_check: string }[]
    if (first?.integrity_check !== 'ok')
      throw new BackupFault(
        `the store itself is damaged (${first?.integrity_check}): keep the backups that you have, and see docs/recovery.md`,
      )
    return await contentsOfSqlite(copy)
  } finally {
    copy.close()
    if (process.platform !== 'win32') chmodSync(file, 0o600)
  }
}

export function contentsOfSqlite(database: Database.Database): Promise<StoreContents> {
  const ask: Ask = async (sql) => database.prepare<[], Record<string, unknown>>(sql).all()
  return contentsOf(ask, DIALECT)
}
