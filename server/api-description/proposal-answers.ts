/** A proposal as the authority's calls answer it. */
import Type from 'typebox'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { PolicyEdition } from '#evisa/policy.ts'
import { VisaClaims } from '#evisa/visa-claims.ts'
import type { ListedProposal, StoredProposal } from '../store/proposal-store.ts'
import type { ListedVisa } from '../store/visa-store.ts'
import { TermsDocument } from './terms-answers.ts'
import { StatusDocument } from './visa-answers.ts'

const orNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])

/** Without what it changes one by one. */
export const ListedProposalDocument = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('status'), Type.Literal('policy'), Type.Literal('terms')]),
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

const { holder, passport } = VisaClaims.properties

/** An e-visa that a proposal is about, as it is now. */
export const ProposedVisaDocument = Type.Object({
  visa_number: Type.String(),
  holder: Type.Pick(holder, ['surname', 'given_names', 'nationality']),
  passport: Type.Pick(passport, ['number', 'issuer']),
  status: StatusDocument,
  status_when_proposed: Type.Union([StatusDocument, Type.Null()], {
    description: 'null: proposed by an older program, which did not keep it',
  }),
  entries: VisaClaims.properties.entries,
  entries_used: Type.Integer(),
})

export const ProposalDocument = Type.Object({
  ...ListedProposalDocument.properties,
  status: Type.Optional(StatusDocument),
  visa_numbers: Type.Optional(Type.Array(Type.String())),
  visas: Type.Optional(
    Type.Array(ProposedVisaDocument, { description: 'Where one proposal is asked for: the e-visas of `visa_numbers`' }),
  ),
  edition: Type.Optional(PolicyEdition),
  terms_edition: Type.Optional(TermsDocument),
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

/** `visas`: the e-visas that it is about, where they are to be shown. */
export function proposalDocument(
  { content, ...proposal }: StoredProposal,
  at: EpochSeconds,
  visas: readonly ListedVisa[] | null = null,
): Type.Static<typeof ProposalDocument> {
  const listed = listedProposal({ ...proposal, kind: content.kind }, at)
  if (content.kind === 'status') {
    const { status, visaNumbers, statusesThen = {} } = content
    const shown = visas?.map((visa) => proposedVisa(visa, statusesThen[visa.claims.jti] ?? null))
    return { ...listed, status, visa_numbers: [...visaNumbers], ...(shown && { visas: shown }) }
  }
  const { difference, warnings } = content
  const edition = content.kind === 'policy' ? { edition: content.edition } : { terms_edition: content.edition }
  return { ...listed, ...edition, difference: [...difference], warnings: [...warnings] }
}

function proposedVisa(
  { claims, status, entriesUsed }: ListedVisa,
  then: ListedVisa['status'] | null,
): Type.Static<typeof ProposedVisaDocument> {
  const { surname, given_names, nationality } = claims.holder
  const { number, issuer } = claims.passport
  return {
    visa_number: claims.jti,
    holder: { surname, given_names, nationality },
    passport: { number, issuer },
    ...{ status, status_when_proposed: then, entries: claims.entries, entries_used: entriesUsed },
  }
}
