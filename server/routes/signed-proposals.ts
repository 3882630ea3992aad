/** What is signed of proposals: what one person proposes, and another one approves. */
import Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../access/caller.ts'
import { proposalDocument } from '../api-description/proposal-answers.ts'
import { StatusDocument } from '../api-description/visa-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { orThrow } from '../http/fault-problems.ts'
import { approveProposal, findProposal, keepProposal, type OperatorAct } from '../policy/decide-proposals.ts'
import { approvalToSign, PROPOSING_ROLES, proposalToSign, provenProposal } from '../policy/proposal-to-sign.ts'
import { type Proposed, proposePolicy, proposeStatus } from '../policy/propose.ts'
import { proposeTerms } from '../policy/propose-terms.ts'
import type { Services } from '../services.ts'
import { keyPlaceOfServer } from './key-place.ts'
import { APPROVING_SIGNED, DECIDING, PROPOSING } from './proposal-problems.ts'
import type { SignedKind } from './signed-kind.ts'

const closed = { additionalProperties: false } as const
export const MAX_NUMBERS = 10_000
const Edition = Type.Object({}, { additionalProperties: true })

export const StatusChange = {
  status: StatusDocument,
  visa_numbers: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: MAX_NUMBERS }),
}
export const ProposalAct = Type.Object(
  {
    kind: Type.Literal('proposal'),
    reason: Reason,
    change: Type.Union([
      Type.Object(StatusChange, closed),
      Type.Object({ policy: Edition }, closed),
      Type.Object({ terms: Edition }, closed),
    ]),
  },
  { ...closed, description: 'Proposes a status of e-visas, or another edition of the policy or of the terms' },
)
export const ProposalApprovalAct = Type.Object(
  { kind: Type.Literal('proposal-approval'), proposal: Type.String({ pattern: '^[0-9a-f-]{36}$' }) },
  { ...closed, description: 'Approves what another person proposed' },
)
type Asked = Type.Static<typeof ProposalAct>
type Approval = Type.Static<typeof ProposalApprovalAct>
type Kept = Asked & { readonly id: string }

export const proposal: SignedKind<Asked, Kept> = {
  roles: PROPOSING_ROLES,
  keep: async (asked) => ({ ...asked, id: uuidv7() }),
  toSign: async ({ id, change, reason }, services) =>
    proposalToSign({ id, reason, ...(await propose(change, services)) }, services.store),
  carryOut: async ({ id, change, reason }, signature, services, caller, { at }) => {
    const proposed = await propose(change, services)
    const kept = await keepProposal(proposed, reason, operatorAct(caller, at), services.store, { id, signature })
    return { proposal: proposalDocument(orThrow(kept, PROPOSING), at) }
  },
}

/** Judged as it is proposed. */
export async function propose(
  change: Asked['change'],
  { store, publisher, terms, now }: Pick<Services, 'store' | 'publisher' | 'terms' | 'now'>,
): Promise<Proposed> {
  if ('status' in change) return orThrow(await proposeStatus(change.visa_numbers, change.status, store), PROPOSING)
  const policy = await publisher.policyToSign()
  if ('policy' in change) return orThrow(proposePolicy(change.policy, policy, now()), PROPOSING)
  return orThrow(proposeTerms(change.terms, await terms.approved(), policy.editions, now()), PROPOSING)
}

export const proposalApproval: SignedKind<Approval, Approval> = {
  roles: PROPOSING_ROLES,
  keep: async (asked) => asked,
  toSign: async ({ proposal: id }, services) => {
    const { store, mustSign } = services
    const found = orThrow(await findProposal(id, store), DECIDING)
    if (await mustSign()) orThrow(await provenProposal(found, store, keyPlaceOfServer(services)), APPROVING_SIGNED)
    return approvalToSign(found, store)
  },
  carryOut: async ({ proposal: id }, signature, services, caller, { at }) => {
    const done = await approveProposal(id, operatorAct(caller, at), services, signature)
    return { proposal: proposalDocument(orThrow(done, DECIDING), at) }
  },
}

function operatorAct({ operator, actor }: Caller, at: number): OperatorAct {
  if (operator === null) throw new TypeError('a proposal without a person')
  return { operator, actor, at }
}
