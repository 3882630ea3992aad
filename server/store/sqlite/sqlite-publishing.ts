/** What publishing needs of the store on SQLite: places in status lists, their changes, registers, signed artefacts. */
import type Database from 'better-sqlite3'
import type { Epoch } from '#evisa/epoch.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { publicationEntry } from '../audit-hash.ts'
import { NOTED_PATHS, type PublishedArtefact } from '../publishing-store.ts'
import type { Store } from '../store.ts'
import { COVER_COLUMNS, listedStatus, type VisaCover } from '../visa-cover.ts'
import type { StatusMark, StatusPlace } from '../visa-store.ts'
import { sqliteAuditor } from './sqlite-audit.ts'

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

export function sqlitePublishing(database: Database.Database): Publishing {
  const audit = sqliteAuditor(database)
  const countLists = database.prepare<[], { lists: number }>(
    // Only before the first list was opened e-visas alone say how many there are: a damaged row of one would make thousands.
    'SELECT 1 + coalesce((SELECT max(list) FROM status_lists), (SELECT max(status_list) FROM visas), 0) AS lists',
  )
  const lastList = database.prepare<[], { list: number; drawn: number }>(
    'SELECT list, drawn FROM status_lists ORDER BY list DESC LIMIT 1',
  )
  const isUsed = database.prepare<[number], { used: number }>(
    'SELECT EXISTS (SELECT 1 FROM visas WHERE status_list = ?) AS used',
  )
  const openList = database.prepare('INSERT INTO status_lists (list, places, drawn) VALUES (?, ?, 0)')
  const placesOf = database.prepare<[number, number, number], { places: Buffer }>(
    'SELECT substr(places, ?, ?) AS places FROM status_lists WHERE list = ?',
  )
  const setDrawn = database.prepare('UPDATE status_lists SET drawn = ? WHERE list = ?')
  const notValid = database.prepare<[number], VisaCover>(
    `SELECT ${COVER_COLUMNS} FROM visas
     WHERE status_list = ? AND (status <> 'valid' OR entries_used >= entries_allowed)`,
  )
  const lastMark = database.prepare<[], { position: number | null }>(
    'SELECT max(position) AS position FROM status_marks',
  )
  const marksAfter = database.prepare<[number, number], StatusMark>(
    'SELECT position, list, place, status FROM status_marks WHERE position > ? ORDER BY position LIMIT ?',
  )
  const countIssued = database.prepare<[string], { count: number }>(
    'SELECT count(*) AS count FROM issued WHERE kid = ?',
  )
  const hashes = database
    .prepare<[string, Uint8Array, number]>(
      'SELECT payload_hash FROM issued WHERE kid = ? AND payload_hash > ? ORDER BY payload_hash LIMIT ?',
    )
    .pluck()
  const allArtefacts = database.prepare<[], PublishedArtefact>(
    `SELECT path, version, kid, signed_at AS signedAt, content_hash AS contentHash, sha256, body
     FROM artefacts ORDER BY path`,
  )
  const snapshotVersion = database.prepare<[], { version: number }>(
    "SELECT version FROM artefacts WHERE path = 'snapshot'",
  )
  const putArtefact = database.prepare(
    `INSERT INTO artefacts (path, version, kid, signed_at, content_hash, sha256, body)
     VALUES (@path, @version, @kid, @signedAt, @contentHash, @sha256, @body)
     ON CONFLICT (path) DO UPDATE SET version = excluded.version, kid = excluded.kid, signed_at = excluded.signed_at,
       content_hash = excluded.content_hash, sha256 = excluded.sha256, body = excluded.body`,
  )

  const epoch = database.prepare<[], Epoch>('SELECT number, id FROM epochs ORDER BY number DESC LIMIT 1')
  const noteVersion = database.prepare(
    'INSERT INTO published_versions (path, version, signed_at) VALUES (@path, @version, @signedAt) ON CONFLICT DO NOTHING',
  )
  const firstNoted = database.prepare<[string], { version: number | null }>(
    'SELECT min(version) AS version FROM published_versions WHERE path = ?',
  )
  const noted = database.prepare<[string, string], { version: number; signedAt: number }>(
    `SELECT version, signed_at AS signedAt FROM published_versions
     WHERE path = ? AND version IN (SELECT value FROM json_each(?))`,
  )

  const draw = database.transaction((count: number, shuffle: () => Uint8Array): StatusPlace[] => {
    const drawn: StatusPlace[] = []
    while (drawn.length < count) {
      const last = lastList.get()
      if (last === undefined || last.drawn === VISAS_A_LIST) {
        const next = last === undefined ? firstFreeList() : last.list + 1
        openList.run(next, shuffle())
        continue
      }
      const take = Math.min(count - drawn.length, VISAS_A_LIST - last.drawn)
      const row = placesOf.get(last.drawn * PLACE_BYTES + 1, take * PLACE_BYTES, last.list)
      for (let at = 0; at < take; at++) {
        drawn.push({ list: last.list, place: row?.places.readUIntBE(at * PLACE_BYTES, PLACE_BYTES) ?? 0 })
      }
      setDrawn.run(last.drawn + take, last.list)
    }
    return drawn
  })
  // A list from before places were shuffled is left as it is.
  const firstFreeList = () => (isUsed.get(0)?.used === 1 ? (countLists.get()?.lists ?? 0) : 0)
  const publish = database.transaction((artefacts: readonly PublishedArtefact[], overSnapshot: number, at: number) => {
    if ((snapshotVersion.get()?.version ?? 0) !== overSnapshot) return false
    for (const artefact of artefacts) {
      putArtefact.run(artefact)
      const { path, version, signedAt } = artefact
      if (NOTED_PATHS.includes(path)) noteVersion.run({ path, version, signedAt })
      const entry = publicationEntry(artefact, at)
      if (entry !== null) audit(entry)
    }
    return true
  })
  const statusesOf = database.transaction((list: number) => ({
    marks: notValid.all(list).map(listedStatus),
    asOf: lastMark.get()?.position ?? 0,
  }))
  return {
    drawStatusPlaces: async (count, shuffle) => draw.immediate(count, shuffle),
    countStatusLists: async () => countLists.get()?.lists ?? 1,
    statusesOf: async (list) => statusesOf(list),
    statusMarksAfter: async (position, limit) => marksAfter.all(position, limit),
    countIssued: async (kid) => countIssued.get(kid)?.count ?? 0,
    issuedHashes: async (kid, after, limit) =>
      Buffer.concat(hashes.all(kid, after ?? new Uint8Array(), limit) as Buffer[]),
    snapshotVersion: async () => snapshotVersion.get()?.version ?? 0,
    publishedArtefacts: async () => allArtefacts.all(),
    publish: async (artefacts, overSnapshot, at) => publish.immediate(artefacts, overSnapshot, at),
    // The migration that makes the table puts the first one in it.
    epoch: async () => epoch.get() as Epoch,
    notedVersions: async (path, versions) => ({
      first: firstNoted.get(path)?.version ?? null,
      times: new Map(noted.all(path, JSON.stringify(versions)).map(({ version, signedAt }) => [version, signedAt])),
    }),
  }
}

/** Notes what the status lists now say of a visa; to be called within the transaction that changed it. */
export function statusMarker(database: Database.Database): (visaNumber: string) => void {
  const mark = database.prepare(
    `INSERT INTO status_marks (list, place, status)
     SELECT status_list, status_index, ${EFFECTIVE_STATUS} FROM visas WHERE number = ?`,
  )
  return (visaNumber) => void mark.run(visaNumber)
}
