/** What is signed of a case: what an officer decides of it. To ask, and to send back, decides nothing: see `cases.ts`. */
import Type from 'typebox'
import type { Caller } from '../access/caller.ts'
import { readReference, shownState } from '../api-description/case-answers.ts'
import { Words } from '../api-description/written-text.ts'
import type { OfficerAct } from '../cases/claim-case.ts'
import { CorrectionChange, correctionToSign, decideCorrection } from '../cases/correct-case.ts'
import { decideCase, decisionToSign } from '../cases/decide-case.ts'
import type { Decided } from '../cases/judge-decision.ts'
import { CASE_ROLES } from '../cases/prove-decision.ts'
import { readDecision } from '../cases/read-decision.ts'
import { REFUSAL_RULES } from '../cases/refusal-rules.ts'
import { orThrow, problemOfFields, readOrThrow } from '../http/fault-problems.ts'
import { CORRECTING, DECIDING_CASE } from './case-problems.ts'
import type { SignedKind } from './signed-kind.ts'

export const CaseAct = Type.Object(
  {
    kind: Type.Literal('case'),
    reference: Type.String({ maxLength: 40 }),
    revision: Type.Integer({ minimum: 0, description: 'Of the case as you saw it' }),
    decision: Type.Enum(['no-objection', 'refuse', 'agree']),
    rule: Type.Optional(Type.Enum([...REFUSAL_RULES])),
    reason: Type.Optional(Words),
  },
  { additionalProperties: false, description: 'Decides a case, or agrees to what another officer decided first' },
)
type Asked = Type.Static<typeof CaseAct>

interface Kept {
  readonly kind: 'case'
  readonly reference: string
  readonly revision: number
  readonly decided: Decided
}

export const CorrectionAct = Type.Object(
  {
    kind: Type.Literal('correction'),
    reference: Type.String({ maxLength: 40 }),
    change: Type.Optional(CorrectionChange),
  },
  { additionalProperties: false, description: 'Corrects an e-visa as its holder asked, or as `change` says' },
)
type AskedCorrection = Type.Static<typeof CorrectionAct>

export const correction: SignedKind<AskedCorrection, AskedCorrection> = {
  roles: CASE_ROLES,
  keep: async (asked) => ({ ...asked, reference: readOrThrow(readReference(asked.reference)) }),
  toSign: async ({ reference, change }, services, caller) => {
    const { officer } = officerAct(caller, services.now())
    return orThrow(await correctionToSign(reference, change, officer, services), CORRECTING)
  },
  carryOut: async ({ reference, change }, signature, services, caller, { at }) => {
    const asked = { correct: true, ...(change && { change }) } as const
    orThrow(await decideCorrection(reference, asked, { signature }, officerAct(caller, at), services), CORRECTING)
    return { reference }
  },
}

export const caseDecision: SignedKind<Asked, Kept> = {
  roles: CASE_ROLES,
  keep: async ({ kind, reference, revision, ...sent }) => {
    const decided = readDecision(sent)
    if (!decided.ok) throw problemOfFields('bad-request', decided.error)
    return { kind, reference: readOrThrow(readReference(reference)), revision, decided: decided.value }
  },
  toSign: async ({ reference, revision, decided }, services, caller) => {
    const act = officerAct(caller, services.now())
    const toSign = orThrow(await decisionToSign(reference, revision, decided, act, services), DECIDING_CASE)
    if (toSign === null) throw new TypeError(`${decided.decision} is signed by nobody`)
    return toSign
  },
  carryOut: async ({ reference, revision, decided }, signature, services, caller, { at }) => {
    const act = officerAct(caller, at)
    const done = await decideCase(reference, revision, decided, { signature }, act, services)
    const { decision, edge, state } = orThrow(done, DECIDING_CASE)
    return { reference, state: shownState(state), decision, waits_for_second: edge === 'to-second' }
  },
}

/** Who decides, by name; the tables of roles let nobody else in. */
export function officerAct({ operator, actor }: Caller, at: number): OfficerAct {
  if (operator === null) throw new TypeError('a decision without a person')
  return { officer: operator, actor, at }
}
