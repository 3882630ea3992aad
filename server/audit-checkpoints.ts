/** Making checkpoints of the audit trail: when asked, and by itself once an hour if the trail grew. */
import { AUDIT_TYP, type AuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type KeySource, keyFor } from './signing-keys.ts'
import type { AuditStore } from './store/audit-store.ts'

export interface AuditCheckpoints {
  /** A checkpoint of the last row, kept in the store too; null while the trail is empty. */
  make(): Promise<string | null>
  /** Makes one if the last is an hour old and rows were added since. */
  makeIfDue(): Promise<void>
}

const EVERY_SECONDS = 3600

export function auditCheckpoints(
  store: Pick<AuditStore, 'auditEnd' | 'saveAuditCheckpoint'>,
  keys: KeySource,
  now: () => EpochSeconds,
): AuditCheckpoints {
  let last = { at: 0, position: 0 }
  const make = async (): Promise<string | null> => {
    const end = await store.auditEnd()
    if (end === null) return null
    const iat = now()
    const key = keyFor(await keys(), 'snapshot', iat)
    const jws = await key.sign(AUDIT_TYP, { iat, position: end.position, hash: end.hash } satisfies AuditCheckpoint)
    await store.saveAuditCheckpoint(end.position, jws)
    last = { at: iat, position: end.position }
    return jws
  }
  return {
    make,
    makeIfDue: async () => {
      if (now() - last.at < EVERY_SECONDS) return
      const end = await store.auditEnd()
      if (end !== null && end.position !== last.position) await make()
    },
  }
}
