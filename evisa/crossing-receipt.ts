/** Receipts: what the server did with each event, signed, so that a device can prove what it handed in. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { DeviceId, EventId, Sha256 } from './crossing-event.ts'
import { Epoch, LedgerHead } from './epoch.ts'
import { Extensions } from './extensions.ts'
import { ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'

export const RECEIPTS_TYP = 'evisa-receipts+jwt'

const closed = { additionalProperties: false } as const

export const CrossingReceipt = Type.Object(
  {
    hash: Type.Union([Sha256, Type.Null()], { description: 'Of the event; null for what is none' }),
    result: Type.Union(
      [Type.Literal('stored'), Type.Literal('refused'), Type.Literal('held'), Type.Literal('rejected')],
      {
        description:
          'stored: it counts. refused: an online entry that came too late; kept, and nobody is admitted by it. held: kept, and counts after a review. rejected: not kept, since nothing proves it',
      },
    ),
    because: Type.Union([Type.String({ maxLength: 40 }), Type.Null()], {
      description: 'Why it was refused, held or rejected',
    }),
    position: Type.Union([Type.Integer(), Type.Null()], { description: 'Its place in the ledger, by order of commit' }),
    received_at: Type.Union([Instant, Type.Null()]),
    used_by: Type.Union(
      [Type.Object({ id: EventId, at: Instant, checkpoint: Type.String(), device: DeviceId }, closed), Type.Null()],
      { description: 'For a refused one: the admission that used the entry' },
    ),
  },
  closed,
)
export type CrossingReceipt = Type.Static<typeof CrossingReceipt>

export const ReceiptsDocument = Type.Object(
  {
    iat: Instant,
    device: Type.String({ description: 'Who handed them in' }),
    receipts: Type.Array(CrossingReceipt, { description: 'One for each event, in the order in which they were sent' }),
    epoch: Type.Optional(Epoch),
    ledger: Type.Optional(
      Type.Object(
        { position: Type.Integer({ minimum: 0 }), head: LedgerHead },
        { ...closed, description: 'Where the ledger ended once they were in it' },
      ),
    ),
    extensions: Type.Optional(Extensions),
  },
  { ...closed, $id: 'receipts', title: 'Receipts of handed-in crossings' },
)
export type ReceiptsDocument = Type.Static<typeof ReceiptsDocument>

export const MAX_RECEIPTS_CHARACTERS = 1_000_000
const kind = {
  typ: RECEIPTS_TYP,
  // A key of its own from wire version 2 on, once the custodians have made one.
  purpose: ['receipt', 'snapshot'],
  schema: Compile(ReceiptsDocument),
  maxCharacters: MAX_RECEIPTS_CHARACTERS,
} as const

/** Verifies receipts: who could make them up could have a device forget what it did. */
export async function verifyReceipts(jws: string, trust: TrustList): Promise<Result<ReceiptsDocument, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  return verified.ok ? ok(verified.value.payload) : verified
}
