/** A record of the ledger as the authority is shown it. */
import Type from 'typebox'
import { CrossingEvent } from '#evisa/crossing-event.ts'
import { Standing } from '#evisa/entry-account.ts'
import { isStated, statementKind } from '#evisa/person-statement.ts'
import type { EvisaProof } from '../ledger/prove-evisas.ts'
import type { PersonProof } from '../ledger/prove-persons.ts'
import type { LedgerRecord } from '../store/ledger-store.ts'

export const RecordDocument = Type.Object({
  event: CrossingEvent,
  jws: Type.String({ description: 'As its device signed it' }),
  hash: Type.String(),
  position: Type.Integer(),
  standing: Standing,
  received_at: Type.Integer(),
  received_from: Type.String({ description: 'The device that handed it in' }),
  officer: Type.Union([Type.Null(), Type.Literal('proven'), Type.Literal('typed'), Type.Literal('unproven')], {
    description:
      'Who the operator was, as far as the authority knows people. proven: by a key, in the shift that the record names. typed: nothing but a badge says it. unproven: it names a shift, and that does not hold. Null where it names no operator',
  }),
  second_person: Type.Union(
    [Type.Null(), Type.Literal('proven'), Type.Literal('unproven'), Type.Literal('unchecked')],
    {
      description:
        'Of an override, a late void or a pass. proven: by a key. unproven: nothing but a badge says who the second person was, or what was signed does not hold. unchecked: there is a statement of theirs, and nobody here has a key by which to check it',
    },
  ),
  evisa_proven: Type.Union([Type.Null(), Type.Boolean()], {
    description:
      "Of a number that is unknown here: whether the e-visa in the record is the authority's, and of that number; null where that cannot be checked now",
  }),
})

export interface RecordProofs {
  readonly evisas: ReadonlyMap<CrossingEvent, EvisaProof>
  readonly persons: ReadonlyMap<CrossingEvent, PersonProof>
}

export function recordDocument(
  { event, jws, hash, position, standing, receivedAt, receivedFrom }: LedgerRecord,
  { evisas, persons }: RecordProofs,
) {
  return {
    ...{ event, jws, hash, position, standing, received_at: receivedAt, received_from: receivedFrom },
    officer: event.operator === undefined ? null : (persons.get(event)?.officer ?? 'typed'),
    second_person: secondPersonOf(event, persons.get(event)),
    evisa_proven: evisas.get(event)?.isEvisaProven ?? null,
  }
}

function secondPersonOf(
  event: CrossingEvent,
  proof: PersonProof | undefined,
): 'proven' | 'unproven' | 'unchecked' | null {
  if (!isStated(event) || statementKind(event) === 'shift') return null
  if (proof?.second === 'proven') return 'proven'
  return event.statement === undefined || proof?.second === 'unproven' ? 'unproven' : 'unchecked'
}
