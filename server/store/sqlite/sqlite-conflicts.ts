/** Conflicts on SQLite: kept as they are found, listed, shown with their records, and reviewed. */
import type Database from 'better-sqlite3'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { accountEntries } from '#evisa/entry-account.ts'
import {
  type ConflictRow,
  closeConflict,
  findConflict,
  listConflicts,
  named,
  readConflict,
  recordsOfNobody,
  type Statement,
} from '../conflict-rows.ts'
import { acceptedCrossing, CROSSING_COLUMNS, type SummedCrossingRow } from '../crossing-rows.ts'
import { readDeviceConflicts } from '../device-conflict-rows.ts'
import { isAboutVisa, recordsOf, reviewFault } from '../ledger-conflicts.ts'
import { reviewedEntry } from '../ledger-head.ts'
import { type LedgerStore, NO_VISA_NUMBER, type Review } from '../ledger-store.ts'
import { type JudgedRow, RECORD_COLUMNS, readRecord, recordsPage } from '../read-record.ts'
import { isMarked } from '../take-events.ts'
import { usedVisa } from '../visa-cover.ts'
import { accountsOf, type Settled, settleVisas, withRelatives } from '../visa-findings.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { ledgerEnd, ledgerMover, sqliteLedgerView } from './sqlite-ledger-view.ts'
import { statusMarker } from './sqlite-publishing.ts'
import { referralWriter } from './sqlite-referrals.ts'
import { coverReader, coverWriter } from './sqlite-visa-cover.ts'

type Conflicts = Pick<LedgerStore, 'conflicts' | 'findConflict' | 'conflictsOfDevice' | 'recordsOfConflict' | 'review'>

export function sqliteConflicts(database: Database.Database): Conflicts {
  const view = sqliteLedgerView(database)
  const end = ledgerEnd(database)
  const settle = sqliteSettler(database)
  const mark = statusMarker(database)
  const audit = sqliteAuditor(database)
  const ofVisa = database.prepare<[string], JudgedRow>(`SELECT ${RECORD_COLUMNS} FROM crossings WHERE visa_number = ?`)
  const ofChain = database.prepare<[string, number, number], JudgedRow>(
    `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = ? AND seq BETWEEN ? AND ?`,
  )
  const addReview = database.prepare(
    `INSERT INTO reviews (conflict_id, verdict, reason, actor, at)
     VALUES (@conflictId, @verdict, @reason, @actor, @at)`,
  )
  const byHash = database.prepare<[string | undefined], SummedCrossingRow>(
    `SELECT ${CROSSING_COLUMNS} FROM crossings WHERE hash = ?`,
  )
  const accept = database.prepare<[string, number | null, number, string]>(
    'UPDATE crossings SET standing = ?, feed_position = ?, sum = ? WHERE hash = ?',
  )
  const moveEnd = ledgerMover(database)
  const referrals = referralWriter(database)
  const held = database
    .prepare<[string], string>(
      "SELECT receipt FROM crossings WHERE id = ? AND standing = 'held' AND feed_position IS NOT NULL",
    )
    .pluck()
  const cover = coverReader(database)
  const writeCover = coverWriter(database)
  const rowsOf = <Row = ConflictRow>({ sql, values }: Statement) => database.prepare(sql).all(named(values)) as Row[]
  const rowOf = (id: string) => rowsOf(findConflict(id))[0]
  const read = async <Row>(statement: Statement) => rowsOf<Row>(statement)

  const heldBecause = ({ seq, about }: ConflictRow): string | null => {
    const receipt = seq === null ? held.get(about) : undefined
    return receipt === undefined ? null : (JSON.parse(receipt) as CrossingReceipt).because
  }
  const letCount = ({ seq, about, visaNumber }: ConflictRow, at: number): void => {
    const before = accountEntries(view.crossingsOf(visaNumber))
    const next = end().position + 1
    const held = byHash.all(seq === null ? view.holderOf(about) : about)
    const accepted = held.map((row) => acceptedCrossing(row, next))
    for (const { standing, feed_position: told, sum, hash } of accepted) accept.run(standing, told, sum, hash)
    moveEnd(next, accepted.map(reviewedEntry))
    const visa = cover(visaNumber)
    if (visa !== undefined) writeCover(usedVisa(visa, visa.entries_used, accepted, held))
    const { used, voided } = accountEntries(view.crossingsOf(visaNumber))
    for (const { id } of accepted) referrals.letCount(id, voided)
    const counted = cover(visaNumber)
    if (counted !== undefined) writeCover(usedVisa(counted, used, []))
    if (isMarked(view.visa(visaNumber), before.used, used)) mark(visaNumber)
    settle([visaNumber], at)
  }
  const records = database.transaction((id: string, after: number, limit: number) => {
    const row = rowOf(id)
    if (row === undefined || readConflict(row) === null) return null
    const { visaNumber, device, seq } = row
    const found = !isAboutVisa(row)
      ? ofChain.all(device, (seq ?? 0) - 1, seq ?? 0)
      : visaNumber === NO_VISA_NUMBER
        ? rowsOf<JudgedRow>(recordsOfNobody(row))
        : [...withRelatives([visaNumber], view.visa)].flatMap((number) => ofVisa.all(number))
    return recordsPage(recordsOf(row, found.map(readRecord)), after, limit)
  })
  const review = database.transaction((conflictId: string, given: Review) => {
    const row = rowOf(conflictId)
    const fault = reviewFault(readConflict(row), given.verdict, row === undefined ? null : heldBecause(row))
    if (fault !== null || row === undefined) return fault ?? 'no-such-conflict'
    addReview.run({ conflictId, ...given })
    const { sql, values } = closeConflict(row)
    database.prepare(sql).run(named(values))
    const { actor, at, verdict, reason } = given
    audit({ actor, at, act: 'review', subject: conflictId, detail: { verdict, reason } })
    if (verdict === 'accept') letCount(row, at)
    return null
  })
  return {
    conflicts: async (query) => rowsOf(listConflicts(query)).flatMap((row) => readConflict(row) ?? []),
    findConflict: async (id) => readConflict(rowOf(id)),
    conflictsOfDevice: (device, doubleUses, limit) => readDeviceConflicts(read, device, doubleUses, limit),
    recordsOfConflict: async (id, after, limit) => records(id, after, limit),
    review: async (conflictId, given) => review.immediate(conflictId, given),
  }
}

/** Keeps what was found; to be called within the transaction in which it was. */
export function conflictWriter(database: Database.Database): (found: Settled) => void {
  const add = database.prepare(
    `INSERT INTO conflicts (id, kind, matter, visa_number, device, seq, about, raised_at, stands, place)
     VALUES (@id, @kind, @matter, @visaNumber, @device, @seq, @about, @raisedAt, 1,
       (SELECT coalesce(max(place), 0) + 1 FROM conflicts))
     ON CONFLICT (id) DO UPDATE SET stands = 1,
       raised_at = CASE WHEN conflicts.stands = 0 THEN excluded.raised_at ELSE conflicts.raised_at END,
       place = CASE WHEN conflicts.stands = 0 THEN excluded.place ELSE conflicts.place END`,
  )
  const settle = database.prepare('UPDATE conflicts SET stands = 0 WHERE id = ?')
  return ({ raised, settled }) => {
    for (const one of raised) add.run(one)
    for (const id of settled) settle.run(id)
  }
}

/** Judges the use of some e-visas anew, within a transaction: something else than a crossing has changed. */
export function sqliteSettler(database: Database.Database): (numbers: readonly string[], at: number) => void {
  const view = sqliteLedgerView(database)
  const write = conflictWriter(database)
  return (numbers, at) => write(settleVisas(numbers, { ...view, accountOf: accountsOf(view.crossingsOf) }, at))
}

/** Judges what was kept before it was known of each conflict whether it still is one. */
export function settleOldConflicts(database: Database.Database): void {
  const settle = sqliteSettler(database)
  const old = database.prepare<[], { number: string; at: number }>(
    'SELECT visa_number AS number, max(raised_at) AS at FROM conflicts WHERE stands IS NULL GROUP BY visa_number',
  )
  const run = database.transaction(() => {
    for (const { number, at } of old.all()) settle([number], at)
    database.exec('UPDATE conflicts SET stands = 0 WHERE stands IS NULL')
  })
  run.immediate()
}
