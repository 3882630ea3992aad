/** Making checkpoints of the audit trail: when asked, and by itself once an hour if the trail grew. */
import { AUDIT_TYP, type AuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { keyFor, type SigningKeys } from '../signing-keys.ts'
import type { AuditStore } from '../store/audit-store.ts'

type Trail = Pick<AuditStore, 'auditEnd' | 'saveAuditCheckpoint'>

const EVERY_SECONDS = 3600

/** Signs a checkpoint (compact JWS) of the last row and keeps it in the store too; null while the trail is empty. */
export async function makeAuditCheckpoint(trail: Trail, keys: SigningKeys, now: EpochSeconds): Promise<string | null> {
  const end = await trail.auditEnd()
  if (end === null) return null
  const { position, hash } = end
  const jws = await keyFor(keys, 'snapshot', now).sign(AUDIT_TYP, {
    iat: now,
    position,
    hash,
  } satisfies AuditCheckpoint)
  await trail.saveAuditCheckpoint(position, jws)
  return jws
}

/** Makes a checkpoint where the last one is an hour old and rows were added since; the first one is made at once. */
export function hourlyAuditCheckpoints(trail: Trail): (keys: SigningKeys, now: EpochSeconds) => Promise<void> {
  let last = { at: -EVERY_SECONDS, position: 0 }
  return async (keys, now) => {
    if (now - last.at < EVERY_SECONDS) return
    const end = await trail.auditEnd()
    if (end === null || end.position === last.position) return
    await makeAuditCheckpoint(trail, keys, now)
    last = { at: now, position: end.position }
  }
}
