/** The ledger on SQLite: one writer, so the order of the rows is the order of commit. */
import type Database from 'better-sqlite3'
import { civilDateAt } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { accountEntries, type Crossing, type Standing } from '#evisa/entry-account.ts'
import { groupCommit } from '../group-commit.ts'
import { isAboutVisa, type RaisedConflict, recordsOf, reviewFault } from '../ledger-conflicts.ts'
import type { Conflict, LedgerStore, Review } from '../ledger-store.ts'
import type { HandIn, LedgerView, VisaTerms } from '../ledger-view.ts'
import { acceptedBy, type JudgedRow, readCrossing, readRecord } from '../read-record.ts'
import { type NewRow, type Taken, takeEvents, type VisaChange, visaAfter } from '../take-events.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { statusMarker } from './sqlite-publishing.ts'

type ConflictRow = RaisedConflict & { readonly review: string | null }

const EVENTS_A_COMMIT = 500
const RECORD_COLUMNS = `position, hash, jws, crossing, standing, allowed, received_at AS receivedAt,
  received_from AS receivedFrom, feed_position IS NOT NULL AS isTold`
const CONFLICTS = `SELECT conflicts.id, kind, visa_number AS visaNumber, device, seq, about, raised_at AS raisedAt,
  CASE WHEN reviews.at IS NULL THEN NULL
    ELSE json_object('verdict', verdict, 'reason', reason, 'actor', actor, 'at', at) END AS review
  FROM conflicts LEFT JOIN reviews ON reviews.conflict_id = conflicts.id`

export function sqliteLedger(database: Database.Database): LedgerStore {
  const { view, crossingsOf, end } = sqliteView(database)
  const write = sqliteWriter(database)
  const after = database.prepare<[number, string, number], { position: number } & Parameters<typeof readCrossing>[0]>(
    `SELECT feed_position AS position, crossing, standing, allowed, until FROM crossings
     WHERE feed_position > ? AND until >= ? ORDER BY feed_position LIMIT ?`,
  )
  const chain = database.prepare<[string, number, number], JudgedRow>(
    `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = ? AND seq > ? ORDER BY seq, position LIMIT ?`,
  )
  const ofVisa = database.prepare<[string], JudgedRow>(`SELECT ${RECORD_COLUMNS} FROM crossings WHERE visa_number = ?`)
  const ofChain = database.prepare<[string, number, number], JudgedRow>(
    `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = ? AND seq BETWEEN ? AND ?`,
  )
  const allConflicts = database.prepare<[number], ConflictRow>(
    `${CONFLICTS} WHERE (reviews.at IS NULL OR ? = 1) ORDER BY raised_at, conflicts.id`,
  )
  const oneConflict = database.prepare<[string], ConflictRow>(`${CONFLICTS} WHERE conflicts.id = ?`)
  const addReview = database.prepare(
    `INSERT INTO reviews (conflict_id, verdict, reason, actor, at)
     VALUES (@conflictId, @verdict, @reason, @actor, @at)`,
  )
  const accept = database.prepare<[number, string], { visaNumber: string }>(
    "UPDATE crossings SET standing = 'accepted', feed_position = ? WHERE hash = ? RETURNING visa_number AS visaNumber",
  )
  const audit = sqliteAuditor(database)

  const append = database.transaction((handIns: readonly HandIn[]) => {
    const taken = takeEvents({ ...once(view), end: end() }, handIns)
    write(taken)
    return taken.receipts
  })
  const commit = async (handIns: readonly HandIn[]) => append.immediate(handIns)
  const group = groupCommit(commit, { limit: EVENTS_A_COMMIT, weigh: ({ events }) => events.length })

  const describe = ({ review, ...raised }: ConflictRow): Conflict | null => {
    const { kind, visaNumber, device, seq } = raised
    const rows = isAboutVisa({ kind }) ? ofVisa.all(visaNumber) : ofChain.all(device, (seq ?? 0) - 1, seq ?? 0)
    const records = recordsOf(raised, rows.map(readRecord))
    const { id, raisedAt } = raised
    if (records === null && review === null) return null
    const reviewed = review === null ? null : (JSON.parse(review) as Review)
    return { id, kind, visaNumber, device, raisedAt, records: records ?? [], review: reviewed }
  }
  const findConflicts = database.transaction((all: boolean) =>
    allConflicts.all(all ? 1 : 0).flatMap((row) => describe(row) ?? []),
  )
  const review = database.transaction((conflictId: string, given: Review) => {
    const row = oneConflict.get(conflictId)
    const conflict = row === undefined ? null : describe(row)
    const fault = reviewFault(conflict ?? undefined, given.verdict)
    if (fault !== null || conflict === null) return fault ?? 'no-such-conflict'
    addReview.run({ conflictId, ...given })
    const { actor, at, verdict, reason } = given
    audit({ actor, at, act: 'review', subject: conflictId, detail: { verdict, reason } })
    const hash = acceptedBy(given, conflict)
    if (hash === null) return null
    const number = conflict.visaNumber
    const before = accountEntries(crossingsOf(number))
    accept.get(end() + 1, hash)
    const changed = visaAfter(number, crossingsOf(number), view.visa(number), before, at)
    write({ rows: [], visas: [changed.change], conflicts: changed.conflicts, audit: [] })
    return null
  })
  return {
    appendCrossings: (events, from, receivedAt) => group({ events, from, receivedAt }),
    crossingsOf: async (number) => crossingsOf(number),
    ledgerEnd: async () => end(),
    feedAfter: async (position, limit, now) => {
      const last = end()
      const rows = after.all(position, civilDateAt(now), limit)
      const complete = rows.length < limit
      const next = complete ? last : (rows.at(-1)?.position ?? position)
      return { crossings: rows.map(readCrossing), next, complete }
    },
    chainOf: async (device, afterSeq, limit) => chain.all(device, afterSeq, limit).map(readRecord),
    conflicts: async (all) => findConflicts(all),
    review: async (conflictId, given) => review.immediate(conflictId, given),
  }
}

function sqliteView(database: Database.Database) {
  const receipt = database.prepare<[string], string>('SELECT receipt FROM crossings WHERE hash = ?').pluck()
  const holder = database
    .prepare<[string], string>('SELECT hash FROM crossings WHERE id = ? AND feed_position IS NOT NULL')
    .pluck()
  const links = database.prepare<[string, number], { hash: string; prev: string | null }>(
    'SELECT hash, prev FROM crossings WHERE device = ? AND seq = ?',
  )
  const revoked = database.prepare<[string], number>('SELECT revoked_at IS NOT NULL FROM devices WHERE id = ?').pluck()
  const terms = database.prepare<[string], Omit<VisaTerms, 'allowed'> & { allowed: number | null }>(
    `SELECT status, entries_allowed AS allowed, claims ->> '$.valid_until' AS validUntil,
       claims ->> '$.stay_days' AS stayDays FROM visas WHERE number = ?`,
  )
  const crossings = database.prepare<[string], { crossing: string; standing: Standing }>(
    'SELECT crossing, standing FROM crossings WHERE visa_number = ? AND feed_position IS NOT NULL',
  )
  const last = database
    .prepare<[], number>(
      `SELECT max(coalesce((SELECT max(position) FROM crossings), 0),
                  coalesce((SELECT max(feed_position) FROM crossings), 0))`,
    )
    .pluck()
  const crossingsOf = (number: string): Crossing[] =>
    crossings.all(number).map(({ crossing, standing }) => ({ ...JSON.parse(crossing), standing }))
  const view: Omit<LedgerView, 'end'> = {
    receiptOf: (hash) => {
      const text = receipt.get(hash)
      return text === undefined ? undefined : (JSON.parse(text) as CrossingReceipt)
    },
    holderOf: (id) => holder.get(id),
    eventsAt: (device, seq) => links.all(device, seq),
    isRevoked: (device) => revoked.get(device) === 1,
    visa: (number) => {
      const found = terms.get(number)
      return found === undefined ? undefined : { ...found, allowed: found.allowed ?? Number.POSITIVE_INFINITY }
    },
    crossingsOf,
  }
  return { view, crossingsOf, end: () => last.get() ?? 0 }
}

/** What does not change while events are judged is read once: the terms of a visa, and whether a device stands. */
function once(view: Omit<LedgerView, 'end'>): Omit<LedgerView, 'end'> {
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

/** Writes what was taken; to be called within the transaction in which it was judged. */
function sqliteWriter(database: Database.Database): (taken: Omit<Taken, 'receipts'>) => void {
  const insert = database.prepare(
    `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
       allowed, until, jws, receipt, received_at, received_from)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const setUsed = database.prepare('UPDATE visas SET entries_used = ? WHERE number = ?')
  const addConflict = database.prepare(
    `INSERT INTO conflicts (id, kind, visa_number, device, seq, about, raised_at)
     VALUES (@id, @kind, @visaNumber, @device, @seq, @about, @raisedAt) ON CONFLICT (id) DO NOTHING`,
  )
  const mark = statusMarker(database)
  const audit = sqliteAuditor(database)
  const insertRow = ({ event, crossing: { standing, ...crossing }, receipt, ...row }: NewRow) => {
    const { id, prev, device, seq, visa_number: visaNumber } = event
    // The values go by place: to find sixteen of them by name takes as long as to insert them.
    insert.run(
      row.position,
      row.feedPosition,
      row.hash,
      prev,
      id,
      visaNumber,
      device,
      seq,
      JSON.stringify(crossing),
      standing,
      row.allowed,
      row.until,
      row.jws,
      JSON.stringify(receipt),
      row.receivedAt,
      row.receivedFrom,
    )
  }
  const setVisa = ({ number, used, isMarked }: VisaChange) => {
    setUsed.run(used, number)
    if (isMarked) mark(number)
  }
  return ({ rows, visas, conflicts, audit: acts }) => {
    for (const row of rows) insertRow(row)
    for (const visa of visas) setVisa(visa)
    for (const conflict of conflicts) addConflict.run(conflict)
    for (const act of acts) audit(act)
  }
}
