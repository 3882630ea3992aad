/** Carriers, on SQLite. */
import type Database from 'better-sqlite3'
import type { Act } from '../audit-store.ts'
import { CARRIER_COLUMNS, type Carrier, type CarrierStore, type StoredCarrier } from '../carrier-store.ts'
import { sqliteAuditor } from './sqlite-audit.ts'

export function sqliteCarriers(database: Database.Database): CarrierStore {
  const audit = sqliteAuditor(database)
  const put = database.prepare(
    `INSERT INTO carriers (id, name, device_limit, created_at) VALUES (@id, @name, @deviceLimit, @at)
     ON CONFLICT (id) DO UPDATE SET name = @name, device_limit = @deviceLimit`,
  )
  const one = database.prepare<[string], StoredCarrier>(`SELECT ${CARRIER_COLUMNS} FROM carriers WHERE id = ?`)
  const all = database.prepare<[], StoredCarrier>(`SELECT ${CARRIER_COLUMNS} FROM carriers ORDER BY id`)
  const set = database.transaction((carrier: Carrier, act: Act) => {
    put.run({ ...carrier, at: act.at })
    const detail = { name: carrier.name, device_limit: carrier.deviceLimit }
    audit({ ...act, act: 'set-carrier', subject: carrier.id, detail })
    return one.get(carrier.id) as StoredCarrier
  })
  return {
    setCarrier: async (carrier, act) => set.immediate(carrier, act),
    findCarrier: async (id) => one.get(id) ?? null,
    listCarriers: async () => all.all(),
  }
}
