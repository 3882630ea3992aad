/** Whether an audit trail is whole: its chain of hashes, and the signed checkpoints that were made of it. */
import { peekAuditCheckpoint, verifyAuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { auditHash } from './store/audit-hash.ts'
import type { AuditRow } from './store/audit-store.ts'

/** A trail as it was read: all rows from the first one, and checkpoints in any order. */
export interface AuditTrail {
  readonly rows: readonly AuditRow[]
  readonly checkpoints: readonly string[]
}

export interface AuditVerdict {
  readonly rows: number
  /** Checkpoints that agree with the rows. */
  readonly checkpoints: number
  /** What is wrong, the first thing first; null where nothing is. */
  readonly fault: string | null
  /** What could not be believed, but does not make the trail wrong. */
  readonly doubts: readonly string[]
}

/**
 * Recomputes the chain and compares it with the checkpoints. `earlier` are checkpoints that were kept elsewhere: without
 * them, whoever holds the store and a key could have written all of it anew.
 */
export async function verifyAuditTrail(
  { rows, checkpoints }: AuditTrail,
  trust: TrustList,
  earlier: readonly string[] = [],
): Promise<AuditVerdict> {
  const broken = brokenAt(rows)
  if (broken !== null) return { rows: rows.length, checkpoints: 0, fault: broken, doubts: [] }
  const doubts: string[] = []
  let agreed = 0
  for (const [jws, kept] of [
    ...checkpoints.map((jws) => [jws, false] as const),
    ...earlier.map((jws) => [jws, true] as const),
  ]) {
    const checked = await verifyAuditCheckpoint(jws, trust)
    if (!checked.ok) {
      doubts.push(doubtOf(jws, checked.error))
      continue
    }
    const { position, hash } = checked.value
    const row = rows[position - 1]
    const where = kept ? 'a checkpoint that was kept' : 'a checkpoint'
    const fault =
      row === undefined
        ? `${where} is of row ${position}, but there are ${rows.length} rows: the last ones were removed`
        : row.hash === hash
          ? null
          : `${where} says otherwise of row ${position}: the trail up to it was written anew`
    if (fault !== null) return { rows: rows.length, checkpoints: agreed, fault, doubts }
    agreed += 1
  }
  return { rows: rows.length, checkpoints: agreed, fault: null, doubts }
}

/** The first row that does not follow from the one before, in words; null where all do. */
function brokenAt(rows: readonly AuditRow[]): string | null {
  let prev = ''
  for (const [at, row] of rows.entries()) {
    const expected = at + 1
    if (row.position !== expected) {
      return `row ${expected} is missing: row ${row.position} stands in its place`
    }
    if (auditHash(row) !== row.hash) return `row ${expected} was changed: its hash is another`
    if (row.prev !== prev) return `row ${expected} does not follow row ${at}: rows were removed, added or reordered`
    prev = row.hash
  }
  return null
}

function doubtOf(jws: string, fault: string): string {
  const claimed = peekAuditCheckpoint(jws)
  const which = claimed.ok ? `the checkpoint of row ${claimed.value.position}` : 'a checkpoint'
  if (fault === 'artefact/key-compromised')
    return `${which} is by a key that was stolen since: it proves nothing any more`
  return `${which} is not genuine (${fault})`
}
