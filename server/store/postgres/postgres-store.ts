/** The store on PostgreSQL: many server processes, every commit on the disk before it is acknowledged. */

import { type Opening, QUIETLY, twiceWords } from '../found-twice.ts'
import { lostOf } from '../recovery-in-steps.ts'
import type { Watching } from '../recovery-store.ts'
import type { Store } from '../store.ts'
import { storesInSteps } from '../stores-in-steps.ts'
import { noteFoundTwice } from './note-found-twice.ts'
import { postgresAudit } from './postgres-audit.ts'
import { postgresCarriers } from './postgres-carriers.ts'
import { settleOldConflicts } from './postgres-conflicts.ts'
import { type Connection, connectPostgres, type Queries } from './postgres-connection.ts'
import { postgresDeliveries } from './postgres-deliveries.ts'
import { postgresDevices } from './postgres-devices.ts'
import { postgresFlights } from './postgres-flights.ts'
import { postgresLedger } from './postgres-ledger.ts'
import { postgresOperators } from './postgres-operators.ts'
import { postgresProposals } from './postgres-proposals.ts'
import { postgresPublishing } from './postgres-publishing.ts'
import { postgresReferrals } from './postgres-referrals.ts'
import { postgresSteps, walkSteps } from './postgres-steps.ts'
import { postgresVisas } from './postgres-visas.ts'

async function assureWhole({ mark, lost }: Watching, on: Queries): Promise<void> {
  const held = mark()
  if (held === null) return
  const rows: Connection['rows'] = async (sql, values = []) => (await on.query(sql, [...values])).rows
  const { value } = await walkSteps({ rows }, lostOf(held))
  if (value.length > 0) lost(value)
}

/** Connects, and brings the schema up to date. Throws if commits would not be durable. */
export async function openPostgresStore(url: string, opening: Opening = QUIETLY): Promise<Store> {
  const { tell, now, watching } = opening
  const connection = await connectPostgres(url, {
    ...(watching && { assure: (on) => assureWhole(watching, on) }),
    migrated: async (on) => {
      for (const one of await noteFoundTwice(on, now())) tell(twiceWords(one))
    },
  })
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
    // To ask the database after every call would cost as much as the call.
    changesSoFar: () => Math.floor(performance.now() / 1000),
    // Its files are its own affair, and its pages carry checksums that it checks whenever it reads one; rows have sums as elsewhere.
    storeFault: () => null,
    findDamage: async () => null,
    eraseForgotten: async () => undefined,
    close: connection.close,
  }
}
