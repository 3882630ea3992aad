/** The ledger on SQLite: one writer, so the order of the rows is the order of commit. */
import type Database from 'better-sqlite3'
import { civilDateAt } from '#evisa/civil-date.ts'
import { groupCommit } from '../group-commit.ts'
import { type LedgerStore, NO_VISA_NUMBER } from '../ledger-store.ts'
import type { HandIn } from '../ledger-view.ts'
import { crossingText, type JudgedRow, RECORD_COLUMNS, readCrossing, readRecord } from '../read-record.ts'
import { type NewRow, type Taken, takeEvents, type VisaChange } from '../take-events.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { conflictWriter, sqliteConflicts } from './sqlite-conflicts.ts'
import { epochBegan, ledgerEnd, ledgerMover, once, sqliteLedgerView } from './sqlite-ledger-view.ts'
import { statusMarker } from './sqlite-publishing.ts'
import { referralWriter } from './sqlite-referrals.ts'

const EVENTS_A_COMMIT = 500

export function sqliteLedger(database: Database.Database): LedgerStore {
  const view = sqliteLedgerView(database)
  const end = ledgerEnd(database)
  const began = epochBegan(database)
  const write = sqliteWriter(database)
  const after = database.prepare<
    [number, string, number, number],
    { position: number } & Parameters<typeof readCrossing>[0]
  >(
    `SELECT feed_position AS position, crossing, standing, allowed, until FROM crossings
     WHERE feed_position > ? AND until >= ? AND wire <= ? ORDER BY feed_position LIMIT ?`,
  )
  const chain = database.prepare<[string, number, number], JudgedRow>(
    `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = ? AND seq > ? ORDER BY seq, position LIMIT ?`,
  )

  const append = database.transaction((handIns: readonly HandIn[]) => {
    const taken = takeEvents({ ...once(view), end: end().position, epochBegan: began() }, handIns)
    write(taken)
    return taken.receipts
  })
  const commit = async (handIns: readonly HandIn[]) => append.immediate(handIns)
  const group = groupCommit(commit, { limit: EVENTS_A_COMMIT, weigh: ({ events }) => events.length })

  return {
    appendCrossings: (events, from, receivedAt) => group({ events, from, receivedAt }),
    crossingsOf: async (number) => view.crossingsOf(number),
    ledgerEnd: async () => end(),
    feedAfter: async (position, limit, now, wire = 2) => {
      const last = end()
      const rows = after.all(position, civilDateAt(now), wire, limit)
      const complete = rows.length < limit
      const next = complete ? last.position : (rows.at(-1)?.position ?? position)
      return { crossings: rows.map(readCrossing), next, complete, head: complete ? last.head : null }
    },
    chainOf: async (device, afterSeq, limit) => chain.all(device, afterSeq, limit).map(readRecord),
    ...sqliteConflicts(database),
  }
}

/** Writes what was taken; to be called within the transaction in which it was judged. */
function sqliteWriter(database: Database.Database): (taken: Omit<Taken, 'receipts'>) => void {
  const insert = database.prepare(
    `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
       allowed, until, jws, receipt, received_at, received_from, wire)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const setUsed = database.prepare('UPDATE visas SET entries_used = ? WHERE number = ?')
  const writeConflicts = conflictWriter(database)
  const referrals = referralWriter(database)
  const mark = statusMarker(database)
  const audit = sqliteAuditor(database)
  const moveEnd = ledgerMover(database)
  const insertRow = ({ event, crossing, standing, receipt, ...row }: NewRow) => {
    const { id, prev, device, seq, visa_number: visaNumber } = event
    // The values go by place: to find so many of them by name takes as long as to insert them.
    insert.run(
      row.position,
      row.feedPosition,
      row.hash,
      prev,
      id,
      visaNumber ?? NO_VISA_NUMBER,
      device,
      seq,
      crossingText(crossing),
      standing,
      row.allowed,
      row.until,
      row.jws,
      JSON.stringify(receipt),
      row.receivedAt,
      row.receivedFrom,
      row.wire,
    )
  }
  const setVisa = ({ number, used, isMarked }: VisaChange) => {
    setUsed.run(used, number)
    if (isMarked) mark(number)
  }
  return ({ rows, visas, conflicts, settled, audit: acts }) => {
    for (const row of rows) insertRow(row)
    moveEnd(
      rows.at(-1)?.position ?? 0,
      rows.map(({ hash }) => hash),
    )
    for (const visa of visas) setVisa(visa)
    referrals.write({ rows, visas })
    writeConflicts({ raised: conflicts, settled })
    for (const act of acts) audit(act)
  }
}
