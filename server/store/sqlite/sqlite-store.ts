/** The store on SQLite: one authority machine, one writer, every commit on the disk before it is acknowledged. */
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { emptyLog, openDatabase } from '../../../platform/open-database.ts'
import { type FoundTwice, type Opening, QUIETLY, twiceEntry, twiceWords } from '../found-twice.ts'
import { headAfter } from '../ledger-head.ts'
import { rowSum } from '../row-sums.ts'
import type { Store } from '../store.ts'
import { storesInSteps } from '../stores-in-steps.ts'
import { payloadHash } from '../visa-rows.ts'
import { sqliteAudit, sqliteAuditor } from './sqlite-audit.ts'
import { sqliteCarriers } from './sqlite-carriers.ts'
import { settleOldConflicts } from './sqlite-conflicts.ts'
import { sqliteDeliveries } from './sqlite-deliveries.ts'
import { sqliteDevices } from './sqlite-devices.ts'
import { sqliteFlights } from './sqlite-flights.ts'
import { sqliteKeeping } from './sqlite-keeping.ts'
import { sqliteLedger } from './sqlite-ledger.ts'
import { sqliteOperators } from './sqlite-operators.ts'
import { sqliteProposals } from './sqlite-proposals.ts'
import { sqlitePublishing } from './sqlite-publishing.ts'
import { sqliteReferrals } from './sqlite-referrals.ts'
import { sqliteSteps } from './sqlite-steps.ts'
import { sqliteVisas } from './sqlite-visas.ts'

const MIGRATIONS = join(import.meta.dirname, '../migrations/sqlite')

/** Adds what migrations call. */
export function addFunctions(database: Database.Database): void {
  database.function('payload_hash', payloadHash)
  database.function('row_sum', { varargs: true }, (...values) => rowSum(values as Parameters<typeof rowSum>[0]))
  database.aggregate('ledger_head', { start: '', step: (head: string, entry: string) => headAfter(head, [entry]) })
}

/** Opens the store; makes and migrates the file as needed. Throws if commits would not be durable. */
export function openSqliteStore(file: string, opening: Opening = QUIETLY): Store {
  const database = openDatabase(file, MIGRATIONS, addFunctions)
  tellFoundTwice(database, opening)
  settleOldConflicts(database)
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck()
  const { stop, ...keeping } = sqliteKeeping(database)
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
    ...keeping,
    changesSoFar: () => changes.get() ?? 0,
    eraseForgotten: async () => emptyLog(database),
    close: async () => {
      await stop()
      database.close()
    },
  }
}

/** What a migration found is noted in the audit trail, where it is not overlooked, and told. */
function tellFoundTwice(database: Database.Database, { tell, now }: Opening): void {
  const isThere = database.prepare("SELECT 1 FROM temp.sqlite_schema WHERE name = 'found_twice'").get()
  if (isThere === undefined) return
  const audit = sqliteAuditor(database)
  const found = database.prepare<[], FoundTwice>('SELECT number, other, support FROM temp.found_twice').all()
  database.transaction(() => {
    for (const one of found) audit(twiceEntry(one, now()))
    database.exec('DROP TABLE temp.found_twice')
  })()
  for (const one of found) tell(twiceWords(one))
}
