/** What publishing needs of the store on PostgreSQL: places in status lists, their changes, registers, signed artefacts. */
import type { Epoch } from '#evisa/epoch.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { publicationEntry } from '../audit-hash.ts'
import { NOTED_PATHS, type PublishedArtefact } from '../publishing-store.ts'
import type { Store } from '../store.ts'
import { coverOfJoined, JOINED_COVER, type JoinedCover, listedStatus } from '../visa-cover.ts'
import type { StatusMark, StatusPlace } from '../visa-store.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'

type Publishing = Pick<
  Store,
  | 'drawStatusPlaces'
  | 'countStatusLists'
  | 'statusesOf'
  | 'statusMarksAfter'
  | 'countIssued'
  | 'issuedHashes'
  | 'publishedArtefacts'
  | 'snapshotVersion'
  | 'publish'
  | 'notedVersions'
  | 'epoch'
>

const PLACE_BYTES = 3
const EFFECTIVE_STATUS = `CASE WHEN status <> 'valid' THEN status
  WHEN entries_used >= entries_allowed THEN 'exhausted' ELSE 'valid' END`
// It lets in one publisher at a time, also before there is a snapshot to lock.
const PUBLISH_LOCK = 7_269_113

export function postgresPublishing(connection: Connection): Publishing {
  const { rows, transaction } = connection

  const snapshotVersion = async (on?: Queries): Promise<number> => {
    const [found] = await rows<{ version: number }>("SELECT version FROM artefacts WHERE path = 'snapshot'", [], on)
    return found?.version ?? 0
  }
  return {
    drawStatusPlaces: (count, shuffle) =>
      transaction(async (on) => {
        await on.query('LOCK TABLE status_lists IN SHARE ROW EXCLUSIVE MODE')
        return drawPlaces(connection, count, shuffle, on)
      }),
    countStatusLists: () => countLists(connection),
    statusesOf: async (list) => {
      // One statement reads both at one moment: the marks, and the last one that is counted in.
      const found = await rows<JoinedCover & { asOf: number }>(
        `SELECT counters.value AS "asOf", ${JOINED_COVER}
         FROM counters LEFT JOIN visas
           ON status_list = $1 AND (status <> 'valid' OR entries_used >= entries_allowed)
         WHERE counters.name = 'marks'`,
        [list],
      )
      const marks = found.flatMap((row) => coverOfJoined(row) ?? []).map(listedStatus)
      return { marks, asOf: found[0]?.asOf ?? 0 }
    },
    statusMarksAfter: (position, limit) =>
      rows<StatusMark>(
        'SELECT position, list, place, status FROM status_marks WHERE position > $1 ORDER BY position LIMIT $2',
        [position, limit],
      ),
    countIssued: async (kid) => {
      const [found] = await rows<{ count: number }>('SELECT count(*) AS count FROM issued WHERE kid = $1', [kid])
      return found?.count ?? 0
    },
    issuedHashes: async (kid, after, limit) => {
      const found = await rows<{ payload_hash: Buffer }>(
        'SELECT payload_hash FROM issued WHERE kid = $1 AND payload_hash > $2 ORDER BY payload_hash LIMIT $3',
        [kid, Buffer.from(after ?? []), limit],
      )
      return Buffer.concat(found.map(({ payload_hash }) => payload_hash))
    },
    snapshotVersion: () => snapshotVersion(),
    publishedArtefacts: () =>
      rows<PublishedArtefact>(
        `SELECT path, version, kid, signed_at AS "signedAt", content_hash AS "contentHash", sha256, body
         FROM artefacts ORDER BY path`,
      ),
    publish: (artefacts, overSnapshot, at) =>
      transaction(async (on) => {
        await on.query(`SELECT pg_advisory_xact_lock(${PUBLISH_LOCK})`)
        if ((await snapshotVersion(on)) !== overSnapshot) return false
        for (const { path, version, kid, signedAt, contentHash, sha256, body } of artefacts) {
          await rows(
            `INSERT INTO artefacts (path, version, kid, signed_at, content_hash, sha256, body)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (path) DO UPDATE SET version = excluded.version, kid = excluded.kid,
               signed_at = excluded.signed_at, content_hash = excluded.content_hash, sha256 = excluded.sha256,
               body = excluded.body`,
            [path, version, kid, signedAt, contentHash, sha256, body],
            on,
          )
          if (NOTED_PATHS.includes(path)) {
            await rows(
              `INSERT INTO published_versions (path, version, signed_at) VALUES ($1, $2, $3)
               ON CONFLICT (path, version) DO NOTHING`,
              [path, version, signedAt],
              on,
            )
          }
        }
        await noteActs(
          connection,
          artefacts.flatMap((artefact) => publicationEntry(artefact, at) ?? []),
          on,
        )
        return true
      }),
    epoch: async () => {
      const [found] = await rows<Epoch>('SELECT number, id FROM epochs ORDER BY number DESC LIMIT 1')
      // The migration that makes the table puts the first one in it.
      return found as Epoch
    },
    notedVersions: async (path, versions) => {
      const [lowest] = await rows<{ version: number | null }>(
        'SELECT min(version) AS version FROM published_versions WHERE path = $1',
        [path],
      )
      const noted = await rows<{ version: number; signedAt: number }>(
        `SELECT version, signed_at AS "signedAt" FROM published_versions
         WHERE path = $1 AND version = ANY($2::bigint[])`,
        [path, versions],
      )
      return {
        first: lowest?.version ?? null,
        times: new Map(noted.map(({ version, signedAt }) => [version, signedAt])),
      }
    },
  }
}

async function countLists({ rows }: Connection, on?: Queries): Promise<number> {
  const [found] = await rows<{ lists: number }>(
    // Only before the first list was opened e-visas alone say how many there are: a damaged row of one would make thousands.
    'SELECT 1 + coalesce((SELECT max(list) FROM status_lists), (SELECT max(status_list) FROM visa_places), 0) AS lists',
    [],
    on,
  )
  return found?.lists ?? 1
}

/** The number of the list to open first: lists from before places were drawn are left as they are. */
async function firstFreeList(connection: Connection, on: Queries): Promise<number> {
  const [found] = await connection.rows<{ used: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM visa_places WHERE status_list = 0) AS used',
    [],
    on,
  )
  return found?.used ? countLists(connection, on) : 0
}

/** Draws the next places of the last list, and opens another one when it is full; nobody else draws meanwhile. */
async function drawPlaces(
  connection: Connection,
  count: number,
  shuffle: () => Uint8Array,
  on: Queries,
): Promise<StatusPlace[]> {
  const { rows } = connection
  const drawn: StatusPlace[] = []
  while (drawn.length < count) {
    const [last] = await rows<{ list: number; drawn: number }>(
      'SELECT list, drawn FROM status_lists ORDER BY list DESC LIMIT 1',
      [],
      on,
    )
    if (last === undefined || last.drawn === VISAS_A_LIST) {
      const next = last === undefined ? await firstFreeList(connection, on) : last.list + 1
      const values = [next, Buffer.from(shuffle())]
      await rows('INSERT INTO status_lists (list, places, drawn) VALUES ($1, $2, 0)', values, on)
      continue
    }
    const take = Math.min(count - drawn.length, VISAS_A_LIST - last.drawn)
    const [row] = await rows<{ places: Buffer }>(
      'SELECT substring(places FROM $1 FOR $2) AS places FROM status_lists WHERE list = $3',
      [last.drawn * PLACE_BYTES + 1, take * PLACE_BYTES, last.list],
      on,
    )
    for (let at = 0; at < take; at++) {
      drawn.push({ list: last.list, place: row?.places.readUIntBE(at * PLACE_BYTES, PLACE_BYTES) ?? 0 })
    }
    await rows('UPDATE status_lists SET drawn = $1 WHERE list = $2', [last.drawn + take, last.list], on)
  }
  return drawn
}

/** Notes what the status lists now say of visas, within the transaction that changed them. */
export async function markVisas({ rows }: Connection, numbers: readonly string[], on: Queries): Promise<void> {
  if (numbers.length === 0) return
  // Only visas that exist are marked: each mark that is counted must be written.
  const found = await rows<{ number: string }>(
    'SELECT number FROM visas WHERE number = ANY($1::text[]) ORDER BY number',
    [numbers],
    on,
  )
  if (found.length === 0) return
  const [counter] = await rows<{ value: number }>(
    "UPDATE counters SET value = value + $1 WHERE name = 'marks' RETURNING value",
    [found.length],
    on,
  )
  await rows(
    `INSERT INTO status_marks (position, list, place, status)
     SELECT $2::bigint - count(*) OVER () + row_number() OVER (ORDER BY number), status_list, status_index,
       ${EFFECTIVE_STATUS}
     FROM visas WHERE number = ANY($1::text[])`,
    [found.map(({ number }) => number), counter?.value],
    on,
  )
}
