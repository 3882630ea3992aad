/**
 * Parts of a copy, in order: each begins where the last one ended, and one that is sent again with the same bytes is answered as
 * the first time. So whoever was cut off asks what has come, and goes on from there.
 */

import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { inParts } from '../../platform/in-parts.ts'
import { takesCopies } from '../store/copy-steps.ts'
import type { CaseClosed, OwnCase, PartFault, StoredCopy } from '../store/copy-store.ts'
import { type CopyContext, makeKey } from './begin-copy.ts'
import { openPart, sealPart } from './copy-crypt.ts'
import { unwrapKey } from './wrap-key.ts'

export const MOST_PART_BYTES = 262_144
/** Of every part but the last. */
export const LEAST_PART_BYTES = 16_384
/** A stream is kept in parts of this size: what waits for more of it holds no more than that. */
const STREAM_PART_BYTES = 131_072

export type TakeFault =
  | PartFault
  | CaseClosed
  | 'empty-part'
  | 'part-too-large'
  | 'part-too-small'
  /** Bytes at this place came before, and were others. */
  | 'other-bytes'
  | { readonly kind: 'too-short'; readonly received: number; readonly size: number }

export interface Progress {
  readonly size: number
  readonly received: number
}

export interface SentPart {
  readonly place: number
  readonly bytes: Uint8Array
}

/** Takes a part of one's own copy; durable before this resolves. */
export async function takePart(
  of: OwnCase,
  id: string,
  part: SentPart,
  at: EpochSeconds,
  context: CopyContext,
): Promise<Result<Progress, TakeFault>> {
  const found = await findArriving(of, id, context)
  if (!found.ok) return found
  const fault = faultOf(part, found.value.size)
  return fault === null ? keepPart(found.value, part, at, context) : fail(fault)
}

/** Takes the whole of one's own copy, whatever came of it before. What is cut off may go on in parts. */
export async function takeStream(
  of: OwnCase,
  id: string,
  bytes: AsyncIterable<Uint8Array>,
  now: () => EpochSeconds,
  context: CopyContext,
): Promise<Result<Progress, TakeFault>> {
  const found = await findArriving(of, id, context)
  if (!found.ok) return found
  const key = makeKey(id, context)
  const begun = await context.store.beginCopyAnew(id, key, now())
  if (!begun.ok) return begun
  const copy = { ...found.value, ...key }
  let received = 0
  for await (const part of inParts(bytes, STREAM_PART_BYTES)) {
    const taken = await keepPart(copy, { place: received, bytes: part }, now(), context)
    if (!taken.ok) return taken
    received += part.length
  }
  return received < copy.size
    ? fail({ kind: 'too-short', received, size: copy.size })
    : ok({ size: copy.size, received })
}

async function findArriving(
  of: OwnCase,
  id: string,
  { store }: CopyContext,
): Promise<Result<StoredCopy, PartFault | CaseClosed>> {
  const copy = await store.findCopy(of, id)
  if (copy === null) return fail('not-there')
  if (!takesCopies(copy.caseState)) return fail({ kind: 'case-closed', state: copy.caseState })
  return copy.state === 'receiving' ? ok(copy) : fail({ kind: 'over', state: copy.state })
}

function faultOf({ place, bytes }: SentPart, size: number): TakeFault | null {
  if (bytes.length === 0) return 'empty-part'
  if (bytes.length > MOST_PART_BYTES) return 'part-too-large'
  // Else a copy could be made of a million rows.
  return bytes.length < LEAST_PART_BYTES && place + bytes.length < size ? 'part-too-small' : null
}

async function keepPart(
  { id, size, ...wrapped }: Pick<StoredCopy, 'id' | 'size' | 'fileKey' | 'wrappedKey'>,
  { place, bytes }: SentPart,
  at: EpochSeconds,
  { store, fileKeys, randomBytes }: CopyContext,
): Promise<Result<Progress, TakeFault>> {
  const key = unwrapKey(fileKeys, id, wrapped)
  if (!key.ok) throw new Error(`the key of a copy cannot be unwrapped: ${key.error}`)
  const sealed = sealPart(key.value, id, place, bytes, randomBytes)
  const taken = await store.addPart(id, wrapped.wrappedKey, { place, size: bytes.length, bytes: sealed }, at)
  if (!taken.ok) return taken
  const { received, repeated } = taken.value
  if (repeated !== null) {
    const before = openPart(key.value, id, place, repeated)
    if (!before.ok || !before.value.equals(bytes)) return fail('other-bytes')
  }
  return ok({ size, received })
}
