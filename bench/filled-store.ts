/** Large stores, filled once and kept in the temporary folder for the next run: filling is no part of what is measured. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sqliteFile } from '../server/store/open-store.ts'
import { addFunctions, openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'

export interface Filling {
  /** Told apart by it: `scale-10000`. */
  readonly name: string
  /** The modules that make the rows: what they made before they were changed is not used. */
  readonly sources: readonly string[]
  /** Fills a database that has its schema and nothing else. */
  readonly fill: (database: Database.Database) => void
  /** Whether runs have put so much into it that it is no longer what it is called. */
  readonly isWorn?: (database: Database.Database) => boolean
}

/** Where they are kept. */
export const FILLED_FOLDER = join(tmpdir(), 'evisa-bench-stores')

const FILLING = '.filling-'
const ROW_SUMS = join(import.meta.dirname, '../server/store/migrations/sqlite/032-row-sums.sql')

/** The data folder of a filled store, made where there is none of this schema and of these sources. */
export async function filledStore(
  { name, sources, fill, isWorn = () => false }: Filling,
  folder = FILLED_FOLDER,
): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  forgetBroken(folder)
  const empty = mkdtempSync(join(folder, `${FILLING}${process.pid}-`))
  try {
    const file = sqliteFile(empty)
    await openSqliteStore(file).close()
    const database = new Database(file)
    try {
      const dataDir = join(folder, `${name}.${keyOf(database, sources)}`)
      if (existsSync(dataDir) && !isWornOut(dataDir, isWorn)) return dataDir
      forget(folder, name)
      process.stderr.write(`filling ${name}, once\n`)
      fillFast(database, fill)
      database.close()
      // Put in place whole: what was filled by half is never used.
      renameSync(empty, dataDir)
      return dataDir
    } finally {
      database.close()
    }
  } finally {
    rmSync(empty, { recursive: true, force: true })
  }
}

/** Throws away what was being filled by processes that are gone. */
function forgetBroken(folder: string): void {
  for (const one of readdirSync(folder)) {
    if (!one.startsWith(FILLING) || isRunning(Number(one.slice(FILLING.length).split('-')[0]))) continue
    rmSync(join(folder, one), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // One of somebody else runs all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Throws away what was filled under a name before. */
function forget(folder: string, name: string): void {
  for (const one of readdirSync(folder))
    if (one.startsWith(`${name}.`)) rmSync(join(folder, one), { recursive: true, force: true })
}

function isWornOut(dataDir: string, isWorn: (database: Database.Database) => boolean): boolean {
  const database = new Database(sqliteFile(dataDir))
  try {
    return isWorn(database)
  } finally {
    database.close()
  }
}

function keyOf(database: Database.Database, sources: readonly string[]): string {
  const hash = createHash('sha256')
  for (const sql of database.prepare<[], string | null>('SELECT sql FROM sqlite_schema ORDER BY name').pluck().all())
    hash.update(`${sql}\0`)
  for (const source of sources) hash.update(readFileSync(source))
  return hash.digest('hex').slice(0, 16)
}

/** Rows that were put there without their sums get them as those of a store of before do. */
function sumRows(database: Database.Database): void {
  addFunctions(database)
  for (const [update] of readFileSync(ROW_SUMS, 'utf8').matchAll(/^UPDATE [^;]+;/gm)) database.exec(update)
}

// What a power cut takes is filled again.
function fillFast(database: Database.Database, fill: Filling['fill']): void {
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = OFF')
  database.pragma('cache_size = -1500000')
  database.pragma('wal_autocheckpoint = 20000')
  fill(database)
  sumRows(database)
  database.pragma('wal_checkpoint(TRUNCATE)')
}
