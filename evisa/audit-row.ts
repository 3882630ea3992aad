/** A row of the audit trail as it is exported, so that anybody can find out whether the trail is whole. */
import Type from 'typebox'
import type { EpochSeconds } from './civil-date.ts'

export type AuditedAct =
  | 'issue'
  | 'set-status'
  | 'look-up'
  | 'search'
  | 'check-flight'
  | 'look-ups-missed'
  | 'set-carrier'
  | 'make-enrolment-code'
  | 'enrol'
  | 'revoke-device'
  | 'end-tablets'
  | 'change-keys'
  | 'change-policy'
  | 'confirm-clock'
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
  | 'begin-epoch'
  | 'restore-policy'
  | 'hold-places'
  | 'doubt-confirm'
  | 'doubt-end'
  | `${'host' | 'invitation' | 'application' | 'payment' | 'account' | 'person' | 'session' | 'sign-in' | 'letter'}-${string}`
  | `${'host' | 'invitation' | 'application' | 'payment' | 'copy'}-${string}`

const closed = { additionalProperties: false } as const

/** A row as it leaves the store. */
export const AuditRowDocument = Type.Object(
  {
    position: Type.Integer({ minimum: 1 }),
    prev: Type.String({ description: 'The hash of the row before; empty for the first' }),
    at: Type.Integer(),
    actor: Type.String({
      description:
        '`authority`, `authority/NAME` as somebody said, `operator/NAME` as a token proved, `person/NAME` as a key did, or the id of a device',
    }),
    act: Type.Unsafe<AuditedAct>(Type.String()),
    subject: Type.String({ description: 'What it was done to' }),
    detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    hash: Type.String({ description: 'SHA-256 of the strict JSON of the other members in this order, base64url' }),
  },
  closed,
)

export interface AuditRow {
  readonly position: number
  /** The hash of the row before; empty for the first. */
  readonly prev: string
  readonly at: EpochSeconds
  /** As `AuditRowDocument` describes it. */
  readonly actor: string
  readonly act: AuditedAct
  /** What it was done to: a visa number, a device's id, a conflict's id, an artefact's path. */
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number>>
  readonly hash: string
}

/** What a trail is read as, in order: rows, and after each the checkpoints (compact JWS) that were made of it. */
export const TrailLine = Type.Union([
  Type.Object({ row: AuditRowDocument }, closed),
  Type.Object({ checkpoint: Type.String() }, closed),
])
export type TrailLine = Type.Static<typeof TrailLine>
