/** The ledger on SQLite: one writer, so the order of the rows is the order of commit. */
import type Database from 'better-sqlite3'
import { civilDateAt } from '#evisa/civil-date.ts'
import { CROSSING_COLUMNS, readCrossing, type SummedCrossingRow, summedCrossing } from '../crossing-rows.ts'
import { groupCommit } from '../group-commit.ts'
import type { LedgerStore } from '../ledger-store.ts'
import type { HandIn } from '../ledger-view.ts'
import { type JudgedRow, MOST_OF_A_MILLISECOND, RECORD_COLUMNS, readRecord, refusalsAmong } from '../read-record.ts'
import { RowDamaged } from '../row-sums.ts'
import { type Taken, takeEvents, type VisaChange } from '../take-events.ts'
import { usedVisa } from '../visa-cover.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { conflictWriter, sqliteConflicts } from './sqlite-conflicts.ts'
import { epochBegan, ledgerEnd, ledgerMover, once, sqliteLedgerView } from './sqlite-ledger-view.ts'
import { statusMarker } from './sqlite-publishing.ts'
import { referralWriter } from './sqlite-referrals.ts'
import { coverReader, coverWriter } from './sqlite-visa-cover.ts'

const EVENTS_A_COMMIT = 500

export function sqliteLedger(database: Database.Database): LedgerStore {
  const view = sqliteLedgerView(database)
  const end = ledgerEnd(database)
  const began = epochBegan(database)
  const write = sqliteWriter(database)
  const after = database.prepare<[number, string, number, number], SummedCrossingRow>(
    `SELECT ${CROSSING_COLUMNS} FROM crossings
     WHERE feed_position > ? AND until >= ? AND wire <= ? ORDER BY feed_position LIMIT ?`,
  )
  const chain = database.prepare<[string, number, number], JudgedRow>(
    `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = ? AND seq > ? ORDER BY seq, position LIMIT ?`,
  )
  const between = database.prepare<[string, string, number], JudgedRow>(
    `SELECT ${RECORD_COLUMNS} FROM crossings
     WHERE id >= ? AND id <= ? AND feed_position IS NOT NULL ORDER BY id LIMIT ?`,
  )

  const append = database.transaction((handIns: readonly HandIn[]) => {
    const taken = takeEvents({ ...once(view), end: end().position, epochBegan: began() }, handIns)
    write(taken)
    return taken.receipts
  })
  const commit = async (handIns: readonly HandIn[]) => append.immediate(handIns)
  const group = groupCommit(commit, {
    limit: EVENTS_A_COMMIT,
    weigh: ({ events }) => events.length,
    // Who admits on a damaged row is told; who came at the same moment is not kept waiting by it.
    isOfOne: (error) => error instanceof RowDamaged,
  })

  return {
    appendCrossings: (events, from, receivedAt) => group({ events, from, receivedAt }),
    crossingsOf: async (number) => view.crossingsOf(number),
    ledgerEnd: async () => end(),
    feedAfter: async (position, limit, now, wire = 2) => {
      const last = end()
      const rows = after.all(position, civilDateAt(now), wire, limit)
      const complete = rows.length < limit
      const next = complete ? last.position : (rows.at(-1)?.feed_position ?? position)
      return { crossings: rows.map(readCrossing), next, complete, head: complete ? last.head : null }
    },
    chainOf: async (device, afterSeq, limit) => chain.all(device, afterSeq, limit).map(readRecord),
    findRecord: async (id) => between.all(id, id, 1).map(readRecord)[0] ?? null,
    refusalsBetween: async ({ first, last }) => refusalsAmong(between.all(first, last, MOST_OF_A_MILLISECOND)),
    ...sqliteConflicts(database),
  }
}

/** Writes what was taken; to be called within the transaction in which it was judged. */
function sqliteWriter(database: Database.Database): (taken: Omit<Taken, 'receipts'>) => void {
  const insert = database.prepare(
    `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
       allowed, until, jws, receipt, received_at, received_from, wire, sum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const cover = coverReader(database)
  const writeCover = coverWriter(database)
  const writeConflicts = conflictWriter(database)
  const referrals = referralWriter(database)
  const mark = statusMarker(database)
  const audit = sqliteAuditor(database)
  const moveEnd = ledgerMover(database)
  const insertRow = (row: SummedCrossingRow, jws: string) => {
    // The values go by place: to find so many of them by name takes as long as to insert them.
    insert.run(
      ...[row.position, row.feed_position, row.hash, row.prev, row.id, row.visa_number, row.device, row.seq],
      ...[row.crossing, row.standing, row.allowed, row.until, jws, row.receipt, row.received_at, row.received_from],
      ...[row.wire, row.sum],
    )
  }
  const setVisa = ({ number, used, isMarked }: VisaChange, rows: readonly SummedCrossingRow[]) => {
    const visa = cover(number)
    if (visa !== undefined) writeCover(usedVisa(visa, used, rows))
    if (isMarked) mark(number)
  }
  return ({ rows, visas, conflicts, settled, audit: acts }) => {
    const summed = rows.map((row) => summedCrossing(row, JSON.stringify(row.receipt)))
    for (const [at, row] of summed.entries()) insertRow(row, rows[at]?.jws ?? '')
    moveEnd(
      rows.at(-1)?.position ?? 0,
      rows.map(({ hash }) => hash),
    )
    const ofVisa = Map.groupBy(summed, (row) => row.visa_number)
    for (const visa of visas) setVisa(visa, ofVisa.get(visa.number) ?? [])
    referrals.write({ rows, visas })
    writeConflicts({ raised: conflicts, settled })
    for (const act of acts) audit(act)
  }
}
