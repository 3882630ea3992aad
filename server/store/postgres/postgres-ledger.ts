/** The ledger on PostgreSQL: keyed by visa, numbered in the order of commit under the lock of its counter. */
import { civilDateAt } from '#evisa/civil-date.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'
import { CROSSING_COLUMNS, readCrossing, type SummedCrossingRow, summedCrossing } from '../crossing-rows.ts'
import { groupCommit } from '../group-commit.ts'
import type { LedgerEnd } from '../ledger-head.ts'
import type { LedgerStore } from '../ledger-store.ts'
import type { HandIn } from '../ledger-view.ts'
import { type JudgedRow, MOST_OF_A_MILLISECOND, RECORD_COLUMNS, readRecord, refusalsAmong } from '../read-record.ts'
import { RowDamaged } from '../row-sums.ts'
import { type Taken, takeEvents } from '../take-events.ts'
import { usedVisa, type VisaCover } from '../visa-cover.ts'
import { noteActs } from './postgres-audit.ts'
import { postgresConflicts, writeConflicts } from './postgres-conflicts.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { crossingsOf, ledgerEnd, loadView, lockEnd, moveEnd, type VisaView } from './postgres-ledger-view.ts'
import { markVisas } from './postgres-publishing.ts'
import { writeReferrals } from './postgres-referrals.ts'
import { writeCovers } from './postgres-visa-cover.ts'

const EVENTS_A_COMMIT = 2000

export function postgresLedger(connection: Connection): LedgerStore {
  const { rows, transaction } = connection

  const commit = (handIns: readonly HandIn[]) =>
    transaction(async (on) => {
      const end = await lockEnd(connection, on)
      const view = await loadView(connection, handIns, end.position, on)
      const taken = takeEvents(view, handIns)
      await write(connection, taken, { end, coverOf: view.coverOf }, on)
      return taken.receipts
    })
  const group = groupCommit(commit, {
    limit: EVENTS_A_COMMIT,
    weigh: ({ events }) => events.length,
    // Who admits on a damaged row is told; who came at the same moment is not kept waiting by it.
    isOfOne: (error) => error instanceof RowDamaged,
  })

  const between = (first: string, last: string, limit: number) =>
    rows<JudgedRow>(
      `SELECT ${RECORD_COLUMNS} FROM crossings
       WHERE id >= $1 AND id <= $2 AND feed_position IS NOT NULL ORDER BY id LIMIT $3`,
      [first, last, limit],
    )

  return {
    appendCrossings: (events, from, receivedAt) => group({ events, from, receivedAt }),
    crossingsOf: async (number) => (await crossingsOf(connection, [number])).get(number) ?? [],
    ledgerEnd: () => ledgerEnd(connection),
    feedAfter: async (position, limit, now, wire = 2) => {
      // The end is read before the rows: what is committed in between is told by the next page.
      const last = await ledgerEnd(connection)
      const found = await rows<SummedCrossingRow>(
        `SELECT ${CROSSING_COLUMNS} FROM crossings
         WHERE feed_position > $1 AND feed_position <= $2 AND until >= $3 AND wire <= $4
         ORDER BY feed_position LIMIT $5`,
        [position, last.position, civilDateAt(now), wire, limit],
      )
      const complete = found.length < limit
      const next = complete ? last.position : (found.at(-1)?.feed_position ?? position)
      return { crossings: found.map(readCrossing), next, complete, head: complete ? last.head : null }
    },
    chainOf: async (device, afterSeq, limit) => {
      const found = await rows<JudgedRow>(
        `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = $1 AND seq > $2 ORDER BY seq, position LIMIT $3`,
        [device, afterSeq, limit],
      )
      return found.map(readRecord)
    },
    findRecord: async (id) => (await between(id, id, 1)).map(readRecord)[0] ?? null,
    refusalsBetween: async ({ first, last }) => refusalsAmong(await between(first, last, MOST_OF_A_MILLISECOND)),
    ...postgresConflicts(connection),
  }
}

/** Writes what was taken, within the transaction in which it was judged. */
async function write(
  connection: Connection,
  { rows: made, visas, conflicts, settled, audit }: Omit<Taken, 'receipts'>,
  { end, coverOf }: { readonly end: LedgerEnd } & Pick<VisaView, 'coverOf'>,
  on: Queries,
): Promise<void> {
  const summed = made.map((row) => summedCrossing(row, writeStrictJson(row.receipt)))
  const texts = made.map(({ jws }) => jws)
  if (made.length > 0) await insertCrossings(connection, summed, texts, on)
  const hashes = made.map(({ hash }) => hash)
  await moveEnd(connection, end, end.position + made.length, hashes, on)
  const ofVisa = Map.groupBy(summed, (row) => row.visa_number)
  const covers = visas.flatMap(({ number, used }): VisaCover[] => {
    const visa = coverOf(number)
    return visa === undefined ? [] : [usedVisa(visa, used, ofVisa.get(number) ?? [])]
  })
  await writeCovers(connection, covers, on)
  const marked = visas.filter(({ isMarked }) => isMarked).map(({ number }) => number)
  await markVisas(connection, marked, on)
  await writeReferrals(connection, { rows: made, visas }, on)
  await writeConflicts(connection, { raised: conflicts, settled }, on)
  await noteActs(connection, audit, on)
}

/** Texts are written as ASCII: no letter is lost on the way. */
async function insertCrossings(
  { rows }: Connection,
  made: readonly SummedCrossingRow[],
  texts: readonly string[],
  on: Queries,
): Promise<void> {
  const column = (name: keyof SummedCrossingRow) => made.map((row) => row[name])
  await rows(
    `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
       allowed, until, jws, receipt, received_at, received_from, wire, sum)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::integer[], $9::text[], $10::text[], $11::integer[], $12::text[], $13::text[], $14::text[], $15::bigint[],
       $16::text[], $17::integer[], $18::bigint[])`,
    [
      ...(['position', 'feed_position', 'hash', 'prev', 'id', 'visa_number', 'device', 'seq'] as const).map(column),
      ...(['crossing', 'standing', 'allowed', 'until'] as const).map(column),
      texts,
      ...(['receipt', 'received_at', 'received_from', 'wire', 'sum'] as const).map(column),
    ],
    on,
  )
}
