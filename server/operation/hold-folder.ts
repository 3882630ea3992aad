/** One server to a folder with a SQLite store: two would each follow their own memory of what is published. */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ConfigError } from '../config.ts'

export interface HeldFolder {
  release(): void
}

/**
 * Holds a data folder until it is released or the process ends, however it ends: SQLite's lock on a file beside the
 * store is the operating system's. Throws `ConfigError` where another process holds it.
 */
export function holdFolder(dataDir: string): HeldFolder {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'server.lock')
  closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
  const lock = new Database(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw cause
    throw new ConfigError(
      `EVISA_DATA_DIR is "${dataDir}", on which another server works: open its address, stop it first, or set another folder`,
      { cause },
    )
  }
  return { release: () => void lock.close() }
}
