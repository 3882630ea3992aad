/** What there is in the place of a store, found without making or changing anything. */
import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { isDamaged } from '../../platform/open-database.ts'
import { type StorePlace, sqliteFile } from './open-store.ts'
import { findInPostgres } from './postgres/find-in-postgres.ts'

/**
 * `none`: nothing at all; `empty`: a file or a database in which nothing was ever kept, or out of which all went; `other`: what some
 * other program keeps there; `kept`: a store, whole or damaged.
 */
export type FoundStore = 'none' | 'empty' | 'other' | 'kept'

export async function findStore({ dataDir, databaseUrl }: StorePlace): Promise<FoundStore> {
  return databaseUrl === null ? findInFile(sqliteFile(dataDir)) : findInPostgres(databaseUrl)
}

function findInFile(file: string): FoundStore {
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined) return 'none'
  // Not opened: SQLite would delete the log beside an empty file, which may be all that is left of it.
  if (size === 0) return 'empty'
  const database = new Database(file, { fileMustExist: true })
  try {
    const tables = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
    if (tables.length === 0) return 'empty'
    return tables.includes('visas') ? 'kept' : 'other'
  } catch (error) {
    if (isDamaged(error)) return 'kept'
    throw error
  } finally {
    database.close()
  }
}
