/** The port to the audit trail: who did what, in a chain of hashes to which nothing can be done unseen. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

/** Who does it and when. */
export interface Act {
  /** `authority`, `authority/NAME` (as somebody said), `operator/NAME` (as a token proved), or a device's id. */
  readonly actor: string
  readonly at: EpochSeconds
}

export type AuditedAct =
  | 'issue'
  | 'set-status'
  | 'look-up'
  | 'check-flight'
  | 'look-ups-missed'
  | 'set-carrier'
  | 'make-enrolment-code'
  | 'enrol'
  | 'revoke-device'
  | 'change-keys'
  | 'change-policy'
  | 'override'
  | 'void'
  | 'review'
  | 'export'
  | 'set-operator'
  | 'remove-operator'
  | 'propose'
  | 'approve'
  | 'decline'
  | 'queue-delivery'
  | 'delivery-handed-over'
  | 'delivery-sent'
  | 'delivery-postponed'
  | 'delivery-bounced'

export interface AuditEntry extends Act {
  readonly act: AuditedAct
  /** What it was done to: a visa number, a device's id, a conflict's id, an artefact's path. */
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number>>
}

/** An entry in its place. `hash` is the SHA-256, base64url, of the strict JSON of all its other members. */
export interface AuditRow extends AuditEntry {
  readonly position: number
  /** The hash of the row before; empty for the first. */
  readonly prev: string
  readonly hash: string
}

export interface AuditStore {
  /** Notes acts that change nothing else, such as a look-up. What changes something is noted with the change. */
  noteActs(entries: readonly AuditEntry[]): Promise<void>
  auditAfter(position: number, limit: number): Promise<readonly AuditRow[]>
  /** The last row; null if there is none. */
  auditEnd(): Promise<Pick<AuditRow, 'position' | 'hash'> | null>
  /** Keeps a signed checkpoint (compact JWS) of a row. */
  saveAuditCheckpoint(position: number, jws: string): Promise<void>
  /** The checkpoints of rows after a position, oldest first. */
  auditCheckpointsAfter(
    position: number,
    limit: number,
  ): Promise<readonly { readonly position: number; readonly jws: string }[]>
}
