/** Proposals: what one operator proposes and another one approves. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { PolicyEdition } from '#evisa/policy.ts'
import type { Caller } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { StatusDocument } from '../api-description/visa-answers.ts'
import { orThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { logEvent } from '../log-event.ts'
import { type Proposed, policyWith, proposePolicy, proposeStatus } from '../policy/propose.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'
import type { ApprovalFault, ListedProposal, StoredProposal } from '../store/proposal-store.ts'
import { POLICY_CHANGED, PROPOSING } from './proposal-problems.ts'

const closed = { additionalProperties: false } as const
const LIFE_SECONDS = 7 * 86_400
const MAX_LISTED = 1000
const MOST_OPEN = 20
export const MAX_NUMBERS = 10_000

const Reason = Type.String({ minLength: 3, maxLength: 200, description: 'Why; kept with the change' })
const orNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])
const Listed = Type.Object({
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
const ProposalDocument = Type.Object({
  ...Listed.properties,
  status: Type.Optional(StatusDocument),
  visa_numbers: Type.Optional(Type.Array(Type.String())),
  edition: Type.Optional(PolicyEdition),
  difference: Type.Optional(Type.Array(Type.String(), { description: 'What the edition changes, in words' })),
  warnings: Type.Optional(Type.Array(Type.String(), { description: 'What the second person should look at' })),
})
const Params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f-]{36}$' }) })

export const proposalRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher, now } = services
  const found = async (id: string) => {
    const proposal = await store.findProposal(id)
    if (proposal === null) throw new Problem('not-found', 'There is no such proposal.')
    return proposal
  }
  const keep = async ({ title, content }: Proposed, reason: string, caller: Caller | null) => {
    const at = now()
    const open = await store.proposals('open', at, MAX_LISTED)
    // Nobody's may be lost among another's.
    if (open.filter(({ proposedBy }) => proposedBy === nameOf(caller)).length >= MOST_OPEN)
      throw new Problem('conflict', `You have ${MOST_OPEN} proposals that wait: have them decided, or withdraw some.`)
    const proposal = { id: uuidv7(), title, content, reason, proposedBy: nameOf(caller), expiresAt: at + LIFE_SECONDS }
    await store.addProposal(proposal, { actor: caller?.actor ?? '', at })
    return documentOf(await found(proposal.id), at)
  }

  app.get(
    '/v1/proposals',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'listProposals',
        summary: 'Proposals that wait for a second person, or all; the newest first',
        description: `At most ${MAX_LISTED}, without what they change one by one.`,
        querystring: Type.Object(
          { state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('all')])) },
          closed,
        ),
        response: { 200: Type.Object({ proposals: Type.Array(Listed) }), ...callerProblems(400) },
      },
    },
    async ({ query }) => {
      const at = now()
      const listed = await store.proposals(query.state ?? 'open', at, MAX_LISTED)
      return { proposals: listed.map((proposal) => listedOf(proposal, proposal.kind, at)) }
    },
  )

  app.get(
    '/v1/proposals/:id',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'proposal',
        summary: 'A proposal with all that it would change',
        description: 'For the authority.',
        params: Params,
        response: { 200: ProposalDocument, ...callerProblems(400, 404) },
      },
    },
    async ({ params }) => documentOf(await found(params.id), now()),
  )

  app.post(
    '/v1/proposals/status',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'proposeStatus',
        summary: `Proposes to revoke, suspend or reinstate up to ${MAX_NUMBERS} e-visas, all or none`,
        description: 'Those that are so already are left out. Another operator approves it within seven days.',
        body: Type.Object(
          {
            status: StatusDocument,
            reason: Reason,
            visa_numbers: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: MAX_NUMBERS }),
          },
          closed,
        ),
        response: { 201: ProposalDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async ({ body, caller }, reply) => {
      const proposed = orThrow(await proposeStatus(body.visa_numbers, body.status, store), PROPOSING)
      return reply.code(201).send(await keep(proposed, body.reason, caller))
    },
  )

  app.post(
    '/v1/proposals/policy',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'proposePolicy',
        summary: 'Proposes another edition of the policy, in force from its effective_from on',
        description:
          'Whole, as GET /v1/policy has them. One that has begun is never altered; one that has not gives way to another ' +
          'of the same first day. Another operator approves it within seven days, and then it is signed.',
        body: Type.Object({ reason: Reason, edition: Type.Object({}, { additionalProperties: true }) }, closed),
        response: { 201: ProposalDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async ({ body, caller }, reply) => {
      const proposed = orThrow(proposePolicy(body.edition, await publisher.policyToSign(), now()), PROPOSING)
      return reply.code(201).send(await keep(proposed, body.reason, caller))
    },
  )

  app.post(
    '/v1/proposals/:id/approval',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'approveProposal',
        summary: 'Approves the proposal of another operator: it is done at once, all of it or nothing',
        description: 'Scanners hear of it with their next synchronisation.',
        params: Params,
        response: { 200: ProposalDocument, ...callerProblems(400, 404, 409, 507) },
      },
    },
    async ({ params, caller }) => {
      const { id, content } = await found(params.id)
      const at = now()
      // Approved, it is signed: what cannot be signed now is approved later.
      if (content.kind === 'policy') keyFor(await services.keys(), 'policy', at)
      const editions =
        content.kind === 'policy' ? orThrow(policyWith(content, await publisher.policyToSign(), at), PROPOSING) : null
      const fault = await store.approveProposal(id, nameOf(caller), editions, { actor: caller?.actor ?? '', at })
      if (fault !== null) throw approvalProblem(fault)
      // It stands, whether it can be signed this moment or not: whoever asks next has it signed.
      await publisher.refresh().catch((error: Error) => logEvent(app.log, 'not-published', { error: error.name }))
      return documentOf(await found(id), at)
    },
  )

  app.delete(
    '/v1/proposals/:id',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'declineProposal',
        summary: 'Declines a proposal, or withdraws your own',
        description: 'It stays in the list of all, declined.',
        params: Params,
        response: { 200: ProposalDocument, ...callerProblems(400, 404, 409, 507) },
      },
    },
    async ({ params, caller }) => {
      const { id } = await found(params.id)
      const at = now()
      if (!(await store.declineProposal(id, nameOf(caller), { actor: caller?.actor ?? '', at })))
        throw new Problem('conflict', 'It was decided before.')
      return documentOf(await found(id), at)
    },
  )
}

// The table of roles lets operators in only.
function nameOf(caller: Caller | null): string {
  if (caller?.operator == null) throw new TypeError('a proposal without an operator')
  return caller.operator
}

const FAULTS: Readonly<Record<Extract<ApprovalFault, string>, string>> = {
  'not-there': 'There is no such proposal.',
  approved: 'It was approved before.',
  declined: 'It was declined: propose it anew.',
  'run-out': 'It waited longer than seven days: propose it anew.',
  'same-operator': 'You proposed it: another operator has to approve it.',
  'proposer-gone': 'Who proposed it is no operator any more: propose it anew.',
  'approver-gone': 'You are no operator any more.',
  'policy-changed': POLICY_CHANGED,
}

function approvalProblem(fault: ApprovalFault): Problem {
  if (typeof fault === 'string') return new Problem(fault === 'not-there' ? 'not-found' : 'conflict', FAULTS[fault])
  const named = fault.revoked.slice(0, 10).join(', ')
  const detail = `Nothing was done: revoked since, for ever, ${fault.revoked.length === 1 ? 'is' : 'are'} ${named}`
  return new Problem('conflict', `${detail}${fault.revoked.length > 10 ? ' and others' : ''}. Propose the others anew.`)
}

function listedOf(
  proposal: Omit<ListedProposal, 'kind'>,
  kind: ListedProposal['kind'],
  at: EpochSeconds,
): Type.Static<typeof Listed> {
  const { id, title, reason, state, proposedBy, proposedAt, expiresAt, decidedBy, decidedAt } = proposal
  return {
    ...{ id, kind, title, reason, state: state === 'open' && at >= expiresAt ? 'run-out' : state },
    ...{ proposed_by: proposedBy, proposed_at: proposedAt, expires_at: expiresAt },
    ...{ decided_by: decidedBy, decided_at: decidedAt },
  }
}

function documentOf(proposal: StoredProposal, at: EpochSeconds): Type.Static<typeof ProposalDocument> {
  const { content } = proposal
  const listed = listedOf(proposal, content.kind, at)
  if (content.kind === 'status') return { ...listed, status: content.status, visa_numbers: [...content.visaNumbers] }
  const { edition, difference, warnings } = content
  return { ...listed, edition, difference: [...difference], warnings: [...warnings] }
}
