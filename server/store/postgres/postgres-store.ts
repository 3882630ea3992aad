/** The store on PostgreSQL: many server processes, every commit on the disk before it is acknowledged. */

import type { Store } from '../store.ts'
import { storesInSteps } from '../stores-in-steps.ts'
import { postgresAudit } from './postgres-audit.ts'
import { postgresCarriers } from './postgres-carriers.ts'
import { settleOldConflicts } from './postgres-conflicts.ts'
import { connectPostgres } from './postgres-connection.ts'
import { postgresDeliveries } from './postgres-deliveries.ts'
import { postgresDevices } from './postgres-devices.ts'
import { postgresFlights } from './postgres-flights.ts'
import { postgresLedger } from './postgres-ledger.ts'
import { postgresOperators } from './postgres-operators.ts'
import { postgresProposals } from './postgres-proposals.ts'
import { postgresPublishing } from './postgres-publishing.ts'
import { postgresReferrals } from './postgres-referrals.ts'
import { postgresSteps } from './postgres-steps.ts'
import { postgresVisas } from './postgres-visas.ts'

/** Connects, and brings the schema up to date. Throws if commits would not be durable. */
export async function openPostgresStore(url: string): Promise<Store> {
  const connection = await connectPostgres(url)
  await settleOldConflicts(connection)
  return {
    ...postgresVisas(connection),
    ...postgresPublishing(connection),
    ...postgresLedger(connection),
    ...postgresAudit(connection),
    ...postgresCarriers(connection),
    ...postgresDevices(connection),
    ...postgresFlights(connection),
    ...postgresDeliveries(connection),
    ...postgresOperators(connection),
    ...postgresProposals(connection),
    ...postgresReferrals(connection),
    ...storesInSteps(postgresSteps(connection)),
    eraseForgotten: async () => undefined,
    close: connection.close,
  }
}
