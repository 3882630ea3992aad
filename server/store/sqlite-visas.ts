/** Visas on SQLite. */
import type Database from 'better-sqlite3'
import type { Act } from './audit-store.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { statusMarker } from './sqlite-publishing.ts'
import type { NewVisa, RecordVisaFault, Store, StoredVisa } from './store.ts'
import {
  type ApplicationRow,
  readApplications,
  readVisa,
  VISA_COLUMNS,
  type VisaRow,
  visaColumnsOf,
} from './visa-rows.ts'

type Visas = Pick<
  Store,
  'countVisas' | 'recordVisas' | 'replaceVisa' | 'issuedApplications' | 'findVisa' | 'setVisaStatus'
>

export function sqliteVisas(database: Database.Database): Visas {
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
  const applied = database.prepare<[string], ApplicationRow>(
    'SELECT reference, content_hash, visa_number FROM visa_applications WHERE reference = ?',
  )
  const apply = database.prepare(
    'INSERT INTO visa_applications (reference, content_hash, visa_number) VALUES (?, ?, ?)',
  )
  const link = database.prepare('INSERT INTO visa_replacements (replaced, replacement) VALUES (?, ?)')
  const issue = database.prepare('INSERT INTO issued (kid, payload_hash) VALUES (?, ?)')
  const record = (visa: NewVisa): RecordVisaFault | null => {
    const { validUntil: _until, stayDays: _days, payloadHash, ...more } = visaColumnsOf(visa)
    const { applicationReference, contentHash, ...columns } = more
    try {
      if (applicationReference !== null && applied.get(applicationReference) !== undefined) return 'reference-taken'
      insert.run(columns)
      issue.run(columns.kid, payloadHash)
      if (applicationReference !== null) apply.run(applicationReference, contentHash, columns.number)
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
  const replace = database.transaction((number: string, reason: string, visa: NewVisa, act: Act) => {
    if (select.get(number)?.status === 'revoked' || setStatus(number, 'revoked', reason, act) === undefined)
      return 'not-replaceable'
    const fault = record(visa)
    // What was revoked for it stands again.
    if (fault !== null) throw new NotRecorded(fault)
    link.run(number, visa.claims.jti)
    audit({ ...act, act: 'issue', subject: visa.claims.jti, detail: { replaces: number } })
    return null
  })
  return {
    countVisas: async () => count.get()?.position ?? 0,
    recordVisas: async (all: readonly NewVisa[], act: Act) => recordAll.immediate(all, act),
    replaceVisa: async (number, reason, visa, act) => {
      try {
        return replace.immediate(number, reason, visa, act)
      } catch (error) {
        if (error instanceof NotRecorded) return error.fault
        throw error
      }
    },
    issuedApplications: async (references) =>
      readApplications(references.map((reference) => applied.get(reference)).filter((row) => row !== undefined)),
    findVisa: async (number: string) => readVisa(select.get(number)),
    setVisaStatus: async (number: string, status: StoredVisa['status'], reason: string, act: Act) =>
      readVisa(setStatus.immediate(number, status, reason, act)),
  }
}

class NotRecorded extends Error {
  override name = 'NotRecorded'
  readonly fault: RecordVisaFault
  constructor(fault: RecordVisaFault) {
    super(fault)
    this.fault = fault
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
