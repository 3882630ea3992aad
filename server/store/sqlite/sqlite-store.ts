/** The store on SQLite: one authority machine, one writer, every commit on the disk before it is acknowledged. */
import { join } from 'node:path'
import { emptyLog, openDatabase } from '../../../platform/open-database.ts'
import type { Store } from '../store.ts'
import { storesInSteps } from '../stores-in-steps.ts'
import { payloadHash } from '../visa-rows.ts'
import { sqliteAudit } from './sqlite-audit.ts'
import { sqliteCarriers } from './sqlite-carriers.ts'
import { settleOldConflicts } from './sqlite-conflicts.ts'
import { sqliteDeliveries } from './sqlite-deliveries.ts'
import { sqliteDevices } from './sqlite-devices.ts'
import { sqliteFlights } from './sqlite-flights.ts'
import { sqliteLedger } from './sqlite-ledger.ts'
import { sqliteOperators } from './sqlite-operators.ts'
import { sqliteProposals } from './sqlite-proposals.ts'
import { sqlitePublishing } from './sqlite-publishing.ts'
import { sqliteReferrals } from './sqlite-referrals.ts'
import { sqliteSteps } from './sqlite-steps.ts'
import { sqliteVisas } from './sqlite-visas.ts'

const MIGRATIONS = join(import.meta.dirname, '../migrations/sqlite')

/** Opens the store; makes and migrates the file as needed. Throws if commits would not be durable. */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file, MIGRATIONS, (opened) => opened.function('payload_hash', payloadHash))
  settleOldConflicts(database)
  return {
    ...sqliteVisas(database),
    ...sqlitePublishing(database),
    ...sqliteLedger(database),
    ...sqliteAudit(database),
    ...sqliteCarriers(database),
    ...sqliteDevices(database),
    ...sqliteFlights(database),
    ...sqliteDeliveries(database),
    ...sqliteOperators(database),
    ...sqliteProposals(database),
    ...sqliteReferrals(database),
    ...storesInSteps(sqliteSteps(database)),
    eraseForgotten: async () => emptyLog(database),
    close: async () => void database.close(),
  }
}
