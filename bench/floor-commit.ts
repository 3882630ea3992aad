/** The raw side of the ledger: events inserted as they came, durably, and nothing else. */
import type Database from 'better-sqlite3'

interface Waiting {
  readonly hash: string
  readonly jws: string
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Makes the table, and gives an insert of many events in one commit. An event is found by its hash, so that it is taken once. */
export function rawInserts(database: Database.Database) {
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(
    'CREATE TABLE events (position INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, jws TEXT NOT NULL) STRICT',
  )
  const insert = database.prepare('INSERT INTO events (hash, jws) VALUES (?, ?)')
  return database.transaction((events: readonly { readonly hash: string; readonly jws: string }[]) => {
    for (const { hash, jws } of events) insert.run(hash, jws)
  })
}

/** An insert that shares its commit with all that were asked for in the same moment. */
export function sharedCommit(database: Database.Database): (hash: string, jws: string) => Promise<void> {
  const insertAll = rawInserts(database)
  let waiting: Waiting[] = []
  const commit = () => {
    const group = waiting
    waiting = []
    try {
      insertAll.immediate(group)
      for (const { resolve } of group) resolve()
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
  return (hash, jws) =>
    new Promise((resolve, reject) => {
      waiting.push({ hash, jws, resolve, reject })
      if (waiting.length === 1) setImmediate(commit)
    })
}
