/** A proposal as the authority's calls answer it. */
import Type from 'typebox'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { PolicyEdition } from '#evisa/policy.ts'
import type { ListedProposal, StoredProposal } from '../store/proposal-store.ts'
import { StatusDocument } from './visa-answers.ts'

const orNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])

/** Without what it changes one by one. */
export const ListedProposalDocument = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('status'), Type.Literal('policy')]),
  title: Type.String({ description: 'In a few words what it does' }),
  reason: Type.String(),
  state: Type.Union([
    Type.Literal('open'),
    Type.Literal('approved'),
    Type.Literal('declined'),
    Type.Literal('run-out'),
  ]),
  proposed_by: Type.String(),
  proposed_at: Type.Integer(),
  expires_at: Type.Integer({ description: 'From then on it cannot be approved' }),
  decided_by: orNull(Type.String()),
  decided_at: orNull(Type.Integer()),
})

export const ProposalDocument = Type.Object({
  ...ListedProposalDocument.properties,
  status: Type.Optional(StatusDocument),
  visa_numbers: Type.Optional(Type.Array(Type.String())),
  edition: Type.Optional(PolicyEdition),
  difference: Type.Optional(Type.Array(Type.String(), { description: 'What the edition changes, in words' })),
  warnings: Type.Optional(Type.Array(Type.String(), { description: 'What the second person should look at' })),
})

export function listedProposal(proposal: ListedProposal, at: EpochSeconds): Type.Static<typeof ListedProposalDocument> {
  const { id, kind, title, reason, state, proposedBy, proposedAt, expiresAt, decidedBy, decidedAt } = proposal
  return {
    ...{ id, kind, title, reason, state: state === 'open' && at >= expiresAt ? 'run-out' : state },
    ...{ proposed_by: proposedBy, proposed_at: proposedAt, expires_at: expiresAt },
    ...{ decided_by: decidedBy, decided_at: decidedAt },
  }
}

export function proposalDocument(
  { content, ...proposal }: StoredProposal,
  at: EpochSeconds,
): Type.Static<typeof ProposalDocument> {
  const listed = listedProposal({ ...proposal, kind: content.kind }, at)
  if (content.kind === 'status') return { ...listed, status: content.status, visa_numbers: [...content.visaNumbers] }
  const { edition, difference, warnings } = content
  return { ...listed, edition, difference: [...difference], warnings: [...warnings] }
}
