/** The ledger on PostgreSQL: keyed by visa, numbered in the order of commit under the lock of its counter. */
import { civilDateAt } from '#evisa/civil-date.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'
import { groupCommit } from '../group-commit.ts'
import type { LedgerEnd } from '../ledger-head.ts'
import { type LedgerStore, NO_VISA_NUMBER } from '../ledger-store.ts'
import type { HandIn } from '../ledger-view.ts'
import { crossingText, type JudgedRow, RECORD_COLUMNS, readCrossing, readRecord } from '../read-record.ts'
import { type NewRow, type Taken, takeEvents } from '../take-events.ts'
import { noteActs } from './postgres-audit.ts'
import { postgresConflicts, writeConflicts } from './postgres-conflicts.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { crossingsOf, ledgerEnd, loadView, lockEnd, moveEnd } from './postgres-ledger-view.ts'
import { markVisas } from './postgres-publishing.ts'
import { writeReferrals } from './postgres-referrals.ts'

type FeedRow = Parameters<typeof readCrossing>[0] & { readonly position: number }

const EVENTS_A_COMMIT = 2000

export function postgresLedger(connection: Connection): LedgerStore {
  const { rows, transaction } = connection

  const commit = (handIns: readonly HandIn[]) =>
    transaction(async (on) => {
      const end = await lockEnd(connection, on)
      const taken = takeEvents(await loadView(connection, handIns, end.position, on), handIns)
      await write(connection, taken, end, on)
      return taken.receipts
    })
  const group = groupCommit(commit, { limit: EVENTS_A_COMMIT, weigh: ({ events }) => events.length })

  return {
    appendCrossings: (events, from, receivedAt) => group({ events, from, receivedAt }),
    crossingsOf: async (number) => (await crossingsOf(connection, [number])).get(number) ?? [],
    ledgerEnd: () => ledgerEnd(connection),
    feedAfter: async (position, limit, now, wire = 2) => {
      // The end is read before the rows: what is committed in between is told by the next page.
      const last = await ledgerEnd(connection)
      const found = await rows<FeedRow>(
        `SELECT feed_position AS position, crossing, standing, allowed, until FROM crossings
         WHERE feed_position > $1 AND feed_position <= $2 AND until >= $3 AND wire <= $4
         ORDER BY feed_position LIMIT $5`,
        [position, last.position, civilDateAt(now), wire, limit],
      )
      const complete = found.length < limit
      const next = complete ? last.position : (found.at(-1)?.position ?? position)
      return { crossings: found.map(readCrossing), next, complete, head: complete ? last.head : null }
    },
    chainOf: async (device, afterSeq, limit) => {
      const found = await rows<JudgedRow>(
        `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = $1 AND seq > $2 ORDER BY seq, position LIMIT $3`,
        [device, afterSeq, limit],
      )
      return found.map(readRecord)
    },
    ...postgresConflicts(connection),
  }
}

/** Writes what was taken, within the transaction in which it was judged. */
async function write(
  connection: Connection,
  { rows: made, visas, conflicts, settled, audit }: Omit<Taken, 'receipts'>,
  end: LedgerEnd,
  on: Queries,
): Promise<void> {
  const { rows } = connection
  if (made.length > 0) await insertCrossings(connection, made, on)
  const hashes = made.map(({ hash }) => hash)
  await moveEnd(connection, end, end.position + made.length, hashes, on)
  await rows(
    `UPDATE visas SET entries_used = made.used FROM unnest($1::text[], $2::integer[]) AS made (number, used)
     WHERE visas.number = made.number`,
    [visas.map(({ number }) => number), visas.map(({ used }) => used)],
    on,
  )
  const marked = visas.filter(({ isMarked }) => isMarked).map(({ number }) => number)
  await markVisas(connection, marked, on)
  await writeReferrals(connection, { rows: made, visas }, on)
  await writeConflicts(connection, { raised: conflicts, settled }, on)
  await noteActs(connection, audit, on)
}

/** Texts are written as ASCII: no letter is lost on the way. */
async function insertCrossings({ rows }: Connection, made: readonly NewRow[], on: Queries): Promise<void> {
  await rows(
    `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
       allowed, until, jws, receipt, received_at, received_from, wire)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::integer[], $9::text[], $10::text[], $11::integer[], $12::text[], $13::text[], $14::text[], $15::bigint[],
       $16::text[], $17::integer[])`,
    [
      made.map(({ position }) => position),
      made.map(({ feedPosition }) => feedPosition),
      made.map(({ hash }) => hash),
      made.map(({ event }) => event.prev),
      made.map(({ event }) => event.id),
      made.map(({ event }) => event.visa_number ?? NO_VISA_NUMBER),
      made.map(({ event }) => event.device),
      made.map(({ event }) => event.seq),
      made.map(({ crossing }) => crossingText(crossing)),
      made.map(({ standing }) => standing),
      made.map(({ allowed }) => allowed),
      made.map(({ until }) => until),
      made.map(({ jws }) => jws),
      made.map(({ receipt }) => writeStrictJson(receipt)),
      made.map(({ receivedAt }) => receivedAt),
      made.map(({ receivedFrom }) => receivedFrom),
      made.map(({ wire }) => wire),
    ],
    on,
  )
}
