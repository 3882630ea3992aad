/** The ledger on PostgreSQL: keyed by visa, numbered in the order of commit under the lock of its counter. */
import { civilDateAt } from '#evisa/civil-date.ts'
import { accountEntries } from '#evisa/entry-account.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'
import { groupCommit } from '../group-commit.ts'
import { isAboutVisa, type RaisedConflict, recordsOf, reviewFault } from '../ledger-conflicts.ts'
import type { Conflict, LedgerStore, Review } from '../ledger-store.ts'
import type { HandIn } from '../ledger-view.ts'
import { acceptedBy, type JudgedRow, readCrossing, readRecord } from '../read-record.ts'
import { type NewRow, type Taken, takeEvents, visaAfter } from '../take-events.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { crossingsOf, loadView, termsOf } from './postgres-ledger-view.ts'
import { markVisas } from './postgres-publishing.ts'

type ConflictRow = RaisedConflict & { readonly review: Review | null }
type FeedRow = Parameters<typeof readCrossing>[0] & { readonly position: number }

const EVENTS_A_COMMIT = 2000
const RECORD_COLUMNS = `position, hash, jws, crossing, standing, allowed, received_at AS "receivedAt",
  received_from AS "receivedFrom", CASE WHEN feed_position IS NULL THEN 0 ELSE 1 END AS "isTold"`
const CONFLICTS = `SELECT conflicts.id, kind, visa_number AS "visaNumber", device, seq, about, raised_at AS "raisedAt",
  CASE WHEN reviews.at IS NULL THEN NULL
    ELSE json_build_object('verdict', verdict, 'reason', reason, 'actor', actor, 'at', reviews.at) END AS review
  FROM conflicts LEFT JOIN reviews ON reviews.conflict_id = conflicts.id`

export function postgresLedger(connection: Connection): LedgerStore {
  const { rows, transaction } = connection

  const commit = (handIns: readonly HandIn[]) =>
    transaction(async (on) => {
      const end = await lockEnd(connection, on)
      const taken = takeEvents(await loadView(connection, handIns, end, on), handIns)
      await write(connection, taken, end + taken.rows.length, on)
      return taken.receipts
    })
  const group = groupCommit(commit, { limit: EVENTS_A_COMMIT, weigh: ({ events }) => events.length })

  const describe = async ({ review, ...raised }: ConflictRow, on?: Queries): Promise<Conflict | null> => {
    const { id, kind, visaNumber, device, seq, raisedAt } = raised
    const found = isAboutVisa(raised)
      ? await rows<JudgedRow>(`SELECT ${RECORD_COLUMNS} FROM crossings WHERE visa_number = $1`, [visaNumber], on)
      : await rows<JudgedRow>(
          `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = $1 AND seq BETWEEN $2 AND $3`,
          [device, (seq ?? 0) - 1, seq ?? 0],
          on,
        )
    const records = recordsOf(raised, found.map(readRecord))
    if (records === null && review === null) return null
    return { id, kind, visaNumber, device, raisedAt, records: records ?? [], review }
  }
  const accept = async (hash: string, { visaNumber }: Conflict, at: number, on: Queries): Promise<void> => {
    const end = await lockEnd(connection, on)
    const terms = (await termsOf(connection, [visaNumber], on)).get(visaNumber)
    const crossings = async () => (await crossingsOf(connection, [visaNumber], on)).get(visaNumber) ?? []
    const before = accountEntries(await crossings())
    await rows(
      "UPDATE crossings SET standing = 'accepted', feed_position = $1 WHERE visa_number = $2 AND hash = $3",
      [end + 1, visaNumber, hash],
      on,
    )
    const { change, conflicts } = visaAfter(visaNumber, await crossings(), terms, before, at)
    await write(connection, { rows: [], visas: [change], conflicts, audit: [] }, end + 1, on)
  }
  return {
    appendCrossings: (events, from, receivedAt) => group({ events, from, receivedAt }),
    crossingsOf: async (number) => (await crossingsOf(connection, [number])).get(number) ?? [],
    ledgerEnd: () => ledgerEnd(connection),
    feedAfter: async (position, limit, now) => {
      // The end is read before the rows: what is committed in between is told by the next page.
      const last = await ledgerEnd(connection)
      const found = await rows<FeedRow>(
        `SELECT feed_position AS position, crossing, standing, allowed, until FROM crossings
         WHERE feed_position > $1 AND feed_position <= $2 AND until >= $3 ORDER BY feed_position LIMIT $4`,
        [position, last, civilDateAt(now), limit],
      )
      const complete = found.length < limit
      const next = complete ? last : (found.at(-1)?.position ?? position)
      return { crossings: found.map(readCrossing), next, complete }
    },
    chainOf: async (device, afterSeq, limit) => {
      const found = await rows<JudgedRow>(
        `SELECT ${RECORD_COLUMNS} FROM crossings WHERE device = $1 AND seq > $2 ORDER BY seq, position LIMIT $3`,
        [device, afterSeq, limit],
      )
      return found.map(readRecord)
    },
    conflicts: async (all) => {
      const found = await rows<ConflictRow>(
        `${CONFLICTS} WHERE reviews.at IS NULL OR $1::boolean ORDER BY raised_at, conflicts.id`,
        [all],
      )
      const described: Conflict[] = []
      for (const row of found) described.push(...([await describe(row)].filter((one) => one !== null) as Conflict[]))
      return described
    },
    review: (conflictId, given) =>
      transaction(async (on) => {
        // The conflict's own row is locked: of two reviews at once the second finds the first.
        await rows('SELECT id FROM conflicts WHERE id = $1 FOR UPDATE', [conflictId], on)
        const [row] = await rows<ConflictRow>(`${CONFLICTS} WHERE conflicts.id = $1`, [conflictId], on)
        const conflict = row === undefined ? null : await describe(row, on)
        const fault = reviewFault(conflict ?? undefined, given.verdict)
        if (fault !== null || conflict === null) return fault ?? 'no-such-conflict'
        const { verdict, reason, actor, at } = given
        await rows(
          'INSERT INTO reviews (conflict_id, verdict, reason, actor, at) VALUES ($1, $2, $3, $4, $5)',
          [conflictId, verdict, reason, actor, at],
          on,
        )
        const hash = acceptedBy(given, conflict)
        if (hash !== null) await accept(hash, conflict, at, on)
        await noteActs(connection, [{ actor, at, act: 'review', subject: conflictId, detail: { verdict, reason } }], on)
        return null
      }),
  }
}

async function ledgerEnd({ rows }: Connection): Promise<number> {
  const [counter] = await rows<{ value: number }>("SELECT value FROM counters WHERE name = 'ledger'")
  return counter?.value ?? 0
}

/** Where the ledger ends; nobody else adds to it until the transaction is over. */
async function lockEnd({ rows }: Connection, on: Queries): Promise<number> {
  const [counter] = await rows<{ value: number }>("SELECT value FROM counters WHERE name = 'ledger' FOR UPDATE", [], on)
  return counter?.value ?? 0
}

/** Writes what was taken, within the transaction in which it was judged. */
async function write(
  connection: Connection,
  { rows: made, visas, conflicts, audit }: Omit<Taken, 'receipts'>,
  end: number,
  on: Queries,
): Promise<void> {
  const { rows } = connection
  if (made.length > 0) await insertCrossings(connection, made, on)
  await rows("UPDATE counters SET value = $1 WHERE name = 'ledger'", [end], on)
  await rows(
    `UPDATE visas SET entries_used = made.used FROM unnest($1::text[], $2::integer[]) AS made (number, used)
     WHERE visas.number = made.number`,
    [visas.map(({ number }) => number), visas.map(({ used }) => used)],
    on,
  )
  const marked = visas.filter(({ isMarked }) => isMarked).map(({ number }) => number)
  await markVisas(connection, marked, on)
  if (conflicts.length > 0) await insertConflicts(connection, conflicts, on)
  await noteActs(connection, audit, on)
}

/** Texts are written as ASCII: no letter is lost on the way. */
async function insertCrossings({ rows }: Connection, made: readonly NewRow[], on: Queries): Promise<void> {
  await rows(
    `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
       allowed, until, jws, receipt, received_at, received_from)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::integer[], $9::text[], $10::text[], $11::integer[], $12::text[], $13::text[], $14::text[], $15::bigint[],
       $16::text[])`,
    [
      made.map(({ position }) => position),
      made.map(({ feedPosition }) => feedPosition),
      made.map(({ hash }) => hash),
      made.map(({ event }) => event.prev),
      made.map(({ event }) => event.id),
      made.map(({ event }) => event.visa_number),
      made.map(({ event }) => event.device),
      made.map(({ event }) => event.seq),
      made.map(({ crossing: { standing: _, ...crossing } }) => writeStrictJson(crossing)),
      made.map(({ crossing }) => crossing.standing),
      made.map(({ allowed }) => allowed),
      made.map(({ until }) => until),
      made.map(({ jws }) => jws),
      made.map(({ receipt }) => writeStrictJson(receipt)),
      made.map(({ receivedAt }) => receivedAt),
      made.map(({ receivedFrom }) => receivedFrom),
    ],
    on,
  )
}

async function insertConflicts({ rows }: Connection, conflicts: readonly RaisedConflict[], on: Queries): Promise<void> {
  await rows(
    `INSERT INTO conflicts (id, kind, visa_number, device, seq, about, raised_at)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::bigint[])
     ON CONFLICT (id) DO NOTHING`,
    [
      conflicts.map(({ id }) => id),
      conflicts.map(({ kind }) => kind),
      conflicts.map(({ visaNumber }) => visaNumber),
      conflicts.map(({ device }) => device),
      conflicts.map(({ seq }) => seq),
      conflicts.map(({ about }) => about),
      conflicts.map(({ raisedAt }) => raisedAt),
    ],
    on,
  )
}
