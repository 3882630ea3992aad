/** Moving a SQLite authority to PostgreSQL: every row, in one transaction, and proven to be the same before it counts. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { movedMarker, sqliteFile } from '../open-store.ts'
import { withoutPassword } from '../postgres/database-url.ts'
import { type Connection, connectPostgres, type Queries } from '../postgres/postgres-connection.ts'
import { openSqliteStore } from '../sqlite/sqlite-store.ts'
import { MOVED_TABLES, type MovedTable, movedColumns, sourceOf } from './moved-tables.ts'
import { NotMoved, type VerifiedMove, verifyMove } from './verify-move.ts'

export interface MoveReport extends VerifiedMove {
  /** Rows moved, by table. */
  readonly rows: Readonly<Record<string, number>>
}

type Row = Readonly<Record<string, string | number | null | Uint8Array>>

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
  const marker = movedMarker(dataDir)
  if (!existsSync(file)) throw new NotMoved(`there is no ${file}: set EVISA_DATA_DIR`)
  if (existsSync(marker)) {
    throw new NotMoved(
      `${file} was moved ${readFileSync(marker, 'utf8').trim()}; if that was cut off, and the database there is empty, ` +
        `delete ${marker} and begin again`,
    )
  }
  // Opening it brings the schema of the file up to date.
  await openSqliteStore(file).close()
  const source = new Database(file, { fileMustExist: true })
  const target = await connectPostgres(databaseUrl, { connections: 1, answerWithinMs: 0 })
  try {
    holdStill(source, file)
    return await target.transaction(async (on) => {
      // A move reads whole tables; the store itself never does.
      await on.query('SET LOCAL enable_seqscan = on')
      await assertEmpty(target, on)
      const rows: Record<string, number> = {}
      for (const table of MOVED_TABLES) {
        rows[table.name] = await moveTable(source, target, table, on)
        tell(table.name, rows[table.name] ?? 0)
      }
      await setCounters(source, target, on)
      const report = { rows, ...(await verifyMove(source, target, on)) }
      // It is written before the commit: after it, a kill in between would leave two authorities that both may go on.
      writeFileSync(marker, `to ${withoutPassword(databaseUrl)}\n`, { mode: 0o600, flush: true })
      return report
    })
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
  for (const { name, isReplaced } of MOVED_TABLES) {
    if (isReplaced) continue
    const [found] = await rows<{ used: boolean }>(`SELECT EXISTS (SELECT 1 FROM ${name}) AS used`, [], on)
    if (found?.used) throw new NotMoved(`the database is not empty: ${name} has rows; name an empty one`)
  }
}

async function moveTable(
  source: Database.Database,
  { rows }: Connection,
  table: MovedTable,
  on: Queries,
): Promise<number> {
  const { name, order, isReplaced } = table
  const columns = await movedColumns({ rows }, name, on)
  const names = columns.map((column) => column.name)
  const read = source.prepare<[], Row>(`SELECT ${names.join(', ')} FROM ${sourceOf(table)} ORDER BY ${order}`)
  if (isReplaced) await rows(`DELETE FROM ${name}`, [], on)
  const insert = `INSERT INTO ${name} (${names.join(', ')})
    SELECT * FROM unnest(${columns.map(({ type }, at) => `$${at + 1}::${type}[]`).join(', ')})`
  let count = 0
  let batch: Row[] = []
  const flush = async () => {
    if (batch.length === 0) return
    assertKept(table, batch)
    await rows(
      insert,
      names.map((column) => batch.map((row) => row[column] ?? null)),
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

/** A NUL, which programs of before took in some texts: no text of PostgreSQL can hold it. */
function assertKept({ name, order }: MovedTable, batch: readonly Row[]): void {
  for (const row of batch) {
    const [column] = Object.entries(row).find(([, value]) => typeof value === 'string' && value.includes('\0')) ?? []
    if (column === undefined) continue
    const keys = order.split(', ').map((key) => `${key} = ${JSON.stringify(row[key] ?? null)}`)
    throw new NotMoved(
      `${name}: the row with ${keys.join(', ')} has a NUL in ${column}, which PostgreSQL cannot hold; nothing was moved. Keep what ` +
        `stands before it, then begin again: sqlite3 authority.db "UPDATE ${name} SET ${column} = substr(${column}, 1, length(${column})) WHERE ..."`,
    )
  }
}

async function setCounters(source: Database.Database, { rows }: Connection, on: Queries): Promise<void> {
  const value = (sql: string) => source.prepare<[], number>(sql).pluck().get() ?? 0
  const counters = {
    visas: value('SELECT count(*) FROM visas'),
    marks: value('SELECT coalesce(max(position), 0) FROM status_marks'),
    ledger: value('SELECT coalesce(max(position), 0) FROM ledger_heads'),
  }
  for (const [name, count] of Object.entries(counters)) {
    await rows('UPDATE counters SET value = $2 WHERE name = $1', [name, count], on)
  }
  await rows(
    `UPDATE counters SET head = last.head
     FROM (SELECT head FROM ledger_heads ORDER BY position DESC LIMIT 1) AS last WHERE name = 'ledger'`,
    [],
    on,
  )
  await rows(
    `UPDATE audit_end SET position = last.position, hash = last.hash
     FROM (SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1) AS last`,
    [],
    on,
  )
}
