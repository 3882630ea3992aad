/** The store on SQLite: one authority machine, one writer, every commit on the disk before it is acknowledged. */
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { accountEntries, allowedEntries, type CrossingEvent, type CrossingReceipt } from '#evisa/crossing-event.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { openDatabase } from '../../platform/open-database.ts'
import { sqliteDevices } from './sqlite-devices.ts'
import { payloadHash, sqlitePublishing, statusMarker } from './sqlite-publishing.ts'
import type { RecordVisaFault, Store, StoredVisa } from './store.ts'

type NewVisa = Omit<StoredVisa, 'status' | 'entriesUsed'>

interface VisaRow {
  claims: string
  jws: string
  qr_text: string
  visa_support_number: string
  status: StoredVisa['status']
  entries_used: number
}

const MIGRATIONS = join(import.meta.dirname, 'migrations/sqlite')
const VISA_COLUMNS = 'claims, jws, qr_text, visa_support_number, status, entries_used'

/** Opens the store; makes and migrates the file as needed. Throws if commits would not be durable. */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file, MIGRATIONS, (opened) => opened.function('payload_hash', payloadHash))
  return {
    ...visas(database),
    ...sqlitePublishing(database),
    ...crossings(database),
    ...sqliteDevices(database),
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
  const change = database.prepare('INSERT INTO status_changes (number, status, reason, at) VALUES (?, ?, ?, ?)')
  const issue = database.prepare('INSERT INTO issued (kid, payload_hash) VALUES (?, ?)')
  const record = ({ claims, jws, qrText, visaSupportNumber }: NewVisa): RecordVisaFault | null => {
    const { idx, uri } = claims.status.status_list
    const allowed = allowedEntries(claims)
    const kid = kidOf(jws)
    try {
      insert.run({
        number: claims.jti,
        kid,
        jws,
        qrText,
        claims: JSON.stringify(claims),
        visaSupportNumber,
        passport: `${claims.passport.issuer}:${claims.passport.number}`,
        list: Number(uri.slice(STATUS_LIST_URN.length)),
        index: idx,
        allowed: Number.isFinite(allowed) ? allowed : null,
      })
      issue.run(kid, payloadHash(jws))
      return null
    } catch (error) {
      return takenBy(error)
    }
  }
  const recordAll = database.transaction((all: readonly NewVisa[]) => all.map(record))
  const setStatus = database.transaction((number: string, status: string, reason: string, at: number) => {
    const row = update.get({ status, number })
    if (row === undefined) return undefined
    change.run(number, status, reason, at)
    mark(number)
    return row
  })
  return {
    countVisas: async () => count.get()?.position ?? 0,
    recordVisas: async (all: readonly NewVisa[]) => recordAll.immediate(all),
    findVisa: async (number: string) => readVisa(select.get(number)),
    setVisaStatus: async (number: string, status: StoredVisa['status'], reason: string, at: number) =>
      readVisa(setStatus.immediate(number, status, reason, at)),
  }
}

function crossings(database: Database.Database) {
  const known = database.prepare<[string], { position: number }>('SELECT position FROM crossings WHERE id = ?')
  const insert = database.prepare(
    'INSERT INTO crossings (id, visa_number, device, event, received_at) VALUES (?, ?, ?, ?, ?)',
  )
  const select = database.prepare<[string], { event: string }>(
    'SELECT event FROM crossings WHERE visa_number = ? ORDER BY position',
  )
  const after = database.prepare<[number, number], { position: number; event: string }>(
    'SELECT position, event FROM crossings WHERE position > ? ORDER BY position LIMIT ?',
  )
  const end = database.prepare<[], { position: number | null }>('SELECT max(position) AS position FROM crossings')
  const allowed = database.prepare<[string], { entries_allowed: number | null; status: StoredVisa['status'] }>(
    'SELECT entries_allowed, status FROM visas WHERE number = ?',
  )
  const setUsed = database.prepare('UPDATE visas SET entries_used = ? WHERE number = ?')
  const mark = statusMarker(database)
  const eventsOf = (number: string): CrossingEvent[] => select.all(number).map(({ event }) => JSON.parse(event))

  const append = (event: CrossingEvent, receivedAt: number): CrossingReceipt => {
    const number = event.visa_number
    const visa = allowed.get(number)
    const limit = visa?.entries_allowed ?? Number.POSITIVE_INFINITY
    const before = accountEntries(eventsOf(number))
    const stored = known.get(event.id)
    const receipt = { id: event.id, entries_used: before.used, over_used: before.used > limit, used_by: null }
    if (stored !== undefined) return { ...receipt, result: 'known', position: stored.position }
    // An online admission is a compare-and-set: it counts only while the visa stands, no stay is open and an entry is
    // left. What a device did offline is a fact and is always kept.
    const mayEnter = visa === undefined || (visa.status === 'valid' && before.open === null && before.used < limit)
    if (event.action === 'entry' && event.basis === 'online' && !mayEnter) {
      const last = before.events.findLast(({ action }) => action === 'entry')
      const used_by = last ? { at: last.at, checkpoint: last.checkpoint, device: last.device } : null
      return { ...receipt, result: 'refused', position: null, used_by }
    }
    const { lastInsertRowid } = insert.run(event.id, number, event.device, JSON.stringify(event), receivedAt)
    const { used } = accountEntries(eventsOf(number))
    setUsed.run(used, number)
    if (before.used >= limit !== used >= limit) mark(number)
    return {
      ...receipt,
      result: 'stored',
      position: Number(lastInsertRowid),
      entries_used: used,
      over_used: used > limit,
    }
  }
  const appendAll = database.transaction((events: readonly CrossingEvent[], receivedAt: number) =>
    events.map((event) => append(event, receivedAt)),
  )
  return {
    appendCrossings: async (events: readonly CrossingEvent[], receivedAt: number) =>
      appendAll.immediate(events, receivedAt),
    eventsOf: async (number: string) => eventsOf(number),
    ledgerEnd: async () => end.get()?.position ?? 0,
    crossingsAfter: async (position: number, limit: number) =>
      after
        .all(position, limit)
        .map((row) => ({ position: row.position, event: JSON.parse(row.event) as CrossingEvent })),
  }
}

function readVisa(row: VisaRow | undefined): StoredVisa | null {
  if (row === undefined) return null
  return {
    claims: JSON.parse(row.claims) as VisaClaims,
    jws: row.jws,
    qrText: row.qr_text,
    visaSupportNumber: row.visa_support_number,
    status: row.status,
    entriesUsed: row.entries_used,
  }
}

function kidOf(jws: string): string {
  return JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).kid
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
