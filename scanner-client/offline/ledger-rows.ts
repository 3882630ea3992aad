/**
 * A copy of the ledger as a storage keeps it: in buckets by the visa number, each with the count of its rows and a sum over
 * them in any order. Whoever looks a visa up reads its whole bucket, so that a row that changed, and one that is not found
 * any more, are both noticed; a sum over all of that notices where one part of the storage is older than another.
 */
import type { Crossing } from '#evisa/entry-account.ts'
import { StorageFailed } from './scanner-store.ts'
import { type Sum, sumOf, sumOfNumbers, textOfSum } from './sums.ts'

/** At a million crossings a look-up reads some 250. */
const BUCKETS = 4096
const BUCKETS_A_CHUNK = 64
/** What a storage writes at once of the counts and sums. */
export const CHUNKS = BUCKETS / BUCKETS_A_CHUNK
/** Count and both halves of the sum, for each bucket. */
const NUMBERS_A_BUCKET = 3

/** Counts and sums of some buckets. */
export type Chunk = Int32Array

/** A crossing as it is kept. `told` is 0 for an own one that the ledger has not told of; `text` holds all the rest. */
export interface LedgerRow {
  readonly bucket: number
  readonly told: 0 | 1
  /** The last day on which it can matter. */
  readonly until: string
  readonly text: string
}

/** What a row holds. `allowed`: the entries that the visa allows; null for any number, or where that was not told. */
export interface KeptCrossing {
  readonly crossing: Crossing
  readonly allowed: number | null
}

export function bucketOf(visaNumber: string): number {
  return sumOf(visaNumber)[0] & (BUCKETS - 1)
}

export function chunkOf(bucket: number): number {
  return Math.floor(bucket / BUCKETS_A_CHUNK)
}

export function rowOf({ crossing, allowed }: KeptCrossing, until: string, told: 0 | 1): LedgerRow {
  const { id, visa_number, action, device, checkpoint, at, standing, instead_of, override, voids, supervised } =
    crossing
  const few = [id, visa_number, action, device, checkpoint, at, standing, allowed]
  const more = instead_of ?? override ?? voids ?? supervised
  const text = JSON.stringify(more === undefined ? few : [...few, instead_of, override, voids, supervised])
  return { bucket: bucketOf(visa_number), told, until, text }
}

/** What a row holds. Throws `StorageFailed` for what was never written. */
export function readRow({ text }: Pick<LedgerRow, 'text'>): KeptCrossing {
  const [id, visa_number, action, device, checkpoint, at, standing, allowed, ...more] = partsOf(text)
  const [instead_of = null, override = null, voids = null, supervised = null] = more
  const crossing: Crossing = {
    ...{ id, visa_number, action, device, checkpoint, at, standing },
    ...(instead_of !== null && { instead_of }),
    ...(override !== null && { override }),
    ...(voids !== null && { voids }),
    ...(supervised !== null && { supervised }),
  }
  return { crossing, allowed }
}

/** Whether it holds what was written, as far as its text alone tells. */
export function isReadable({ text }: Pick<LedgerRow, 'text'>): boolean {
  try {
    partsOf(text)
    return true
  } catch (error) {
    if (error instanceof StorageFailed) return false
    throw error
  }
}

/** The changes that one transaction makes to counts and sums. */
export interface Tally {
  add(row: LedgerRow): void
  remove(row: LedgerRow): void
  /** The chunks that change. */
  chunks(): readonly number[]
  /** Forgets the changes, once they are written. */
  clear(): void
  /** A chunk after the changes; null where there was none before. */
  changed(chunk: number, before: Chunk | null): Chunk
}

export function makeTally(): Tally {
  const changes = new Int32Array(BUCKETS * NUMBERS_A_BUCKET)
  const touched = new Set<number>()
  const count = (row: LedgerRow, by: 1 | -1) => {
    const at = row.bucket * NUMBERS_A_BUCKET
    const [a, b] = sumOfRow(row)
    changes[at] = (changes[at] ?? 0) + by
    changes[at + 1] = (changes[at + 1] ?? 0) ^ a
    changes[at + 2] = (changes[at + 2] ?? 0) ^ b
    touched.add(chunkOf(row.bucket))
  }
  return {
    add: (row) => count(row, 1),
    remove: (row) => count(row, -1),
    chunks: () => [...touched],
    clear() {
      if (touched.size > 0) changes.fill(0)
      touched.clear()
    },
    changed(chunk, before) {
      const after = before === null ? emptyChunk() : before.slice()
      const from = chunk * after.length
      for (let at = 0; at < after.length; at++) {
        const change = changes[from + at] ?? 0
        after[at] = at % NUMBERS_A_BUCKET === 0 ? (after[at] ?? 0) + change : (after[at] ?? 0) ^ change
      }
      return after
    },
  }
}

export function emptyChunk(): Chunk {
  return new Int32Array(BUCKETS_A_CHUNK * NUMBERS_A_BUCKET)
}

/** Whether these are the rows that were written into a bucket, all of them. */
export function isWhole(bucket: number, rows: readonly LedgerRow[], chunk: Chunk | undefined): boolean {
  const tally = makeTally()
  for (const row of rows) {
    if (row.bucket !== bucket) return false
    tally.remove(row)
  }
  if (chunk === undefined || chunk.length !== emptyChunk().length) return false
  const from = (bucket % BUCKETS_A_CHUNK) * NUMBERS_A_BUCKET
  return tally
    .changed(chunkOf(bucket), chunk)
    .slice(from, from + NUMBERS_A_BUCKET)
    .every((number) => number === 0)
}

/** The sum over all chunks, in their order: it is kept apart from them, with the mark of how far the copy goes. */
export function sumOfChunks(chunks: readonly Chunk[]): string {
  return textOfSum(
    chunks.reduce<Sum>(
      (sum, chunk) => {
        const [a, b] = sumOfNumbers(chunk)
        return [Math.imul(sum[0], 31) ^ a, Math.imul(sum[1], 33) ^ b]
      },
      [chunks.length, chunks.length],
    ),
  )
}

export function damagedLedger(cause?: unknown): StorageFailed {
  return new StorageFailed('ledger-damaged', 'what is kept here of the used entries is damaged', { cause })
}

function partsOf(text: string) {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw damagedLedger(cause)
  }
}

function sumOfRow({ told, until, text }: LedgerRow): Sum {
  return sumOf(text, sumOf(until, [told + 1, told + 2]))
}
