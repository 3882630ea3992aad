/** Visas on SQLite. */
import type Database from 'better-sqlite3'
import type { Act, AuditEntry } from '../audit-store.ts'
import { withdrawnError } from '../delivery-rows.ts'
import { followVisa } from '../follow-visa.ts'
import { unlessDamaged } from '../row-sums.ts'
import { hourBefore, isSingleChange, MassAction, orMassAction, SINGLE_CHANGES_AN_HOUR } from '../single-changes.ts'
import type { Store } from '../store.ts'
import { withStatus } from '../visa-cover.ts'
import {
  type ApplicationRow,
  coverOfNew,
  invitationOf,
  issueNote,
  LISTED_VISA_COLUMNS,
  type ListedVisaRow,
  readApplications,
  readListedVisas,
  readVisa,
  replaceFault,
  VISA_COLUMNS,
  type VisaRow,
  visaColumnsOf,
  visaOfRow,
} from '../visa-rows.ts'
import type { NewVisa, RecordVisaFault, StatusChange, StoredVisa } from '../visa-store.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { sqliteSettler } from './sqlite-conflicts.ts'
import { deliveryCloser, deliveryQueuer } from './sqlite-deliveries.ts'
import { statusMarker } from './sqlite-publishing.ts'
import { sqliteWalker } from './sqlite-steps.ts'
import { coverWriter } from './sqlite-visa-cover.ts'

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
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list, status_index,
       entries_allowed, valid_until, stay_days, crossings_sum, sum)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'valid', ?, ?, ?, ?, ?, ?, ?)`,
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
  const sumsOf = database.prepare<[string], number>('SELECT sum FROM crossings WHERE visa_number = ?').pluck()
  const issue = database.prepare('INSERT INTO issued (kid, payload_hash) VALUES (?, ?)')
  const record = (visa: NewVisa): RecordVisaFault | null => {
    const { invitation: _, payloadHash, applicationReference, contentHash, ...columns } = visaColumnsOf(visa)
    try {
      if (applicationReference !== null && applied.get(applicationReference) !== undefined) return 'reference-taken'
      const { number, kid, jws, qrText, claims, visaSupportNumber, passport, ...more } = columns
      const { list, index, allowed, validUntil, stayDays } = more
      const { crossings_sum: tally, sum } = coverOfNew(columns, sumsOf.all(number))
      insert.run(
        ...[number, kid, jws, qrText, claims, visaSupportNumber, passport],
        ...[list, index, allowed, validUntil, stayDays, tally, sum],
      )
      issue.run(columns.kid, payloadHash)
      if (applicationReference !== null) apply.run(applicationReference, contentHash, columns.number)
      return null
    } catch (error) {
      return takenBy(error)
    }
  }
  const noteIssued = (visa: NewVisa, detail: AuditEntry['detail'], act: Act) => {
    audit(issueNote(visa, detail, act))
    if (visa.delivery) queue(visa.delivery, act)
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
      orMassAction(() => {
        const row = setOne.immediate(number, { status, reason }, act)
        return row === undefined ? null : visaOfRow(row)
      }),
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
  const select = database.prepare<[string], VisaRow>(`SELECT ${VISA_COLUMNS} FROM visas WHERE number = ?`)
  const write = coverWriter(database)
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
    const row = select.get(number)
    const isSingle = isSingleChange(row?.status, asked)
    if (isSingle && (singles.get(...hourBefore(act.at)) ?? 0) >= SINGLE_CHANGES_AN_HOUR)
      throw new MassAction('one single change too many')
    if (row === undefined || (row.status === 'revoked' && status !== 'revoked')) return undefined
    const changed = { ...row, ...withStatus(row, status) }
    write(changed)
    change.run(number, status, reason, act.at, Number(isSingle))
    mark(number)
    try {
      settle([number], act.at)
    } catch (error) {
      unlessDamaged(error)
    }
    const detail = { status, reason, ...(proposal && { proposal }) }
    audit({ ...act, act: 'set-status', subject: number, detail })
    if (status !== 'valid') closeDeliveries(number, withdrawnError(status, replacedBy), act)
    if (status === 'revoked') walk(followVisa(number, replacedBy ?? null, act))
    return changed
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
