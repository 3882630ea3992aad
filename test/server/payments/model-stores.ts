/** What the model of payments is played on: two processes over one database, and the time that all of them share. */
import { join } from 'node:path'
import { NOW } from '../../../fixtures/made-world.ts'
import { openDatabase } from '../../../platform/open-database.ts'
import { connectPostgres } from '../../../server/store/postgres/postgres-connection.ts'
import { postgresSteps } from '../../../server/store/postgres/postgres-steps.ts'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { ModelStores } from './payment-histories.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')

export interface OpenedModel extends ModelStores {
  close(): Promise<void>
}

export function sqliteModel(file: string): OpenedModel {
  const stores = [openSqliteStore(file), openSqliteStore(file)] as const
  const database = openDatabase(file, MIGRATIONS)
  return {
    ...{ stores, runs: sqliteSteps(database), clock: { now: NOW } },
    close: async () => {
      for (const store of stores) await store.close()
      database.close()
    },
  }
}

export async function postgresModel(url: string): Promise<OpenedModel> {
  const stores = [await openPostgresStore(url), await openPostgresStore(url)] as const
  const connection = await connectPostgres(url, { connections: 2 })
  return {
    ...{ stores, runs: postgresSteps(connection), clock: { now: NOW } },
    close: async () => {
      for (const store of stores) await store.close()
      await connection.close()
    },
  }
}
