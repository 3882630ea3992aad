/** What is signed by whoever looks again at a case that others decided. */
import Type from 'typebox'
import { readReference } from '../api-description/case-answers.ts'
import { LookVerdictText, lookDocument, SAYING_LOOK } from '../api-description/look-answers.ts'
import { Words } from '../api-description/written-text.ts'
import { CASE_ROLES } from '../cases/prove-decision.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { lookFault, lookToSign } from '../looking-back/second-look.ts'
import type { SaidLook } from '../store/look-back-store.ts'
import { officerAct } from './signed-cases.ts'
import type { SignedKind } from './signed-kind.ts'

export const SaidVerdict = {
  verdict: LookVerdictText,
  reason: Type.Optional(Words),
} as const

export const LookAct = Type.Object(
  { kind: Type.Literal('second-look'), reference: Type.String({ maxLength: 40 }), ...SaidVerdict },
  { additionalProperties: false, description: 'Says of a decided case whether it is as it should be' },
)
type Asked = Type.Static<typeof LookAct>
type Kept = { readonly kind: 'second-look' } & Pick<SaidLook, 'reference' | 'verdict' | 'reason'>

export const secondLook: SignedKind<Asked, Kept> = {
  roles: CASE_ROLES,
  keep: async ({ kind, reference, ...said }) => ({
    kind,
    reference: readOrThrow(readReference(reference)),
    ...whole(said),
  }),
  toSign: async ({ reference, verdict, reason }, { store, now }, caller) => {
    const { officer } = officerAct(caller, now())
    return orThrow(lookToSign(await store.findSecondLook(reference), officer, { verdict, reason }), SAYING_LOOK)
  },
  carryOut: async ({ reference, verdict, reason }, signature, { store }, caller, { at }) => {
    const { officer, ...act } = officerAct(caller, at)
    const said = { reference, verdict, reason, signature, officer, judge: lookFault }
    return lookDocument(orThrow(await store.saySecondLook(said, act), SAYING_LOOK))
  },
}

/** Throws where something is wrong and it is not said what. */
export function whole({ verdict, reason = '' }: Pick<Asked, 'verdict' | 'reason'>): Pick<Kept, 'verdict' | 'reason'> {
  if (verdict === 'wrong' && reason.trim() === '')
    throw new Problem('bad-request', 'reason: say what is not as it should be')
  return { verdict, reason }
}
