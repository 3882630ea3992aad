/** The copies of the ledger in IndexedDB: their rows in buckets, and the counts and sums over them. */
import {
  bucketOf,
  CHUNKS,
  type Chunk,
  chunkOf,
  emptyChunk,
  isWhole,
  type LedgerRow,
  sumOfChunks,
  type Tally,
} from '../../offline/ledger-rows.ts'
import type { KeptRow, Reading, Writing } from './browser-database.ts'

/** A row and the key under which it is kept. */
export type StoredRow = readonly [key: number, row: KeptRow]

/** Begins an empty copy; returns the sum over it. */
export async function beginCopy(on: Writing, copy: number): Promise<string> {
  for (let chunk = 0; chunk < CHUNKS; chunk++) await putChunk(on, copy, chunk, emptyChunk())
  return sumOfCopy(on, copy)
}

export async function addRow(on: Writing, copy: number, row: LedgerRow, tally: Tally): Promise<void> {
  tally.add(row)
  await on.objectStore('ledger').add({ copy, ...row, ...(row.told === 0 && { untold: row.bucket }) })
}

export async function removeRow(on: Writing, [key, row]: StoredRow, tally: Tally): Promise<void> {
  tally.remove(row)
  await on.objectStore('ledger').delete(key)
}

/** Writes what changed of counts and sums; returns the sum over all. */
export async function settle(on: Writing, copy: number, tally: Tally): Promise<string> {
  const known = await readChunks(on, copy)
  for (const chunk of tally.chunks()) {
    const changed = tally.changed(chunk, known.get(chunk) ?? null)
    known.set(chunk, changed)
    await putChunk(on, copy, chunk, changed)
  }
  return sumOfChunks([...known.values()])
}

/** The rows of a visa's bucket, all of them and as they were written. */
export async function readBucket(
  on: Reading,
  copy: number,
  visaNumber: string,
  sum: string | null,
): Promise<readonly KeptRow[] | 'damaged'> {
  const bucket = bucketOf(visaNumber)
  const [rows, known] = await Promise.all([
    on.objectStore('ledger').index('bucket').getAll([copy, bucket]),
    readChunks(on, copy),
  ])
  const isOne = sum === null || sumOfChunks([...known.values()]) === sum
  return isOne && isWhole(bucket, rows, known.get(chunkOf(bucket))) ? rows : 'damaged'
}

/** What only this scanner knows of a visa so far. */
export async function untoldOf(on: Reading, copy: number, visaNumber: string): Promise<readonly StoredRow[]> {
  const untold = on.objectStore('ledger').index('untold')
  return (await keyed(untold, bucketOf(visaNumber))).filter(([, row]) => row.copy === copy)
}

/** Some of what is over on this day, with what must be kept. */
export async function rowsOver(on: Reading, today: string, limit: number): Promise<readonly StoredRow[]> {
  return keyed(on.objectStore('ledger').index('until'), IDBKeyRange.upperBound(today, true), limit)
}

/** Which copies there are, the present one last. */
export async function copiesHeld(on: Reading): Promise<readonly number[]> {
  const keys = await on.objectStore('ledger_chunks').getAllKeys()
  return [...new Set(keys.map(([copy]) => copy))].sort((one, other) => one - other)
}

export async function sumOfCopy(on: Reading, copy: number): Promise<string> {
  return sumOfChunks([...(await readChunks(on, copy)).values()])
}

/** Forgets a copy. */
export async function dropCopy(on: Writing, copy: number): Promise<void> {
  const rows = on.objectStore('ledger')
  if ((await copiesHeld(on)).every((one) => one === copy)) await rows.clear()
  else {
    const ofCopy = IDBKeyRange.bound([copy], [copy, []])
    for (const key of await rows.index('bucket').getAllKeys(ofCopy)) await rows.delete(key)
  }
  await on.objectStore('ledger_chunks').delete(IDBKeyRange.bound([copy], [copy, []]))
}

async function readChunks(on: Reading, copy: number): Promise<Map<number, Chunk>> {
  const chunks = await on.objectStore('ledger_chunks').getAll(IDBKeyRange.bound([copy], [copy, []]))
  return new Map(chunks.map(({ chunk, numbers }) => [chunk, numbers]))
}

async function putChunk(on: Writing, copy: number, chunk: number, numbers: Chunk): Promise<void> {
  await on.objectStore('ledger_chunks').put({ copy, chunk, numbers })
}

interface Keyed<Query> {
  getAll(query: Query, count?: number): Promise<KeptRow[]>
  getAllKeys(query: Query, count?: number): Promise<number[]>
}

/** Asked in one turn, keys and rows are in one order. */
async function keyed<Query>(index: Keyed<Query>, query: Query, limit?: number): Promise<readonly StoredRow[]> {
  const [keys, rows] = await Promise.all([index.getAllKeys(query, limit), index.getAll(query, limit)])
  return keys.flatMap((key, at): StoredRow[] => {
    const row = rows[at]
    return row === undefined ? [] : [[key, row]]
  })
}
