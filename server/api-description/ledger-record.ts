/** A record of the ledger as the authority is shown it. */
import Type from 'typebox'
import { CrossingEvent } from '#evisa/crossing-event.ts'
import { Standing } from '#evisa/entry-account.ts'
import type { EvisaProof } from '../ledger/prove-evisas.ts'
import type { LedgerRecord } from '../store/ledger-store.ts'

export const RecordDocument = Type.Object({
  event: CrossingEvent,
  jws: Type.String({ description: 'As its device signed it' }),
  hash: Type.String(),
  position: Type.Integer(),
  standing: Standing,
  received_at: Type.Integer(),
  received_from: Type.String({ description: 'The device that handed it in' }),
  second_person: Type.Union([Type.Null(), Type.Literal('unproven'), Type.Literal('unchecked')], {
    description:
      'Of an override. unproven: nothing but a badge says who the second person was. unchecked: there is a statement of theirs, and nobody has checked it',
  }),
  evisa_proven: Type.Union([Type.Null(), Type.Boolean()], {
    description:
      "Of a number that is unknown here: whether the e-visa in the record is the authority's, and of that number; null where that cannot be checked now",
  }),
})
export function recordDocument(
  { event, jws, hash, position, standing, receivedAt, receivedFrom }: LedgerRecord,
  proofs: ReadonlyMap<CrossingEvent, EvisaProof>,
) {
  return {
    ...{ event, jws, hash, position, standing, received_at: receivedAt, received_from: receivedFrom },
    second_person: secondPersonOf(event),
    evisa_proven: proofs.get(event)?.isEvisaProven ?? null,
  }
}

// A statement that nobody has checked is no more than a claim.
function secondPersonOf(event: CrossingEvent): 'unproven' | 'unchecked' | null {
  if (event.action !== 'override') return null
  return event.statement === undefined ? 'unproven' : 'unchecked'
}
