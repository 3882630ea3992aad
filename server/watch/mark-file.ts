/**
 * Where the store ended when something was acknowledged last, in a small file beside it: what a damaged or replaced store
 * does not hold any more is missed by it. It is written before each answer and not forced to the disk: a power cut may make
 * it say less than the store, and never more.
 */
import { hash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { Epoch } from '#evisa/epoch.ts'
import type { StoreMark } from '../store/recovery-store.ts'

export interface MarkFile {
  /** What stands in it; null where there is none yet. Throws `MarkDamaged`. */
  read(): StoreMark | null
  write(mark: StoreMark): void
  close(): void
}

/** The file is there, and neither of its halves can be read. */
export class MarkDamaged extends Error {
  override name = 'MarkDamaged'
}

// Of two halves one is whole at any moment, whenever a write is cut off.
const HALF_BYTES = 1024
const End = Type.Object({ position: Type.Integer({ minimum: 0 }), head: Type.String({ maxLength: 43 }) })
const Half = Compile(
  Type.Object({
    count: Type.Integer({ minimum: 1 }),
    mark: Type.Object({
      epoch: Epoch,
      ledger: End,
      audit: Type.Object({ position: Type.Integer({ minimum: 0 }), hash: Type.String({ maxLength: 64 }) }),
      snapshot: Type.Integer({ minimum: 0 }),
    }),
  }),
)

export function markFile(path: string): MarkFile {
  let file: number | null = null
  let count = 0
  return {
    read: () => {
      if (!existsSync(path)) return null
      const bytes = readFileSync(path)
      if (bytes.length === 0) return null
      const halves = [0, HALF_BYTES].flatMap((from) => halfIn(bytes.subarray(from, from + HALF_BYTES)) ?? [])
      const furthest = halves.sort(byReach)[0]
      if (furthest === undefined)
        throw new MarkDamaged(`${path} is damaged: it says where the store ended, and cannot be read`)
      count = furthest.count
      return furthest.mark
    },
    write: (mark) => {
      file ??= openMark(path)
      count += 1
      const text = JSON.stringify({ count, mark })
      const half = Buffer.alloc(HALF_BYTES, ' ')
      half.write(`${hash('sha256', text, 'hex')} ${text}\n`)
      writeSync(file, half, 0, HALF_BYTES, (count % 2) * HALF_BYTES)
    },
    close: () => {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

/** Where there is no mark: nobody here can tell where the store ended that a backup took the place of, and who reads it is told so. */
export function markUnknown(path: string): void {
  if (!existsSync(path))
    writeFileSync(path, 'A backup was restored here; nobody can tell what came after it.\n', { mode: 0o600 })
}

type MarkHalf = { readonly count: number; readonly mark: StoreMark }

/** The furthest first: several processes of one store write here, and each counts for itself. */
function byReach(one: MarkHalf, other: MarkHalf): number {
  const [left, right] = [reachOf(one), reachOf(other)]
  const at = left.findIndex((value, index) => value !== right[index])
  return at === -1 ? 0 : (right[at] ?? 0) - (left[at] ?? 0)
}

function reachOf({ count, mark: { epoch, ledger, audit, snapshot } }: MarkHalf): readonly number[] {
  return [epoch.number, ledger.position, audit.position, snapshot, count]
}

function openMark(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600)
  ftruncateSync(file, 2 * HALF_BYTES)
  return file
}

function halfIn(bytes: Uint8Array): MarkHalf | null {
  const [sum = '', text = ''] = Buffer.from(bytes).toString().trimEnd().split(/ (.*)/s)
  if (hash('sha256', text, 'hex') !== sum) return null
  const half: unknown = JSON.parse(text)
  return Half.Check(half) ? half : null
}
