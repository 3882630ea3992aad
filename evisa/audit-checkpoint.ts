/** A checkpoint of the audit trail: its hash up to a row, signed. Kept elsewhere, it shows that nothing before was rewritten. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { peekPayload, verifyArtefact } from './verify-artefact.ts'

export const AUDIT_TYP = 'evisa-audit+jwt'

export const AuditCheckpoint = Type.Object(
  {
    iat: Instant,
    position: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'The row that it is of' }),
    hash: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'The hash of that row, base64url' }),
  },
  { additionalProperties: false, $id: 'audit-checkpoint', title: 'Checkpoint of the audit trail' },
)
export type AuditCheckpoint = Type.Static<typeof AuditCheckpoint>

const kind = {
  typ: AUDIT_TYP,
  purpose: 'snapshot',
  schema: Compile(AuditCheckpoint),
  maxCharacters: 2000,
} as const

/** Verifies a checkpoint by the key that signed it, retired or not. */
export async function verifyAuditCheckpoint(
  jws: string,
  trust: TrustList,
): Promise<Result<AuditCheckpoint, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  return verified.ok ? ok(verified.value.payload) : verified
}

/** What a checkpoint says before anything proves it. */
export function peekAuditCheckpoint(jws: string): Result<AuditCheckpoint, ArtefactFault> {
  return peekPayload(jws, kind)
}
