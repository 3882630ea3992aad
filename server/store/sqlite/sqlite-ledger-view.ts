/** What judging events needs to know, read from SQLite: one writer, so that it stands still meanwhile. */
import type Database from 'better-sqlite3'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { CROSSING_COLUMNS, crossingsOfRows, type SummedCrossingRow, wholeCrossing } from '../crossing-rows.ts'
import { DEVICE_COLUMNS, type DeviceRow, readDevice } from '../device-rows.ts'
import { headAfter, type LedgerEnd, NO_LEDGER } from '../ledger-head.ts'
import { NO_VISA_NUMBER, VISA_KINDS } from '../ledger-store.ts'
import type { LedgerView, VisaTerms } from '../ledger-view.ts'
import { COVER_COLUMNS, termsOf, type VisaCover, wholeVisa } from '../visa-cover.ts'
import { coverReader } from './sqlite-visa-cover.ts'

type TermsRow = VisaCover & Pick<VisaTerms, 'replaces' | 'replacedBy'>

export function sqliteLedgerView(database: Database.Database): Omit<LedgerView, 'end' | 'epochBegan'> {
  const byHash = database.prepare<[string], SummedCrossingRow>(
    `SELECT ${CROSSING_COLUMNS} FROM crossings WHERE hash = ?`,
  )
  const holder = database
    .prepare<[string], string>('SELECT hash FROM crossings WHERE id = ? AND feed_position IS NOT NULL')
    .pluck()
  const links = database.prepare<[string, number], { hash: string; prev: string | null }>(
    'SELECT hash, prev FROM crossings WHERE device = ? AND seq = ?',
  )
  const device = database.prepare<[string], DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = ?`)
  const cover = coverReader(database)
  const terms = database.prepare<[string], TermsRow>(
    `SELECT ${COVER_COLUMNS},
       (SELECT replaced FROM visa_replacements WHERE replacement = visas.number) AS replaces,
       (SELECT replacement FROM visa_replacements WHERE replaced = visas.number) AS replacedBy
     FROM visas WHERE number = ?`,
  )
  const statusChanges = database.prepare<[string], VisaTerms['statusChanges'][number]>(
    'SELECT status, at FROM status_changes WHERE number = ? ORDER BY position',
  )
  const proven = database
    .prepare<[string], number | null>('SELECT min(allowed) FROM crossings WHERE visa_number = ?')
    .pluck()
  const standing = database
    .prepare<[string], string>(
      `SELECT id FROM conflicts WHERE visa_number = ? AND stands = 1 AND kind IN ('${VISA_KINDS.join("', '")}')`,
    )
    .pluck()
  const crossings = database.prepare<[string], SummedCrossingRow>(
    `SELECT ${CROSSING_COLUMNS} FROM crossings WHERE visa_number = ?`,
  )
  return {
    receiptOf: (hash) => {
      const row = byHash.get(hash)
      return row === undefined ? undefined : (JSON.parse(wholeCrossing(row).receipt) as CrossingReceipt)
    },
    holderOf: (id) => holder.get(id),
    eventsAt: (device, seq) => links.all(device, seq),
    isRevoked: (id) => {
      const row = device.get(id)
      return row !== undefined && readDevice(row).revokedAt !== null
    },
    visa: (number) => {
      const found = terms.get(number)
      if (found === undefined) return undefined
      const { replaces, replacedBy } = found
      return { ...termsOf(wholeVisa(found)), replaces, replacedBy, statusChanges: statusChanges.all(number) }
    },
    provenEntries: (number) => proven.get(number) ?? null,
    crossingsOf: (number) => {
      // What is about nobody's e-visa is no crossing of one.
      if (number === NO_VISA_NUMBER) return []
      const visa = cover(number)
      return crossingsOfRows(number, crossings.all(number), visa && wholeVisa(visa))
    },
    standing: (number) => standing.all(number),
  }
}

/** Where the ledger ends. */
export function ledgerEnd(database: Database.Database): () => LedgerEnd {
  const last = database.prepare<[], LedgerEnd>('SELECT position, head FROM ledger_heads ORDER BY position DESC LIMIT 1')
  return () => last.get() ?? NO_LEDGER
}

/** When the store was restored last. */
export function epochBegan(database: Database.Database): () => EpochSeconds {
  const last = database.prepare<[], EpochSeconds>('SELECT max(began_at) FROM epochs').pluck()
  return () => last.get() ?? 0
}

/** Moves the end on over the entries up to a position; to be called within the transaction that writes them. */
export function ledgerMover(database: Database.Database): (position: number, entries: readonly string[]) => void {
  const end = ledgerEnd(database)
  const insert = database.prepare('INSERT INTO ledger_heads (position, head) VALUES (?, ?)')
  return (position, entries) => {
    if (entries.length > 0) insert.run(position, headAfter(end().head, entries))
  }
}

/** What does not change while events are judged is read once: the terms of a visa, and whether a device stands. */
export function once(view: Omit<LedgerView, 'end' | 'epochBegan'>): Omit<LedgerView, 'end' | 'epochBegan'> {
  return { ...view, visa: remembering(view.visa), isRevoked: remembering(view.isRevoked) }
}

function remembering<T>(read: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>()
  return (name) => {
    if (known.has(name)) return known.get(name) as T
    const found = read(name)
    known.set(name, found)
    return found
  }
}
