/** One server to a folder with a SQLite store: two would each follow their own memory of what is published. */
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { isDamaged } from '../../platform/open-database.ts'
import { ConfigError } from '../config.ts'

const LOCK = 'server.lock'

export interface HeldFolder {
  release(): void
  /** Ends a start that failed: the folder is released, and as empty as it was found, or not there. One that held anything stays as it is. */
  undo(): void
}

/**
 * Holds a data folder until it is released or the process ends, however it ends: SQLite's lock on a file beside the
 * store is the operating system's. Throws `ConfigError` where another process holds it.
 */
export function holdFolder(dataDir: string): HeldFolder {
  const made = mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, LOCK)
  closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
  const lock = new Database(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (isDamaged(cause))
      throw new ConfigError(`${file} is no lock (${(cause as Error).message}): delete it`, { cause })
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw cause
    throw new ConfigError(
      `EVISA_DATA_DIR is "${dataDir}", on which another server works: open its address, stop it first, or set another folder`,
      { cause },
    )
  }
  // It is asked under the lock: whatever another server made here meanwhile is not ours to clear away.
  const wasEmpty = readdirSync(dataDir).every((name) => name.startsWith(LOCK))
  const release = () => void lock.close()
  return {
    release,
    undo: () => {
      if (wasEmpty)
        for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true, force: true })
      release()
      if (wasEmpty && made !== undefined) rmSync(made, { recursive: true, force: true })
    },
  }
}
