/** An audit trail made without a store, and checkpoints of it by any key. */
import { AUDIT_TYP } from '#evisa/audit-checkpoint.ts'
import type { AuditRow, TrailLine } from '#evisa/audit-row.ts'
import { linkAudit } from '../../server/store/audit-hash.ts'
import type { AuditEntry } from '../../server/store/audit-store.ts'
import { NOW } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

/** So many look-ups, one a second, chained; with another detail if one is given. */
export function madeRows(count: number, detail: AuditEntry['detail'] = {}): AuditRow[] {
  const rows: AuditRow[] = []
  for (let at = 1; at <= count; at++) {
    const entry = { actor: 'authority', at: NOW + at, act: 'look-up', subject: `K7Q2M4XN9T${at}`, detail } as const
    rows.push(linkAudit(entry, rows.at(-1) ?? null))
  }
  return rows
}

/** A signed checkpoint of a row. */
export function checkpointOf({ position, hash }: Pick<AuditRow, 'position' | 'hash'>, key = KEYS.snapshot): string {
  return signArtefact(key, AUDIT_TYP, { iat: NOW + position, position, hash })
}

/** The lines of a trail, with a checkpoint after each of these rows. */
export function linesOf(rows: readonly AuditRow[], ...checkpointed: readonly number[]): TrailLine[] {
  return rows.flatMap((row): TrailLine[] =>
    checkpointed.includes(row.position) ? [{ row }, { checkpoint: checkpointOf(row) }] : [{ row }],
  )
}
