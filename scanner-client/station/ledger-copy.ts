/** One copy of the ledger on SQLite: its rows in their buckets, and the counts and sums over them. */
import type Database from 'better-sqlite3'
import {
  bucketOf,
  CHUNKS,
  type Chunk,
  chunkOf,
  emptyChunk,
  isWhole,
  type LedgerRow,
  makeTally,
  sumOfChunks,
} from '../offline/ledger-rows.ts'

/** A row and the place in which it came. */
export interface StoredRow extends LedgerRow {
  readonly rowid: number
}

/** The acts on one copy; those that write belong into a transaction, and `settle` at its end. */
export function ledgerCopy(database: Database.Database, copy: number) {
  // The number stands in the text: a partial index is used for what is known when a statement is prepared.
  const name = `ledger_copy_${copy}`
  const columns = 'rowid, bucket, told, until, text'
  const inBucket = database.prepare<[number], StoredRow>(
    `SELECT ${columns} FROM ledger WHERE copy = ${copy} AND bucket = ? ORDER BY rowid`,
  )
  const untold = database.prepare<[number], StoredRow>(
    `SELECT ${columns} FROM ledger WHERE told = 0 AND bucket = ? AND copy = ${copy}`,
  )
  const over = database.prepare<[number, string, number], StoredRow>(
    `SELECT ${columns} FROM ledger WHERE rowid > ? AND until < ? AND copy = ${copy} ORDER BY rowid LIMIT ?`,
  )
  const insert = database.prepare(`INSERT INTO ledger (copy, bucket, told, until, text) VALUES (${copy}, ?, ?, ?, ?)`)
  const remove = database.prepare('DELETE FROM ledger WHERE rowid = ?')
  const isIndexed = database.prepare<[string], 1>('SELECT 1 FROM sqlite_schema WHERE name = ?')
  const chunks = database.prepare<[number], { chunk: number; numbers: Buffer }>(
    'SELECT chunk, numbers FROM ledger_chunks WHERE copy = ? ORDER BY chunk',
  )
  const putChunk = database.prepare('INSERT OR REPLACE INTO ledger_chunks (copy, chunk, numbers) VALUES (?, ?, ?)')
  const dropRows = database.prepare('DELETE FROM ledger WHERE copy = ?')
  const dropChunks = database.prepare('DELETE FROM ledger_chunks WHERE copy = ?')
  // One for all transactions: its numbers lie outside of the heap, and are not soon collected.
  const tally = makeTally()
  const readChunks = () => new Map(chunks.all(copy).map(({ chunk, numbers }) => [chunk, chunkOfBytes(numbers)]))
  const put = (chunk: number, numbers: Chunk) => void putChunk.run(copy, chunk, new Uint8Array(numbers.buffer))
  return {
    /** An empty copy. */
    begin() {
      for (let chunk = 0; chunk < CHUNKS; chunk++) put(chunk, emptyChunk())
    },
    add(row: LedgerRow) {
      insert.run(row.bucket, row.told, row.until, row.text)
      tally.add(row)
    },
    remove(row: StoredRow) {
      remove.run(row.rowid)
      tally.remove(row)
    },
    sum: () => sumOfChunks([...readChunks().values()]),
    /** Writes what changed of counts and sums; returns the sum over all, or null where nothing changed. */
    settle(): string | null {
      if (tally.chunks().length === 0) return null
      const known = readChunks()
      for (const chunk of tally.chunks()) {
        const changed = tally.changed(chunk, known.get(chunk) ?? null)
        known.set(chunk, changed)
        put(chunk, changed)
      }
      tally.clear()
      return sumOfChunks([...known.values()])
    },
    /** What was begun to be counted in a transaction that was given up. */
    forgetChanges: () => tally.clear(),
    /** The rows of a visa's bucket, all of them and as they were written; `sum` as it was settled last, where that is known. */
    bucket(visaNumber: string, sum: string | null): readonly StoredRow[] | 'damaged' {
      const bucket = bucketOf(visaNumber)
      const rows = inBucket.all(bucket)
      const known = readChunks()
      const isOne = sum === null || sumOfChunks([...known.values()]) === sum
      return isOne && isWhole(bucket, rows, known.get(chunkOf(bucket))) ? rows : 'damaged'
    },
    untold: (visaNumber: string): readonly StoredRow[] => untold.all(bucketOf(visaNumber)),
    over: (after: number, today: string, limit: number): readonly StoredRow[] => over.all(after, today, limit),
    isIndexed: () => isIndexed.get(name) !== undefined,
    index: () => void database.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ledger (bucket) WHERE copy = ${copy}`),
    drop() {
      tally.clear()
      database.exec(`DROP INDEX IF EXISTS ${name}`)
      dropRows.run(copy)
      dropChunks.run(copy)
    },
  }
}

export type LedgerCopy = ReturnType<typeof ledgerCopy>

// The bytes of a blob begin anywhere; those of numbers at a multiple of four.
function chunkOfBytes(numbers: Buffer): Chunk {
  const whole = numbers.length - (numbers.length % 4)
  if (numbers.byteOffset % 4 === 0) return new Int32Array(numbers.buffer, numbers.byteOffset, whole / 4)
  return new Int32Array(Uint8Array.from(numbers.subarray(0, whole)).buffer)
}
