/** Hosts: claimed by people, or entered at the counter; confirmed or refused by an officer. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Caller, callerOf, isOfAuthority } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  HostClaim,
  HostDocument,
  HostStateDocument,
  hostDocument,
  hostForOfficer,
} from '../api-description/invitation-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { orThrow } from '../http/fault-problems.ts'
import { claimHost } from '../invitations/claim-host.ts'
import type { Actor } from '../invitations/invitation-context.ts'
import type { Services } from '../services.ts'
import { CLAIMING, CONFIRMING } from './invitation-problems.ts'
import { nextPlace, PageQuery, placeOf, referenceOf } from './page-place.ts'

const closed = { additionalProperties: false } as const
const MAX_PAGE = 100
const Params = Type.Object({ id: Type.String({ maxLength: 40 }) })

/** Who acts: a person has only what is their own, an officer sees all. */
export function actorOf(caller: Caller, at: number): Actor {
  return { actor: caller.actor, at, account: isOfAuthority(caller) ? null : caller.id }
}

export const hostRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
  const forOfficer = async (id: string) => {
    const host = await store.host(id)
    if (host === null) throw new TypeError('a host that was just kept is gone')
    return hostForOfficer(host)
  }

  app.post(
    '/v1/hosts',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'claimHost',
        summary: 'Says who invites: it waits for an officer, who confirms it once',
        description:
          'By a person as host; or by an officer at the counter, for a second one to confirm. The same number again is the same host.',
        body: HostClaim,
        response: { 201: HostDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const actor = actorOf(callerOf(request), now())
      const claimed = orThrow(await claimHost(request.body, actor, services), CLAIMING)
      return reply.code(201).send(actor.account === null ? await forOfficer(claimed.id) : hostDocument(claimed))
    },
  )

  app.get(
    '/v1/hosts',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'listHosts',
        summary: 'Hosts, oldest first: of a person the own, for the authority those of a state',
        description: 'Without a state the authority is shown those that wait. A page goes on where `next` says.',
        querystring: Type.Object({ state: Type.Optional(HostStateDocument), ...PageQuery }, closed),
        response: {
          200: Type.Object({
            hosts: Type.Array(HostDocument),
            next: Type.Union([Type.Null(), Type.String()], { description: 'null: this was the last page' }),
          }),
          ...callerProblems(400),
        },
      },
    },
    async (request) => {
      const { account } = actorOf(callerOf(request), now())
      if (account !== null) return { hosts: (await store.hostsOfAccount(account)).map(hostDocument), next: null }
      const { state = 'claimed', after, limit = MAX_PAGE } = request.query
      const found = await store.hosts({ state, after: placeOf(after), limit })
      return { hosts: found.map(hostForOfficer), next: nextPlace(found, limit, ({ createdAt }) => createdAt) }
    },
  )

  app.post(
    '/v1/hosts/:id/decision',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'decideHost',
        summary: 'Confirms or refuses a host, once; it is told by e-mail',
        description:
          'A BIN or IIN is confirmed for one host. One that an officer entered at the counter needs another officer.',
        params: Params,
        body: Type.Union([
          Type.Object(
            {
              decision: Type.Literal('confirm'),
              in_place_of: Type.Optional(
                Type.String({ maxLength: 40, description: 'The same house, as it was entered at the counter before' }),
              ),
            },
            closed,
          ),
          Type.Object({ decision: Type.Literal('refuse'), reason: Reason }, closed),
        ]),
        response: { 200: HostDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request) => {
      const { body } = request
      const decision =
        body.decision === 'confirm'
          ? ({ state: 'confirmed', inPlaceOf: referenceOf(body.in_place_of ?? '') } as const)
          : ({ state: 'refused', reason: body.reason } as const)
      const by = { actor: callerOf(request).actor, at: now() }
      const { id } = orThrow(await store.decideHost(referenceOf(request.params.id), decision, by), CONFIRMING)
      return forOfficer(id)
    },
  )
}
