/** Whether an audit trail is whole: its chain of hashes, and the signed checkpoints that were made of it. */

import { verifyAuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import type { AuditRow, TrailLine } from '#evisa/audit-row.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { auditHash } from '../../platform/audit-hash.ts'

/** What is wrong at a row, first of all. */
export type TrailFault =
  /** Its hash is not that of what it says. */
  | 'audit/changed'
  /** Another row stands in its place. */
  | 'audit/missing'
  /** It does not name the row before it. */
  | 'audit/unlinked'
  /** There are fewer rows than a checkpoint or an earlier export vouches for. */
  | 'audit/cut-off'
  /** A checkpoint or an earlier export knew another row in this place. */
  | 'audit/rewritten'
  /** A checkpoint of it was not signed by the authority, or stands after another row. */
  | 'audit/checkpoint'

export interface AuditVerdict {
  /** The first fault and the row that it is at; null where the trail is whole. */
  readonly fault: { readonly reason: TrailFault; readonly position: number } | null
  /** Where it begins: 1, but of a part of a trail. */
  readonly from: number
  /** The last row up to which it is whole; 0 where none is. */
  readonly rows: number
  /** Checkpoints that agree with the rows, and the last row that one of them vouches for: 0 if none does. */
  readonly checkpoints: number
  readonly vouchedFor: number
  /** Rows whose checkpoint proves nothing any more, since its key was stolen. */
  readonly doubts: readonly number[]
  /** The hashes by which a later reading is compared with this one: of each row with a checkpoint, and of the last. */
  readonly known: ReadonlyMap<number, string>
}

/**
 * Recomputes the chain from the first row (`isPart`: from the first one that there is) and compares it with the checkpoints on the way. `known` comes from an earlier
 * export that was kept elsewhere: without it, whoever holds the store can take rows off the end together with their
 * checkpoints, and whoever holds a key as well can write all of it anew.
 */
export async function verifyAuditTrail(
  lines: AsyncIterable<TrailLine> | Iterable<TrailLine>,
  trust: TrustList,
  known: ReadonlyMap<number, string> = new Map(),
  isPart = false,
): Promise<AuditVerdict> {
  const expected = new Map(known)
  const seen = new Map<number, string>()
  const doubts: number[] = []
  let last = { position: 0, hash: '' }
  let from = 1
  let checkpoints = 0
  let vouchedFor = 0
  const verdict = (reason: TrailFault | null, position: number): AuditVerdict => {
    const fault = reason === null ? null : { reason, position }
    if (last.position > 0) seen.set(last.position, last.hash)
    return { fault, from, rows: last.position, checkpoints, vouchedFor, doubts, known: seen }
  }
  for await (const line of lines) {
    if ('row' in line) {
      const { row } = line
      if (isPart && last.position === 0 && row.position > 1) {
        from = row.position
        last = { position: from - 1, hash: row.prev }
        for (const position of expected.keys()) if (position < from) expected.delete(position)
      }
      const fault = faultOf(row, last)
      if (fault !== null) return verdict(fault, last.position + 1)
      if ((expected.get(row.position) ?? row.hash) !== row.hash) return verdict('audit/rewritten', row.position)
      expected.delete(row.position)
      last = row
      continue
    }
    const said = await verifyAuditCheckpoint(line.checkpoint, trust)
    if (!said.ok && said.error !== 'artefact/key-compromised') return verdict('audit/checkpoint', last.position)
    if (last.position > 0) seen.set(last.position, last.hash)
    if (!said.ok) doubts.push(last.position)
    else if (said.value.position < last.position) return verdict('audit/checkpoint', last.position)
    else if (said.value.position > last.position) {
      // Of a row that should come yet: it does not, where the last ones were removed.
      const { position, hash } = said.value
      if ((expected.get(position) ?? hash) !== hash) return verdict('audit/rewritten', position)
      expected.set(position, hash)
    } else if (said.value.hash !== last.hash) return verdict('audit/rewritten', last.position)
    else {
      checkpoints += 1
      vouchedFor = last.position
    }
  }
  return verdict(expected.size === 0 ? null : 'audit/cut-off', last.position + 1)
}

function faultOf(row: AuditRow, last: { position: number; hash: string }): TrailFault | null {
  if (row.position !== last.position + 1) return 'audit/missing'
  if (auditHash(row) !== row.hash) return 'audit/changed'
  return row.prev === last.hash ? null : 'audit/unlinked'
}
