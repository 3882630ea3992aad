/** Conflicts on PostgreSQL: kept as they are found, listed, shown with their records, and reviewed. */
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { accountEntries } from '#evisa/entry-account.ts'
import {
  type ConflictRow,
  closeConflict,
  findConflict,
  listConflicts,
  readConflict,
  recordsOfNobody,
  type Statement,
} from '../conflict-rows.ts'
import { acceptedCrossing, CROSSING_COLUMNS, type SummedCrossingRow } from '../crossing-rows.ts'
import { readDeviceConflicts } from '../device-conflict-rows.ts'
import { isAboutVisa, recordsOf, reviewFault } from '../ledger-conflicts.ts'
import { type LedgerEnd, reviewedEntry } from '../ledger-head.ts'
import { type LedgerStore, NO_VISA_NUMBER } from '../ledger-store.ts'
import { type JudgedRow, RECORD_COLUMNS, readRecord, recordsPage } from '../read-record.ts'
import { isMarked } from '../take-events.ts'
import { usedVisa } from '../visa-cover.ts'
import { accountsOf, type Settled, settleVisas, withRelatives } from '../visa-findings.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { crossingsOf, loadVisas, lockEnd, moveEnd } from './postgres-ledger-view.ts'
import { markVisas } from './postgres-publishing.ts'
import { letReferralCount } from './postgres-referrals.ts'
import { writeCovers } from './postgres-visa-cover.ts'

const OLD_AT_ONCE = 100

type Conflicts = Pick<LedgerStore, 'conflicts' | 'findConflict' | 'conflictsOfDevice' | 'recordsOfConflict' | 'review'>

export function postgresConflicts(connection: Connection): Conflicts {
  const { rows, transaction } = connection
  const rowOf = async (id: string, on?: Queries): Promise<ConflictRow | undefined> => {
    const { sql, values } = findConflict(id)
    return (await rows<ConflictRow>(sql, values, on))[0]
  }
  const read = async <Row>({ sql, values }: Statement) => (await rows(sql, values)) as Row[]
  return {
    conflicts: async (query) => {
      const { sql, values } = listConflicts(query)
      return (await rows<ConflictRow>(sql, values)).flatMap((row) => readConflict(row) ?? [])
    },
    findConflict: async (id) => readConflict(await rowOf(id)),
    conflictsOfDevice: (device, doubleUses, limit) => readDeviceConflicts(read, device, doubleUses, limit),
    recordsOfConflict: async (id, after, limit) => {
      const row = await rowOf(id)
      if (row === undefined || readConflict(row) === null) return null
      return recordsPage(recordsOf(row, (await judgedRows(connection, row)).map(readRecord)), after, limit)
    },
    review: (conflictId, given) =>
      transaction(async (on) => {
        // As by who hands something in: of two reviews at once the second finds the first.
        const end = await lockEnd(connection, on)
        const row = await rowOf(conflictId, on)
        const held = row === undefined ? null : await heldBecause(connection, row, on)
        const fault = reviewFault(readConflict(row), given.verdict, held)
        if (fault !== null || row === undefined) return fault ?? 'no-such-conflict'
        const { verdict, reason, actor, at } = given
        await rows(
          'INSERT INTO reviews (conflict_id, verdict, reason, actor, at) VALUES ($1, $2, $3, $4, $5)',
          [conflictId, verdict, reason, actor, at],
          on,
        )
        const { sql, values } = closeConflict(row)
        await rows(sql, values, on)
        if (verdict === 'accept') await letCount(connection, row, end, at, on)
        await noteActs(connection, [{ actor, at, act: 'review', subject: conflictId, detail: { verdict, reason } }], on)
        return null
      }),
  }
}

/** Keeps what was found; to be called within the transaction in which it was. */
export async function writeConflicts({ rows }: Connection, { raised, settled }: Settled, on: Queries): Promise<void> {
  if (settled.length > 0) await rows('UPDATE conflicts SET stands = 0 WHERE id = ANY($1::text[])', [settled], on)
  if (raised.length === 0) return
  await rows(
    `INSERT INTO conflicts (id, kind, matter, visa_number, device, seq, about, raised_at, place, stands)
     SELECT id, kind, matter, visa_number, device, seq, about, raised_at,
       (SELECT coalesce(max(place), 0) FROM conflicts) + nth, 1
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::bigint[])
       WITH ORDINALITY AS found (id, kind, matter, visa_number, device, seq, about, raised_at, nth)
     ON CONFLICT (id) DO UPDATE SET stands = 1,
       raised_at = CASE WHEN conflicts.stands = 0 THEN excluded.raised_at ELSE conflicts.raised_at END,
       place = CASE WHEN conflicts.stands = 0 THEN excluded.place ELSE conflicts.place END`,
    [
      raised.map(({ id }) => id),
      raised.map(({ kind }) => kind),
      raised.map(({ matter }) => matter),
      raised.map(({ visaNumber }) => visaNumber),
      raised.map(({ device }) => device),
      raised.map(({ seq }) => seq),
      raised.map(({ about }) => about),
      raised.map(({ raisedAt }) => raisedAt),
    ],
    on,
  )
}

/** Judges the use of some e-visas anew, for who has locked the end of the ledger: something else than a crossing has changed. */
export async function settleOnPostgres(
  connection: Connection,
  numbers: readonly string[],
  at: number,
  on: Queries,
): Promise<void> {
  const view = await loadVisas(connection, numbers, on)
  const found = settleVisas(numbers, { ...view, accountOf: accountsOf(view.crossingsOf) }, at)
  await writeConflicts(connection, found, on)
}

/** Judges what was kept before it was known of each conflict whether it still is one; what an older process kept since, too. */
export async function settleOldConflicts(connection: Connection): Promise<void> {
  await connection.rows("UPDATE conflicts SET matter = id WHERE matter = ''")
  for (;;) {
    const old = await connection.rows<{ number: string; at: number }>(
      `SELECT visa_number AS number, max(raised_at) AS at FROM conflicts WHERE stands IS NULL
       GROUP BY visa_number ORDER BY visa_number LIMIT ${OLD_AT_ONCE}`,
    )
    if (old.length === 0) return
    // In small transactions: whoever hands something in meanwhile waits for one of them.
    await connection.transaction(async (on) => {
      await lockEnd(connection, on)
      for (const { number, at } of old) await settleOnPostgres(connection, [number], at, on)
      await connection.rows(
        'UPDATE conflicts SET stands = 0 WHERE stands IS NULL AND visa_number = ANY($1::text[])',
        [old.map(({ number }) => number)],
        on,
      )
    })
  }
}

async function heldBecause(
  { rows }: Connection,
  { seq, about, visaNumber }: ConflictRow,
  on: Queries,
): Promise<string | null> {
  if (seq !== null) return null
  const [held] = await rows<{ receipt: string }>(
    `SELECT receipt FROM crossings
     WHERE visa_number = $1 AND id = $2 AND standing = 'held' AND feed_position IS NOT NULL`,
    [visaNumber, about],
    on,
  )
  return held === undefined ? null : (JSON.parse(held.receipt) as CrossingReceipt).because
}

async function letCount(
  connection: Connection,
  { seq, about, visaNumber }: ConflictRow,
  end: LedgerEnd,
  at: number,
  on: Queries,
): Promise<void> {
  const { rows } = connection
  const account = async () => accountEntries((await crossingsOf(connection, [visaNumber], on)).get(visaNumber) ?? [])
  const view = await loadVisas(connection, [visaNumber], on)
  const [visa, cover] = [view.visa(visaNumber), view.coverOf(visaNumber)]
  const before = await account()
  const next = end.position + 1
  const held = await rows<SummedCrossingRow>(
    `SELECT ${CROSSING_COLUMNS} FROM crossings
     WHERE visa_number = $1 AND ${seq === null ? 'id = $2 AND feed_position IS NOT NULL' : 'hash = $2'}`,
    [visaNumber, about],
    on,
  )
  const accepted = held.map((row) => acceptedCrossing(row, next))
  for (const { standing, feed_position: told, sum, hash } of accepted) {
    const write =
      'UPDATE crossings SET standing = $1, feed_position = $2, sum = $3 WHERE visa_number = $4 AND hash = $5'
    await rows(write, [standing, told, sum, visaNumber, hash], on)
  }
  await moveEnd(connection, end, next, accepted.map(reviewedEntry), on)
  const counted = cover && usedVisa(cover, cover.entries_used, accepted, held)
  if (counted !== undefined) await writeCovers(connection, [counted], on)
  const { used, voided } = await account()
  for (const { id } of accepted) await letReferralCount(connection, id, voided, on)
  if (counted !== undefined) await writeCovers(connection, [usedVisa(counted, used, [])], on)
  await markVisas(connection, isMarked(visa, before.used, used) ? [visaNumber] : [], on)
  await settleOnPostgres(connection, [visaNumber], at, on)
}

/** All of its visa, and of those that it replaced or that replaced it; or those at its place in a chain and before it. */
async function judgedRows(connection: Connection, conflict: ConflictRow): Promise<readonly JudgedRow[]> {
  const { visaNumber, device, seq } = conflict
  if (!isAboutVisa(conflict)) {
    return connection.rows<JudgedRow>(
      `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = $1 AND seq BETWEEN $2 AND $3`,
      [device, (seq ?? 0) - 1, seq ?? 0],
    )
  }
  if (visaNumber === NO_VISA_NUMBER) {
    const { sql, values } = recordsOfNobody(conflict)
    return connection.rows<JudgedRow>(sql, values)
  }
  return connection.transaction(async (on) => {
    const { visa } = await loadVisas(connection, [visaNumber], on)
    return connection.rows<JudgedRow>(
      `SELECT ${RECORD_COLUMNS} FROM crossings WHERE visa_number = ANY($1::text[])`,
      [[...withRelatives([visaNumber], visa)]],
      on,
    )
  })
}
