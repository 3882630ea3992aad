/** The store on SQLite: one authority machine, one writer, every commit on the disk before it is acknowledged. */
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { openDatabase } from '../../platform/open-database.ts'
import type { Act } from './audit-store.ts'
import { sqliteAudit, sqliteAuditor } from './sqlite-audit.ts'
import { sqliteCarriers } from './sqlite-carriers.ts'
import { sqliteDevices } from './sqlite-devices.ts'
import { sqliteFlights } from './sqlite-flights.ts'
import { sqliteLedger } from './sqlite-ledger.ts'
import { sqlitePublishing, statusMarker } from './sqlite-publishing.ts'
import type { RecordVisaFault, Store, StoredVisa } from './store.ts'
import { type NewVisa, payloadHash, readVisa, type VisaRow, visaColumnsOf } from './visa-rows.ts'

const MIGRATIONS = join(import.meta.dirname, 'migrations/sqlite')
const VISA_COLUMNS = 'claims, jws, qr_text, visa_support_number, status, entries_used'

/** Opens the store; makes and migrates the file as needed. Throws if commits would not be durable. */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file, MIGRATIONS, (opened) => opened.function('payload_hash', payloadHash))
  return {
    ...visas(database),
    ...sqlitePublishing(database),
    ...sqliteLedger(database),
    ...sqliteAudit(database),
    ...sqliteCarriers(database),
    ...sqliteDevices(database),
    ...sqliteFlights(database),
    close: async () => void database.close(),
  }
}

function visas(database: Database.Database) {
  const count = database.prepare<[], { position: number | null }>('SELECT max(position) AS position FROM visas')
  const insert = database.prepare(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list, status_index, entries_allowed)
     VALUES (@number, @kid, @jws, @qrText, @claims, @visaSupportNumber, @passport, 'valid', @list, @index, @allowed)`,
  )
  const select = database.prepare<[string], VisaRow>(`SELECT ${VISA_COLUMNS} FROM visas WHERE number = ?`)
  const update = database.prepare<[{ status: string; number: string }], VisaRow>(
    `UPDATE visas SET status = @status WHERE number = @number AND (status <> 'revoked' OR @status = 'revoked')
     RETURNING ${VISA_COLUMNS}`,
  )
  const mark = statusMarker(database)
  const audit = sqliteAuditor(database)
  const change = database.prepare('INSERT INTO status_changes (number, status, reason, at) VALUES (?, ?, ?, ?)')
  const issue = database.prepare('INSERT INTO issued (kid, payload_hash) VALUES (?, ?)')
  const record = (visa: NewVisa): RecordVisaFault | null => {
    const { validUntil: _until, stayDays: _days, payloadHash, ...columns } = visaColumnsOf(visa)
    try {
      insert.run(columns)
      issue.run(columns.kid, payloadHash)
      return null
    } catch (error) {
      return takenBy(error)
    }
  }
  const recordAll = database.transaction((all: readonly NewVisa[], act: Act) =>
    all.map((visa) => {
      const fault = record(visa)
      if (fault === null) audit({ ...act, act: 'issue', subject: visa.claims.jti, detail: {} })
      return fault
    }),
  )
  const setStatus = database.transaction((number: string, status: string, reason: string, act: Act) => {
    const row = update.get({ status, number })
    if (row === undefined) return undefined
    change.run(number, status, reason, act.at)
    mark(number)
    audit({ ...act, act: 'set-status', subject: number, detail: { status, reason } })
    return row
  })
  return {
    countVisas: async () => count.get()?.position ?? 0,
    recordVisas: async (all: readonly NewVisa[], act: Act) => recordAll.immediate(all, act),
    findVisa: async (number: string) => readVisa(select.get(number)),
    setVisaStatus: async (number: string, status: StoredVisa['status'], reason: string, act: Act) =>
      readVisa(setStatus.immediate(number, status, reason, act)),
  }
}

function takenBy(error: unknown): RecordVisaFault {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE') {
    if (message?.includes('visas.number')) return 'number-taken'
    if (message?.includes('visas.status_index')) return 'status-index-taken'
    if (message?.includes('visas.visa_support_number')) return 'support-number-used'
  }
  throw error
}
