/** Moving a SQLite authority to PostgreSQL: every row, in one transaction, and proven to be the same before it counts. */
import { existsSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { movedMarker, sqliteFile } from './open-store.ts'
import { type Connection, connectPostgres, type Queries } from './postgres-connection.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** What keeps an authority from being moved, in words for its operator. */
export class NotMoved extends Error {
  override name = 'NotMoved'
}

export interface MoveReport {
  /** Rows moved, by table. */
  readonly rows: Readonly<Record<string, number>>
  readonly auditRows: number
  readonly chains: number
}

type Row = Readonly<Record<string, string | number | null | Uint8Array>>

/** A table as it is read there and written here; columns have the same names. */
interface MovedTable {
  readonly name: string
  readonly columns: readonly string[]
  /** The statement that gives exactly these columns, where they are not the table's own. */
  readonly from?: string
  readonly order: string
}

// In the order in which they refer to each other.
const TABLES: readonly MovedTable[] = [
  {
    name: 'visas',
    columns: [
      ...['number', 'kid', 'jws', 'qr_text', 'claims', 'visa_support_number', 'passport', 'status', 'status_list'],
      ...['status_index', 'entries_allowed', 'entries_used', 'valid_until', 'stay_days'],
    ],
    from: `SELECT number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list, status_index,
      entries_allowed, entries_used, claims ->> '$.valid_until' AS valid_until, claims ->> '$.stay_days' AS stay_days
      FROM visas`,
    order: 'number',
  },
  {
    name: 'visa_places',
    columns: ['status_list', 'status_index'],
    from: 'SELECT status_list, status_index FROM visas',
    order: 'status_list, status_index',
  },
  {
    name: 'visa_supports',
    columns: ['visa_support_number', 'passport', 'visa_number'],
    from: `SELECT visa_support_number, passport, number AS visa_number FROM visas WHERE status <> 'revoked'`,
    order: 'visa_number',
  },
  { name: 'status_changes', columns: ['number', 'status', 'reason', 'at'], order: 'position' },
  { name: 'status_lists', columns: ['list', 'places', 'drawn'], order: 'list' },
  { name: 'status_marks', columns: ['position', 'list', 'place', 'status'], order: 'position' },
  { name: 'issued', columns: ['kid', 'payload_hash'], order: 'kid, payload_hash' },
  {
    name: 'artefacts',
    columns: ['path', 'version', 'kid', 'signed_at', 'content_hash', 'sha256', 'body'],
    order: 'path',
  },
  { name: 'enrolment_codes', columns: ['code_hash', 'role', 'expires_at', 'used_by'], order: 'code_hash' },
  {
    name: 'devices',
    columns: [
      ...['id', 'name', 'role', 'jwk_x', 'jwk_y', 'created_at', 'last_seen_at', 'revoked_at', 'reported_at'],
      ...['unsent', 'head_seq', 'data_as_of', 'ledger_as_of'],
    ],
    order: 'id',
  },
  {
    name: 'crossings',
    columns: [
      ...['position', 'feed_position', 'hash', 'prev', 'id', 'visa_number', 'device', 'seq', 'crossing', 'standing'],
      ...['allowed', 'until', 'jws', 'receipt', 'received_at', 'received_from'],
    ],
    order: 'position',
  },
  {
    name: 'conflicts',
    columns: ['id', 'kind', 'visa_number', 'device', 'seq', 'about', 'raised_at'],
    order: 'id',
  },
  { name: 'reviews', columns: ['conflict_id', 'verdict', 'reason', 'actor', 'at'], order: 'conflict_id' },
  {
    name: 'audit',
    columns: ['position', 'prev', 'at', 'actor', 'act', 'subject', 'detail', 'hash'],
    order: 'position',
  },
  { name: 'audit_checkpoints', columns: ['position', 'jws'], order: 'position' },
]

const BATCH = 2000

/**
 * Moves the authority of a data folder to an empty database. All or nothing: a move that was cut off left nothing there
 * and is begun again. The file stays as it is, with a marker beside it that keeps a server from going on with it.
 */
export async function moveStore(
  dataDir: string,
  databaseUrl: string,
  tell: (table: string, rows: number) => void,
): Promise<MoveReport> {
  const file = sqliteFile(dataDir)
  if (!existsSync(file)) throw new NotMoved(`there is no ${file}: set EVISA_DATA_DIR`)
  if (existsSync(movedMarker(dataDir)))
    throw new NotMoved(`${file} was moved before: delete ${movedMarker(dataDir)} first`)
  // Brings the schema of the file up to date.
  await openSqliteStore(file).close()
  const source = new Database(file, { fileMustExist: true })
  const target = await connectPostgres(databaseUrl)
  try {
    holdStill(source, file)
    const report = await target.transaction(async (on) => {
      await assertEmpty(target, on)
      const rows: Record<string, number> = {}
      for (const table of TABLES) {
        rows[table.name] = await moveTable(source, target, table, on)
        tell(table.name, rows[table.name] ?? 0)
      }
      await setCounters(source, target, on)
      return { rows, ...(await verify(source, target, on)) }
    })
    writeFileSync(movedMarker(dataDir), `to ${withoutPassword(databaseUrl)}\n`, { mode: 0o600, flush: true })
    return report
  } finally {
    source.close()
    await target.close()
  }
}

/** Nobody else writes to the file until it is closed; a server that runs on it is found out. */
function holdStill(source: Database.Database, file: string): void {
  try {
    source.pragma('locking_mode = EXCLUSIVE')
    source.pragma('busy_timeout = 1000')
    source.exec('BEGIN EXCLUSIVE; COMMIT; BEGIN')
  } catch (error) {
    if (!/^SQLITE_BUSY/.test((error as { code?: string }).code ?? '')) throw error
    throw new NotMoved(`${file} is in use: stop the server first`)
  }
}

async function assertEmpty({ rows }: Connection, on: Queries): Promise<void> {
  for (const { name } of TABLES) {
    const [found] = await rows<{ used: boolean }>(`SELECT EXISTS (SELECT 1 FROM ${name}) AS used`, [], on)
    if (found?.used) throw new NotMoved(`the database is not empty: ${name} has rows; name an empty one`)
  }
}

async function moveTable(
  source: Database.Database,
  { rows }: Connection,
  { name, columns, from, order }: MovedTable,
  on: Queries,
): Promise<number> {
  const read = source.prepare<[], Row>(`SELECT * FROM (${from ?? `SELECT * FROM ${name}`}) ORDER BY ${order}`)
  const types = await typesOf(rows, name, columns, on)
  const insert = `INSERT INTO ${name} (${columns.join(', ')})
    SELECT * FROM unnest(${columns.map((_, at) => `$${at + 1}::${types[at]}[]`).join(', ')})`
  let count = 0
  let batch: Row[] = []
  const flush = async () => {
    if (batch.length === 0) return
    await rows(
      insert,
      columns.map((column) => batch.map((row) => row[column] ?? null)),
      on,
    )
    count += batch.length
    batch = []
  }
  for (const row of read.iterate()) {
    batch.push(row)
    if (batch.length === BATCH) await flush()
  }
  await flush()
  return count
}

async function typesOf(
  rows: Connection['rows'],
  table: string,
  columns: readonly string[],
  on: Queries,
): Promise<string[]> {
  const found = await rows<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0`,
    [table],
    on,
  )
  const types = new Map(found.map(({ name, type }) => [name, type]))
  return columns.map((column) => types.get(column) ?? 'text')
}

async function setCounters(source: Database.Database, { rows }: Connection, on: Queries): Promise<void> {
  const value = (sql: string) => source.prepare<[], number>(sql).pluck().get() ?? 0
  const counters = {
    visas: value('SELECT count(*) FROM visas'),
    marks: value('SELECT coalesce(max(position), 0) FROM status_marks'),
    ledger: value('SELECT max(coalesce(max(position), 0), coalesce(max(feed_position), 0)) FROM crossings'),
  }
  for (const [name, count] of Object.entries(counters)) {
    await rows('UPDATE counters SET value = $2 WHERE name = $1', [name, count], on)
  }
  await rows(
    `UPDATE audit_end SET position = last.position, hash = last.hash
     FROM (SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1) AS last`,
    [],
    on,
  )
}

/** Compares counts, the audit trail hash by hash, and every device's chain link by link. Throws `NotMoved`. */
async function verify(
  source: Database.Database,
  { rows }: Connection,
  on: Queries,
): Promise<Pick<MoveReport, 'auditRows' | 'chains'>> {
  // Page by page: a ledger of years does not fit into memory.
  const compare = async (what: string, key: string, select: string): Promise<number> => {
    const page = `SELECT * FROM (${select}) AS all_rows WHERE ${key} > $1 ORDER BY ${key} LIMIT ${BATCH}`
    const here = source.prepare<[string | number], Row>(page.replace('$1', '?'))
    let count = 0
    for (let after: string | number = key === 'position' ? 0 : ''; ; ) {
      const rowsHere = here.all(after)
      const rowsThere = await rows<Row>(page, [after], on)
      for (let at = 0; at < Math.max(rowsHere.length, rowsThere.length); at++) {
        if (JSON.stringify(rowsHere[at]) !== JSON.stringify(rowsThere[at])) {
          throw new NotMoved(`${what}: row ${count + at + 1} is not the same there; nothing was moved`)
        }
      }
      count += rowsHere.length
      const last = rowsHere.at(-1)
      if (last === undefined) return count
      after = last[key] as string | number
    }
  }
  for (const { name, from } of TABLES) {
    const [moved] = await rows<{ count: number }>(`SELECT count(*) AS count FROM ${name}`, [], on)
    const count = source
      .prepare<[], number>(`SELECT count(*) FROM (${from ?? `SELECT * FROM ${name}`})`)
      .pluck()
      .get()
    if (moved?.count !== count)
      throw new NotMoved(`${name}: ${moved?.count} rows there, ${count} here; nothing was moved`)
  }
  const auditRows = await compare('the audit trail', 'position', 'SELECT position, prev, hash FROM audit')
  await compare('the ledger', 'position', 'SELECT position, feed_position, hash, prev, standing FROM crossings')
  const chains = await compare(
    'the chains of devices',
    'device',
    'SELECT device, max(seq) AS seq, count(*) AS events FROM crossings GROUP BY device',
  )
  return { auditRows, chains }
}

function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.password = ''
  return url.toString()
}
