/** Proposals: what one operator proposes and another one approves. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  ListedProposalDocument,
  listedProposal,
  ProposalDocument,
  proposalDocument,
} from '../api-description/proposal-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { orThrow } from '../http/fault-problems.ts'
import { approveProposal, declineProposal, keepProposal, type OperatorAct } from '../policy/decide-proposals.ts'
import { type Looking, listProposals, MAX_LISTED, showProposal } from '../policy/show-proposals.ts'
import type { Services } from '../services.ts'
import { ENDED_HEADER, WAITING_HEADER } from './proposal-news.ts'
import { DECIDING, PROPOSING } from './proposal-problems.ts'
import { MAX_NUMBERS, type ProposalAct, propose, StatusChange } from './signed-proposals.ts'
import { assertNoSignature } from './takes-signature.ts'

type Change = Type.Static<typeof ProposalAct>['change']

const closed = { additionalProperties: false } as const

const Params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f-]{36}$' }) })

export const proposalRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher, terms, keys, now } = services
  const context = { store, publisher, terms, keys, log: app.log }
  /** By a token, where that is enough: a person signs it instead. */
  const keep = async (request: Pick<FastifyRequest, 'caller'>, change: Change, reason: string) => {
    await assertNoSignature(callerOf(request), services)
    const act = actOf(request)
    const kept = await keepProposal(await propose(change, services), reason, act, store)
    return proposalDocument(orThrow(kept, PROPOSING), act.at)
  }
  const lookingOf = (request: Pick<FastifyRequest, 'caller'>): Looking => {
    const { operator, actor } = callerOf(request)
    return { operator, actor, at: now() }
  }
  const actOf = (request: Pick<FastifyRequest, 'caller'>): OperatorAct => {
    const { operator, actor } = callerOf(request)
    // The table of roles lets operators in only.
    if (operator === null) throw new TypeError('a proposal without an operator')
    return { operator, actor, at: now() }
  }

  app.get(
    '/v1/proposals',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'listProposals',
        summary: 'Proposals that wait for a second person, or all; the newest first',
        description:
          `At most ${MAX_LISTED}, without what they change one by one. Every answer to an operator tells by \`${WAITING_HEADER}\` how many ` +
          `wait of others, and by \`${ENDED_HEADER}\` how many of the own were decided or ran out and were not read since.`,
        querystring: Type.Object(
          { state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('all')])) },
          closed,
        ),
        response: { 200: Type.Object({ proposals: Type.Array(ListedProposalDocument) }), ...callerProblems(400) },
      },
    },
    async (request) => {
      const looking = lookingOf(request)
      const listed = await listProposals(request.query.state ?? 'open', looking, store)
      return { proposals: listed.map((proposal) => listedProposal(proposal, looking.at)) }
    },
  )

  app.get(
    '/v1/proposals/:id',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'proposal',
        summary: 'A proposal with all that it would change',
        description: 'For the authority. With the e-visas that it is about, which is noted in the audit trail.',
        params: Params,
        response: { 200: ProposalDocument, ...callerProblems(400, 404) },
      },
    },
    async (request) => {
      const looking = lookingOf(request)
      const { proposal, visas } = orThrow(await showProposal(request.params.id, looking, store), DECIDING)
      return proposalDocument(proposal, looking.at, visas)
    },
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
            ...StatusChange,
            reason: Reason,
          },
          closed,
        ),
        response: { 201: ProposalDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const { status, reason, visa_numbers } = request.body
      return reply.code(201).send(await keep(request, { status, visa_numbers }, reason))
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
    async (request, reply) => {
      const { reason, edition } = request.body
      return reply.code(201).send(await keep(request, { policy: edition }, reason))
    },
  )

  app.post(
    '/v1/proposals/terms',
    {
      schema: {
        tags: ['proposals'],
        operationId: 'proposeTerms',
        summary: 'Proposes another edition of the terms, in force from its effective_from on',
        description:
          'Whole, as GET /v1/terms has them; the same rules as for the policy. A case keeps the edition that it was submitted under.',
        body: Type.Object({ reason: Reason, edition: Type.Object({}, { additionalProperties: true }) }, closed),
        response: { 201: ProposalDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const { reason, edition } = request.body
      return reply.code(201).send(await keep(request, { terms: edition }, reason))
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
    async (request) => {
      await assertNoSignature(callerOf(request), services)
      const act = actOf(request)
      return proposalDocument(orThrow(await approveProposal(request.params.id, act, context), DECIDING), act.at)
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
    async (request) => {
      const act = actOf(request)
      return proposalDocument(orThrow(await declineProposal(request.params.id, act, store), DECIDING), act.at)
    },
  )
}
