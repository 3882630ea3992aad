/** How a SQLite store fares: whether its file is in its place, and whether its pages fit together. */
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import type { KeepingStore, StoreFault } from '../keeping-store.ts'

const LOOK_MS = 2000
const CHECK = new URL('./quick-check.ts', import.meta.url)

export interface SqliteKeeping extends KeepingStore {
  /** Ends what it does by itself; to be called before the database is closed. */
  stop(): Promise<void>
}

/** Of a database that was opened on this file just now. */
export function sqliteKeeping(database: Database.Database): SqliteKeeping {
  const file = database.name
  const log = `${file}-wal`
  const opened = { file: identityOf(file), log: identityOf(log) }
  let fault: StoreFault | null = null
  let worker: Worker | null = null
  const look = () => {
    if (fault !== null) return fault
    const found = identityOf(file)
    // Where nothing was written since the last start there is no log yet.
    const isLogThere = opened.log === null || identityOf(log) === opened.log
    if (found === opened.file && isLogThere) return null
    fault = found === null || found === opened.file ? 'gone' : 'replaced'
    // The work in the background writes without being asked, and would go on in a file that nobody will find.
    database.pragma('query_only = ON')
    return fault
  }
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  return {
    storeFault: look,
    findDamage: async () => {
      worker = new Worker(CHECK, { workerData: file })
      try {
        // One that ends without a word was stopped.
        const [found] = await Promise.race([once(worker, 'message'), once(worker, 'exit').then(() => [null])])
        return found as readonly string[] | null
      } finally {
        worker = null
      }
    },
    stop: async () => {
      clearInterval(timer)
      await worker?.terminate()
    },
  }
}

/** Null where there is no such file. A store in memory has none, and is always the same. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}
