/** A proposal from the day it is made: it waits for a second operator, who approves or declines it. */
import type { FastifyBaseLogger } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { logEvent } from '../log-event.ts'
import { type KeySource, keyFor } from '../signing-keys.ts'
import type { Act } from '../store/audit-store.ts'
import type {
  AllEditions,
  ApprovalFault,
  ApprovedPolicy,
  ProposalContent,
  ProposalStore,
  StoredProposal,
} from '../store/proposal-store.ts'
import type { KeptSignature, SignatureFault } from '../store/signature-store.ts'
import type { ApprovedTermsSource } from '../terms/approved-terms.ts'
import { type MisfitFault, type Proposed, policyWith } from './propose.ts'
import { type TermsMisfit, termsWith } from './propose-terms.ts'

const LIFE_SECONDS = 7 * 86_400

/** What one of the operators does. */
export interface OperatorAct extends Act {
  readonly operator: string
}

export type FoundProposal = Result<StoredProposal, 'not-there'>

export async function findProposal(id: string, store: Pick<ProposalStore, 'findProposal'>): Promise<FoundProposal> {
  const proposal = await store.findProposal(id)
  return proposal === null ? fail('not-there') : ok(proposal)
}

/** Keeps what was found fit to be proposed; by a signature over just that, where one is given. */
export async function keepProposal(
  { title, content }: Proposed,
  reason: string,
  { operator, ...act }: OperatorAct,
  store: Pick<ProposalStore, 'addProposal' | 'findProposal'>,
  { id, signature }: { readonly id: string; readonly signature: KeptSignature | null } = {
    id: uuidv7(),
    signature: null,
  },
): Promise<Result<StoredProposal, 'not-there' | 'too-many-open' | SignatureFault>> {
  const proposal = { id, title, content, reason, proposedBy: operator, expiresAt: act.at + LIFE_SECONDS }
  const fault = await store.addProposal(proposal, act, signature)
  return fault === null ? findProposal(proposal.id, store) : fail(fault)
}

export type ApproveFault =
  | SignatureFault
  | Extract<ApprovalFault, string>
  | MisfitFault
  | TermsMisfit
  /** These cannot be set: they are revoked by now, which is for ever. */
  | { readonly kind: 'revoked-since'; readonly numbers: readonly string[] }

export interface ApproveContext {
  readonly store: Pick<ProposalStore, 'findProposal' | 'approveProposal'>
  readonly publisher: {
    /** The policy that is to be signed now, whatever process approved it. */
    policyToSign(): Promise<ApprovedPolicy>
    /** Signs what is due. */
    refresh(): Promise<void>
  }
  readonly terms: Pick<ApprovedTermsSource, 'approved'>
  readonly keys: KeySource
  readonly log: FastifyBaseLogger
}

/** Does what was proposed by another operator, all of it or nothing, and has it published. Rejects where no key may sign. */
export async function approveProposal(
  id: string,
  { operator, ...act }: OperatorAct,
  { store, publisher, terms, keys, log }: ApproveContext,
  signature: KeptSignature | null = null,
): Promise<Result<StoredProposal, ApproveFault>> {
  const found = await findProposal(id, store)
  if (!found.ok) return found
  const { content } = found.value
  // Approved, it is signed: what cannot be signed now is approved later.
  if (content.kind === 'policy') keyFor(await keys(), 'policy', act.at)
  const editions = await editionsOnceApproved(content, { publisher, terms }, act.at)
  if (!editions.ok) return editions
  const fault = await store.approveProposal(id, operator, editions.value, act, signature)
  if (fault !== null) return fail(typeof fault === 'string' ? fault : { kind: 'revoked-since', numbers: fault.revoked })
  // It stands, whether it can be signed this moment or not: whoever asks next has it signed.
  await publisher.refresh().catch((error: Error) => logEvent(log, 'not-published', { error: error.name }))
  return findProposal(id, store)
}

/** All editions as they are to be; null for what changes none. */
async function editionsOnceApproved(
  content: ProposalContent,
  { publisher, terms }: Pick<ApproveContext, 'publisher' | 'terms'>,
  at: EpochSeconds,
): Promise<Result<AllEditions | null, MisfitFault | TermsMisfit>> {
  if (content.kind === 'policy') return policyWith(content, await publisher.policyToSign(), at)
  return content.kind === 'terms' ? termsWith(content, await terms.approved(), at) : ok(null)
}

/** Declines it, or withdraws the own one. */
export async function declineProposal(
  id: string,
  { operator, ...act }: OperatorAct,
  store: Pick<ProposalStore, 'findProposal' | 'declineProposal'>,
): Promise<Result<StoredProposal, 'not-there' | 'decided-before'>> {
  const found = await findProposal(id, store)
  if (!found.ok) return found
  return (await store.declineProposal(id, operator, act)) ? findProposal(id, store) : fail('decided-before')
}
