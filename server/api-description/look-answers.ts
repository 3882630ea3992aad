/** Second looks as they are answered. */
import Type from 'typebox'
import type { ProblemsOf } from '../http/fault-problems.ts'
import type { LookFault, SecondLook } from '../store/look-back-store.ts'
import type { SignatureFault } from '../store/signature-store.ts'
import { orNull, Time } from './case-answers.ts'
import { SIGNING } from './person-answers.ts'

export const LookVerdictText = Type.Enum(['right', 'wrong'])

export const LookDocument = Type.Object({
  reference: Type.String(),
  decision: Type.Enum(['no-objection', 'refuse']),
  decided_at: Time,
  decided_by: Type.Array(Type.String(), { description: 'All who decided in the case: another one looks again' }),
  drawn_at: Time,
  looked: orNull(
    Type.Object(
      { by: Type.String(), at: Time, verdict: LookVerdictText, reason: Type.String() },
      { description: 'Null until somebody did' },
    ),
  ),
})

export function lookDocument(look: SecondLook): Type.Static<typeof LookDocument> {
  const { reference, decision, decidedAt, decidedBy, drawnAt, looked } = look
  return {
    ...{ reference, decision, decided_at: decidedAt, decided_by: [...decidedBy], drawn_at: drawnAt },
    looked: looked && { ...looked },
  }
}

export const SAYING_LOOK: ProblemsOf<LookFault | SignatureFault> = {
  ...SIGNING,
  'not-there': ['not-found', 'This case was not drawn to be looked at again.'],
  own: ['conflict', 'You decided in this case: somebody else looks at it again.'],
  'looked-at': ({ by }) => ['conflict', `${by} looked at it again already.`],
}
