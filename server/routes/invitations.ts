/** Invitations: asked for, changed, submitted and looked at. What officers do to them stands in `invitation-acts.ts`. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf, isOfAuthority } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  InvitationDocument,
  InvitationStateDocument,
  invitationDocument,
  ListedInvitationDocument,
  listedInvitation,
} from '../api-description/invitation-answers.ts'
import { orThrow } from '../http/fault-problems.ts'
import { askInvitation, changeDraft, submitInvitation } from '../invitations/ask-invitation.ts'
import type { Services } from '../services.ts'
import { actorOf } from './hosts.ts'
import { CHANGING } from './invitation-problems.ts'
import { nextPlace, PageQuery, placeOf, referenceOf } from './page-place.ts'

const closed = { additionalProperties: false } as const
const MAX_PAGE = 100
export const InvitationParams = Type.Object({ id: Type.String({ maxLength: 40 }) })
/** It is read by itself, so that every field that is wrong is named with what it takes. */
const Content = Type.Unknown({ description: 'As `content` of the answer' })

export const invitationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services

  app.post(
    '/v1/invitations',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'askInvitation',
        summary: 'Asks for an invitation: kept as a draft; of an officer at the counter, in review',
        description: 'The same content again is the same invitation (200).',
        body: Type.Object({ host: Type.String({ maxLength: 40 }), content: Content }, closed),
        response: {
          200: InvitationDocument,
          201: InvitationDocument,
          ...callerProblems(...BODY, 404, 409, 422, 507),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(callerOf(request), now())
      const { host, content } = request.body
      const { id, isNew } = orThrow(await askInvitation(referenceOf(host), content, actor, services), CHANGING)
      return reply.code(isNew ? 201 : 200).send(await shown(id, actor.account))
    },
  )

  app.get(
    '/v1/invitations',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'listInvitations',
        summary:
          'Invitations: of a host the own, newest first; for the authority those of a state, longest unchanged first',
        description: 'A page goes on where `next` says.',
        querystring: Type.Object(
          {
            state: Type.Optional(InvitationStateDocument),
            list: Type.Optional(Type.String({ maxLength: 40, description: 'Only those of a list' })),
            ...PageQuery,
          },
          closed,
        ),
        response: {
          200: Type.Object({
            invitations: Type.Array(ListedInvitationDocument),
            next: Type.Union([Type.Null(), Type.String()], { description: 'null: this was the last page' }),
          }),
          ...callerProblems(400),
        },
      },
    },
    async (request) => {
      const { account } = actorOf(callerOf(request), now())
      const { state, list, after, limit = MAX_PAGE } = request.query
      const page = { list, after: placeOf(after), limit }
      const asked =
        account === null
          ? { ...page, state: state ?? (list === undefined ? 'submitted' : undefined) }
          : { ...page, state, account }
      const found = await store.invitations(asked)
      const next = nextPlace(found, limit, (one) => (account === null ? one.changedAt : one.createdAt))
      return { invitations: found.map((one) => listedInvitation(one, account === null)), next }
    },
  )

  app.get(
    '/v1/invitations/:id',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'invitation',
        summary: 'An invitation with what was asked and answered',
        description: 'That the authority looked at it is noted in the audit trail.',
        params: InvitationParams,
        response: { 200: InvitationDocument, ...callerProblems(400, 404) },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const id = referenceOf(request.params.id)
      const answer = await shown(id, actorOf(caller, now()).account)
      if (isOfAuthority(caller))
        await store.noteActs([{ actor: caller.actor, at: now(), act: 'invitation-look-up', subject: id, detail: {} }])
      return answer
    },
  )

  app.put(
    '/v1/invitations/:id',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'changeInvitation',
        summary: 'Changes a draft that stands at the revision that you saw',
        description: 'What another window wrote since is not overwritten: 409. What was submitted is changed no more.',
        params: InvitationParams,
        body: Type.Object({ revision: Type.Integer({ minimum: 1 }), content: Content }, closed),
        response: { 200: InvitationDocument, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async (request) => {
      const actor = actorOf(callerOf(request), now())
      const id = referenceOf(request.params.id)
      orThrow(await changeDraft(id, request.body, actor, services), CHANGING)
      return shown(id, actor.account)
    },
  )

  app.post(
    '/v1/invitations/:id/submission',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'submitInvitation',
        summary: 'Submits a draft to the authority, judged as it stands',
        description: 'All that is in the way is told by `errors` at once, and nothing is submitted then.',
        params: InvitationParams,
        response: { 200: InvitationDocument, ...callerProblems(400, 404, 409, 422, 507) },
      },
    },
    async (request) => {
      const actor = actorOf(callerOf(request), now())
      const submitted = await submitInvitation(referenceOf(request.params.id), actor, services)
      return invitationDocument(orThrow(submitted, CHANGING), actor.account === null)
    },
  )

  const shown = async (id: string, account: string | null) => {
    const found = await store.invitation(id, account)
    const there = found === null ? ({ ok: false, error: 'not-there' } as const) : ({ ok: true, value: found } as const)
    return invitationDocument(orThrow(there, CHANGING), account === null)
  }
}
