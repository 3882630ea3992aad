/** A backup put in the place of a SQLite store, which is moved aside and never deleted. */
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { isDamaged } from '../../../platform/open-database.ts'
import { movedMarker, sqliteFile } from '../open-store.ts'
import { STORE_FILES } from './back-up.ts'
import type { BackupManifest } from './backup-manifest.ts'
import { assertSameAuthority } from './check-backup.ts'
import { contentsOfSqlite } from './copy-sqlite.ts'
import { syncToDisk } from './durable-file.ts'
import { endsBeyond } from './ends-beyond.ts'
import { BackupFault, type StoreContents } from './store-contents.ts'

export interface Restored {
  /** Where the store of before lies; null where there was none. */
  readonly movedAside: string | null
  /** What it had and the backup lacks. */
  readonly lost: readonly string[]
}

export interface RestoreOptions {
  /** The folder of the backup, and its manifest, which was checked. */
  readonly folder: string
  readonly manifest: BackupManifest
  readonly dataDir: string
  readonly isOverNewer: boolean
  readonly at: Date
}

const SIDE_FILES = ['', '-wal', '-shm']

/** To be called while the data folder is held. Throws `BackupFault`; then the store is as it was. */
export async function restoreSqlite({ folder, manifest, dataDir, isOverNewer, at }: RestoreOptions): Promise<Restored> {
  const file = sqliteFile(dataDir)
  const marker = movedMarker(dataDir)
  if (existsSync(marker))
    throw new BackupFault(
      `this authority was moved (${readFileSync(marker, 'utf8').trim()}): restore a backup of that database, or delete ${marker}`,
    )
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const copy = `${file}.restoring`
  try {
    putCopy(join(folder, STORE_FILES.sqlite), copy)
    const present = await contentsOfPresent(file)
    assertSameAuthority(manifest, present?.root ?? null, file)
    const hash = await readCopy(copy, manifest, present?.ends.audit ?? 0)
    const lost = present === null ? [] : endsBeyond(present, manifest, hash)
    if (lost.length > 0 && !isOverNewer)
      throw new BackupFault(
        `${file} is newer than the backup. It has ${lost.join(', ')}: nothing was changed. Take a newer backup; or, where what it has ` +
          'shall not count, say --over-newer, and it is moved aside',
      )
    const movedAside = moveAside(file, at)
    renameSync(copy, file)
    syncToDisk(dataDir)
    return { movedAside, lost }
  } finally {
    rmSync(copy, { force: true })
  }
}

function putCopy(from: string, to: string): void {
  rmSync(to, { force: true })
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
  if (process.platform !== 'win32') chmodSync(to, 0o600)
  syncToDisk(to)
}

/**
 * Opens what is about to be the store, since a manifest may be of another file, though both are whole; gives the hash of a row of its
 * audit trail.
 */
async function readCopy(
  file: string,
  { schema, root, epoch, ends, rows }: BackupManifest,
  position: number,
): Promise<string | null> {
  const database = new Database(file, { fileMustExist: true })
  try {
    const contents = await contentsOfSqlite(database)
    if (!isDeepStrictEqual(contents, { schema, root, epoch, ends, rows }))
      throw new BackupFault('the backup holds other rows than its manifest says: take another one')
    const hash = database.prepare<[number], string>('SELECT hash FROM audit WHERE position = ?').pluck()
    return hash.get(position) ?? null
  } finally {
    database.close()
  }
}

/** Null where there is no store, or none that can be read: what cannot be read cannot be compared, and is kept all the same. */
async function contentsOfPresent(file: string): Promise<StoreContents | null> {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return null
  try {
    // Opened to write, so that by its end it is one file: what is moved aside by several steps can be cut off in between.
    const database = new Database(file, { fileMustExist: true })
    try {
      return await contentsOfSqlite(database)
    } finally {
      database.close()
    }
  } catch (error) {
    if (isDamaged(error) || error instanceof BackupFault) return null
    throw error
  }
}

/** With what belongs to it, so that it can be opened where it lies. */
function moveAside(file: string, at: Date): string | null {
  if (!SIDE_FILES.some((end) => existsSync(`${file}${end}`))) return null
  const time = `${at.toISOString().slice(0, 19).replaceAll(':', '')}Z`
  let aside = `${file}.before-${time}`
  for (let count = 2; existsSync(aside); count++) aside = `${file}.before-${time}-${count}`
  for (const end of SIDE_FILES) if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
  return aside
}
