/** The sessions of a person, who sees and ends them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { callerProblems, nothing } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'

const Listed = Type.Object({
  id: Type.String(),
  current: Type.Boolean({ description: 'The one of this call' }),
  browser: Type.String({ description: 'In a few words; empty where it was not said' }),
  network: Type.String({
    description: 'Where it began, without the last part of the address; empty where it was not said',
  }),
  began_at: Type.Integer(),
  seen_at: Type.Integer(),
  expires_at: Type.Integer(),
})

export const sessionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, now }) => {
  app.get(
    '/v1/sessions',
    {
      schema: {
        tags: ['people'],
        operationId: 'listSessions',
        summary: 'Your sessions that are not over, newest first',
        description: 'For the person who is signed in. At most a hundred.',
        response: { 200: Type.Object({ sessions: Type.Array(Listed) }), ...callerProblems() },
      },
    },
    async (request) => {
      const { id: account, session } = callerOf(request)
      const found = await store.sessionsOf(account, now())
      const sessions = found.map(({ id, browser, network, createdAt, seenAt, expiresAt }) => {
        const times = { began_at: createdAt, seen_at: seenAt, expires_at: expiresAt }
        return { id, current: id === session, browser, network, ...times }
      })
      return { sessions }
    },
  )

  app.delete(
    '/v1/sessions/current',
    {
      schema: {
        tags: ['people'],
        operationId: 'signOut',
        summary: 'Ends the session of this call',
        description: 'For the person who is signed in. It is over at this server at once.',
        response: { 204: nothing('It is over'), ...callerProblems(507) },
      },
    },
    async (request, reply) => {
      const { id, actor, session } = callerOf(request)
      await store.endSession(session ?? '', id, { actor, at: now() })
      return reply.code(204).send()
    },
  )

  app.delete(
    '/v1/sessions/others',
    {
      schema: {
        tags: ['people'],
        operationId: 'endOtherSessions',
        summary: 'Ends all your sessions but the one of this call',
        description: 'For the person who is signed in, where somebody else may have used one.',
        response: { 200: Type.Object({ ended: Type.Integer() }), ...callerProblems(507) },
      },
    },
    async (request) => {
      const { id, actor, session } = callerOf(request)
      return { ended: await store.endOtherSessions(id, session ?? '', { actor, at: now() }) }
    },
  )

  app.delete(
    '/v1/sessions/:id',
    {
      schema: {
        tags: ['people'],
        operationId: 'endSession',
        summary: 'Ends one of your sessions',
        description: 'For the person who is signed in.',
        params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
        response: { 204: nothing('It is over'), ...callerProblems(400, 404, 507) },
      },
    },
    async (request, reply) => {
      const { id, actor } = callerOf(request)
      const isEnded = await store.endSession(request.params.id, id, { actor, at: now() })
      if (!isEnded) throw new Problem('not-found', 'There is no such session of yours, or it is over.')
      return reply.code(204).send()
    },
  )
}
