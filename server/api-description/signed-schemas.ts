/** The JSON Schemas of all that is signed, as they are served and published. */
import type Type from 'typebox'
import { AccessRefusal } from '#evisa/access-refusal.ts'
import { AuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import { CrossingEvent } from '#evisa/crossing-event.ts'
import { ReceiptsDocument } from '#evisa/crossing-receipt.ts'
import { DeviceKeyDocument } from '#evisa/device-key.ts'
import { FeedPage } from '#evisa/feed-page.ts'
import { RegisterDocument } from '#evisa/issuance-register.ts'
import { PolicyDocument } from '#evisa/policy.ts'
import { PublishedVersions } from '#evisa/published-versions.ts'
import { CheckReceipt } from '#evisa/receipt-of-check.ts'
import { RootDocument } from '#evisa/root.ts'
import { RosterDocument } from '#evisa/roster.ts'
import { SnapshotDocument } from '#evisa/snapshot.ts'
import { StatusListDocument } from '#evisa/status-list.ts'
import { SubmissionReceipt } from '#evisa/submission-receipt.ts'
import { TimeAnswer } from '#evisa/time-answer.ts'
import { TrustListDocument } from '#evisa/trust-list.ts'
import { VisaClaims } from '#evisa/visa-claims.ts'
import { VisaDeskDocument } from '#evisa/visa-desk.ts'

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

const SCHEMAS: readonly (readonly [name: string, Type.TSchema])[] = [
  ['visa-claims', VisaClaims],
  ['root', RootDocument],
  ['trust-list', TrustListDocument],
  ['policy', PolicyDocument],
  ['status-list', StatusListDocument],
  ['roster', RosterDocument],
  ['issuance-register', RegisterDocument],
  ['snapshot', SnapshotDocument],
  ['feed-page', FeedPage],
  ['time-answer', TimeAnswer],
  ['visa-desk', VisaDeskDocument],
  ['access-refusal', AccessRefusal],
  ['crossing-event', CrossingEvent],
  ['receipts', ReceiptsDocument],
  ['audit-checkpoint', AuditCheckpoint],
  ['check-receipt', CheckReceipt],
  ['device-key', DeviceKeyDocument],
  ['published-versions', PublishedVersions],
  ['submission-receipt', SubmissionReceipt],
]

/** Each schema (draft 2020-12) under the path at which it is served. */
export const SIGNED_SCHEMAS: ReadonlyMap<string, object> = new Map(
  SCHEMAS.map(([name, schema]) => [
    `/schemas/${name}.json`,
    { $schema: DIALECT, ...schema, $id: `/schemas/${name}.json` },
  ]),
)
