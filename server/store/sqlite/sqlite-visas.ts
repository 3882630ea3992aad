/** Visas on SQLite. */
import type Database from 'better-sqlite3'
import type { Act, AuditEntry } from '../audit-store.ts'
import { withdrawnError } from '../delivery-rows.ts'
import { followVisa } from '../follow-visa.ts'
import { hourBefore, isSingleChange, MassAction, orMassAction, SINGLE_CHANGES_AN_HOUR } from '../single-changes.ts'
import type { Store } from '../store.ts'
import {
  type ApplicationRow,
  invitationOf,
  LISTED_VISA_COLUMNS,
  type ListedVisaRow,
  readApplications,
  readListedVisas,
  readVisa,
  replaceFault,
  VISA_COLUMNS,
  type VisaRow,
  visaColumnsOf,
} from '../visa-rows.ts'
import type { NewVisa, RecordVisaFault, StatusChange, StoredVisa } from '../visa-store.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { sqliteSettler } from './sqlite-conflicts.ts'
import { deliveryCloser, deliveryQueuer } from './sqlite-deliveries.ts'
import { statusMarker } from './sqlite-publishing.ts'
import { sqliteWalker } from './sqlite-steps.ts'

type Visas = Pick<
  Store,
  | 'countVisas'
  | 'recordVisas'
  | 'replaceVisa'
  | 'issuedApplications'
  | 'findVisa'
  | 'setVisaStatus'
  | 'statusesOfVisas'
  | 'listedVisas'
  | 'visaOfInvitation'
>

export function sqliteVisas(database: Database.Database): Visas {
  const count = database.prepare<[], { position: number | null }>('SELECT max(position) AS position FROM visas')
  const insert = database.prepare(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list, status_index, entries_allowed)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'valid', ?, ?, ?)`,
  )
  const select = database.prepare<[string], VisaRow>(`SELECT ${VISA_COLUMNS} FROM visas WHERE number = ?`)
  const audit = sqliteAuditor(database)
  const applied = database.prepare<[string], ApplicationRow>(
    'SELECT reference, content_hash, visa_number FROM visa_applications WHERE reference = ?',
  )
  const apply = database.prepare(
    'INSERT INTO visa_applications (reference, content_hash, visa_number) VALUES (?, ?, ?)',
  )
  const statusOf = statusReader(database)
  const listed = database.prepare<[string], ListedVisaRow>(
    `SELECT ${LISTED_VISA_COLUMNS} FROM visas WHERE number IN (SELECT value FROM json_each(?))`,
  )
  const ofInvitation = database
    .prepare<[string, string], string>(
      `SELECT number FROM visas
       WHERE replace(replace(visa_support_number, '-', ''), '/', '') = ? AND passport = ? AND status <> 'revoked'`,
    )
    .pluck()
  const link = database.prepare('INSERT INTO visa_replacements (replaced, replacement) VALUES (?, ?)')
  const queue = deliveryQueuer(database)
  const issue = database.prepare('INSERT INTO issued (kid, payload_hash) VALUES (?, ?)')
  const record = (visa: NewVisa): RecordVisaFault | null => {
    const { validUntil: _until, stayDays: _days, invitation: _, payloadHash, ...more } = visaColumnsOf(visa)
    const { applicationReference, contentHash, ...columns } = more
    try {
      if (applicationReference !== null && applied.get(applicationReference) !== undefined) return 'reference-taken'
      const { number, kid, jws, qrText, claims, visaSupportNumber, passport, list, index, allowed } = columns
      insert.run(number, kid, jws, qrText, claims, visaSupportNumber, passport, list, index, allowed)
      issue.run(columns.kid, payloadHash)
      if (applicationReference !== null) apply.run(applicationReference, contentHash, columns.number)
      return null
    } catch (error) {
      return takenBy(error)
    }
  }
  const noteIssued = ({ claims, delivery }: NewVisa, detail: AuditEntry['detail'], act: Act) => {
    audit({ ...act, act: 'issue', subject: claims.jti, detail })
    if (delivery) queue(delivery, act)
  }
  const recordAll = database.transaction((all: readonly NewVisa[], act: Act) =>
    all.map((visa) => {
      const fault = record(visa)
      if (fault === null) noteIssued(visa, {}, act)
      return fault
    }),
  )
  const setStatus = statusSetter(database)
  const setOne = database.transaction((number: string, change: StatusChange, act: Act) =>
    setStatus(number, change, act),
  )
  const replace = database.transaction((number: string, reason: string, visa: NewVisa, act: Act) => {
    const fault = replaceFault(select.get(number))
    if (fault !== null) return fault
    setStatus(number, { status: 'revoked', reason, replacedBy: visa.claims.jti }, act)
    const taken = record(visa)
    // With this the visa that was revoked for it stands again.
    if (taken !== null) throw new NotRecorded(taken)
    link.run(number, visa.claims.jti)
    noteIssued(visa, { replaces: number }, act)
    return null
  })
  return {
    countVisas: async () => count.get()?.position ?? 0,
    recordVisas: async (all: readonly NewVisa[], act: Act) => recordAll.immediate(all, act),
    replaceVisa: (number, reason, visa, act) =>
      orMassAction(() => {
        try {
          return replace.immediate(number, reason, visa, act)
        } catch (error) {
          if (error instanceof NotRecorded) return error.fault
          throw error
        }
      }),
    issuedApplications: async (references) =>
      readApplications(references.map((reference) => applied.get(reference)).filter((row) => row !== undefined)),
    findVisa: async (number: string) => readVisa(select.get(number)),
    visaOfInvitation: async (visaSupportNumber, passport) =>
      ofInvitation.get(invitationOf(visaSupportNumber), passport) ?? null,
    setVisaStatus: (number, status, reason, act) =>
      orMassAction(() => readVisa(setOne.immediate(number, { status, reason }, act))),
    statusesOfVisas: async (numbers) =>
      new Map(
        numbers.flatMap((number) => {
          const status = statusOf.get(number)
          return status === undefined ? [] : [[number, status] as const]
        }),
      ),
    listedVisas: async (numbers) => readListedVisas(listed.all(JSON.stringify(numbers))),
  }
}

/**
 * Sets the status of a visa within a transaction; undefined if there is none, or it is revoked, which is for ever. Throws
 * `MassAction` where it would be one single change too many.
 */
export function statusSetter(
  database: Database.Database,
): (number: string, change: StatusChange, act: Act) => VisaRow | undefined {
  const update = database.prepare<[{ status: string; number: string }], VisaRow>(
    `UPDATE visas SET status = @status WHERE number = @number AND (status <> 'revoked' OR @status = 'revoked')
     RETURNING ${VISA_COLUMNS}`,
  )
  const statusOf = statusReader(database)
  const singles = database
    .prepare<[number, number], number>('SELECT count(*) FROM status_changes WHERE single = 1 AND at > ? AND at <= ?')
    .pluck()
  const change = database.prepare(
    'INSERT INTO status_changes (number, status, reason, at, single) VALUES (?, ?, ?, ?, ?)',
  )
  const mark = statusMarker(database)
  const settle = sqliteSettler(database)
  const closeDeliveries = deliveryCloser(database)
  const audit = sqliteAuditor(database)
  const walk = sqliteWalker(database)
  return (number, asked, act) => {
    const { status, reason, proposal, replacedBy } = asked
    const isSingle = isSingleChange(statusOf.get(number), asked)
    if (isSingle && (singles.get(...hourBefore(act.at)) ?? 0) >= SINGLE_CHANGES_AN_HOUR)
      throw new MassAction('one single change too many')
    const row = update.get({ status, number })
    if (row === undefined) return undefined
    change.run(number, status, reason, act.at, Number(isSingle))
    mark(number)
    settle([number], act.at)
    const detail = { status, reason, ...(proposal && { proposal }) }
    audit({ ...act, act: 'set-status', subject: number, detail })
    if (status !== 'valid') closeDeliveries(number, withdrawnError(status, replacedBy), act)
    if (status === 'revoked') walk(followVisa(number, replacedBy ?? null, act))
    return row
  }
}

function statusReader(database: Database.Database) {
  return database.prepare<[string], StoredVisa['status']>('SELECT status FROM visas WHERE number = ?').pluck()
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
    if (message?.includes('visas_support')) return 'support-number-used'
  }
  throw error
}
