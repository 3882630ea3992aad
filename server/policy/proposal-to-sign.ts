/** What is signed of a proposal: all that it changes, whom it is about, and its hash, as the audit trail has it. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { KeyPlace } from '../people/key-place.ts'
import { couldSign } from '../signing/could-sign.ts'
import { readDecisionText } from '../signing/decision-text.ts'
import { holds, saysStill, type ToSign } from '../signing/sign.ts'
import type { EmpoweredSignature, PersonRole, PersonStore } from '../store/person-store.ts'
import { hashOfContent } from '../store/proposal-rows.ts'
import type { NewProposal, ProposalContent, StoredProposal } from '../store/proposal-store.ts'
import type { SignatureStore } from '../store/signature-store.ts'
import type { VisaStore } from '../store/visa-store.ts'

/** Who proposes and approves. */
export const PROPOSING_ROLES: readonly PersonRole[] = ['operator', 'supervisor']

export type Naming = Pick<VisaStore, 'listedVisas'>

/** What its proposer signs. */
export async function proposalToSign(
  { id, title, content, reason }: Pick<NewProposal, 'id' | 'title' | 'content' | 'reason'>,
  store: Naming,
): Promise<ToSign> {
  const said = { title, reason, sha256: hashOfContent(content), change: content, ...(await visasOf(content, store)) }
  return { kind: 'proposal', subject: id, content: said }
}

/** What another one signs who approves it: the same, and whose it is. */
export async function approvalToSign(proposal: StoredProposal, store: Naming): Promise<ToSign> {
  const { subject, content } = await proposalToSign(proposal, store)
  return { kind: 'proposal-approval', subject, content: { proposed_by: proposal.proposedBy, ...content } }
}

/** By name: a number alone tells nobody whose e-visa it is. */
async function visasOf(
  content: ProposalContent,
  { listedVisas }: Naming,
): Promise<{ readonly visas?: readonly string[] }> {
  if (content.kind !== 'status') return {}
  const known = await listedVisas(content.visaNumbers)
  const visas = content.visaNumbers.map((number) => {
    const claims = known.get(number)?.claims
    return claims === undefined ? number : `${number} ${claims.holder.surname} ${claims.holder.given_names}`.trim()
  })
  return { visas }
}

export type SignedStore = Naming & Pick<SignatureStore, 'signaturesOf'> & Pick<PersonStore, 'empoweredSignature'>

/** Those who signed just that, as it is kept, by a signature that holds, and who could then. */
export async function whoSigned(
  toSign: ToSign,
  store: SignedStore,
  place: KeyPlace,
): Promise<readonly EmpoweredSignature[]> {
  const found: EmpoweredSignature[] = []
  for (const { id } of await store.signaturesOf(toSign.kind, toSign.subject)) {
    const signature = await store.empoweredSignature(id)
    const said = signature && readDecisionText(signature.text)
    if (signature === null || said === null || !saysStill(signature.text, toSign)) continue
    if (couldSign(signature, said, PROPOSING_ROLES) && (await holds(signature, place))) found.push(signature)
  }
  return found
}

/** Whether its proposer signed it, as it is kept: what lets somebody in is proposed by a person as well. */
export async function provenProposal(
  proposal: StoredProposal,
  store: SignedStore,
  place: KeyPlace,
): Promise<Result<null, 'proposal-not-signed'>> {
  const signed = await whoSigned(await proposalToSign(proposal, store), store, place)
  return signed.some(({ name }) => name === proposal.proposedBy) ? ok(null) : fail('proposal-not-signed')
}
