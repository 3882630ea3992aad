/** The store that the settings ask for: PostgreSQL where a database is named, else a SQLite file of this machine. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Opening, QUIETLY } from './found-twice.ts'
import { reachPostgres } from './postgres/postgres-connection.ts'
import { openPostgresStore } from './postgres/postgres-store.ts'
import { openSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

export interface StorePlace {
  readonly dataDir: string
  /** `postgres://...`; null for SQLite. */
  readonly databaseUrl: string | null
}

export function sqliteFile(dataDir: string): string {
  return join(dataDir, 'authority.db')
}

/** Says that a SQLite authority lives on in PostgreSQL, so that nobody goes on with the copy that was left. */
export function movedMarker(dataDir: string): string {
  return join(dataDir, 'authority.db.moved')
}

/** Whether a database that is named answers and is durable; changes nothing in it. Rejects where not. */
export async function reachStore({ databaseUrl }: Pick<StorePlace, 'databaseUrl'>): Promise<void> {
  if (databaseUrl !== null) await reachPostgres(databaseUrl)
}

/** Opens the store. Throws where the one that is meant was moved elsewhere. */
export async function openStore({ dataDir, databaseUrl }: StorePlace, opening: Opening = QUIETLY): Promise<Store> {
  if (databaseUrl !== null) return openPostgresStore(databaseUrl, opening)
  const marker = movedMarker(dataDir)
  if (existsSync(marker)) {
    throw new Error(
      `this authority was moved (${readFileSync(marker, 'utf8').trim()}): set DATABASE_URL, or delete ${marker}`,
    )
  }
  return openSqliteStore(sqliteFile(dataDir), opening)
}
