/** Whether a policy that the store has as approved is what two people signed: looked at again before it is published. */
import type { PolicyEdition } from '#evisa/policy.ts'
import type { KeyPlace } from '../people/key-place.ts'
import type { KeptPolicy, ProposalStore } from '../store/proposal-store.ts'
import { hashOfEditions } from './editions-with.ts'
import { approvalToSign, proposalToSign, type SignedStore, whoSigned } from './proposal-to-sign.ts'
import { policyWith } from './propose.ts'

/** Why a policy is not published: each is somebody's hand in the database, or a mistake of ours. */
export type PolicyFault =
  /** It names no proposal of a policy that could be read. */
  | 'no-proposal'
  /** Who proposed it did not sign just that, or could not then. */
  | 'not-proposed'
  /** The same of everybody else. */
  | 'not-approved'
  /** It is not what they signed, beside the editions that are in force. */
  | 'not-as-signed'
  /** It is older than the one that is in force. */
  | 'superseded'
  /** It is proven, but the artefact in the store is not the one that the snapshot names. */
  | 'not-as-published'

export interface PolicyProving {
  readonly store: SignedStore & Pick<ProposalStore, 'findProposal'>
  /** Null where there is no console: then nobody has a key that could hold. */
  readonly keyPlace: KeyPlace | null
}

/** What was approved must be, to the byte, the editions in force with the one that both signed; null where it is. */
export async function faultOfPolicy(
  policy: KeptPolicy,
  inForce: readonly PolicyEdition[],
  proving: PolicyProving,
): Promise<PolicyFault | null> {
  try {
    return await prove(policy, inForce, proving)
  } catch (error) {
    // Somebody's own JSON ends no publishing: it proves nothing.
    if (error instanceof SyntaxError || error instanceof TypeError) return 'no-proposal'
    throw error
  }
}

async function prove(
  { revision, editions, proposal: id }: KeptPolicy,
  inForce: readonly PolicyEdition[],
  { store, keyPlace }: PolicyProving,
): Promise<PolicyFault | null> {
  const proposal = id === null ? null : await store.findProposal(id)
  if (proposal?.content.kind !== 'policy') return 'no-proposal'
  if (keyPlace === null) return 'not-proposed'
  if (hashOfEditions(inForce) !== proposal.content.overHash) return 'not-as-signed'
  const proposers = await whoSigned(await proposalToSign(proposal, store), store, keyPlace)
  const proposer = proposers.find(({ name }) => name === proposal.proposedBy)
  if (proposer === undefined) return 'not-proposed'
  const approvers = await whoSigned(await approvalToSign(proposal, store), store, keyPlace)
  const approver = approvers.find(({ person }) => person !== proposer.person)
  if (approver === undefined) return 'not-approved'
  const all = policyWith(proposal.content, { revision: revision - 1, editions: inForce }, approver.at)
  return all.ok && JSON.stringify(all.value) === editions ? null : 'not-as-signed'
}
