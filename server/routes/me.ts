/** Whoever decides, about oneself: keys and sessions. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, nothing } from '../api-description/answers.ts'
import {
  KeyProof,
  PersonDocument,
  PROVING,
  personDocument,
  REGISTERING,
  triedKey,
  WebAuthnJson,
} from '../api-description/person-answers.ts'
import { Name } from '../api-description/written-text.ts'
import { orThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { askAnotherKey, registerKey } from '../people/register-key.ts'
import { proveAgain } from '../people/sign-in-by-key.ts'
import type { Services } from '../services.ts'
import { keyPlaceOfServer } from './key-place.ts'
import { placeOf } from './key-sign-ins.ts'

const closed = { additionalProperties: false } as const

const Session = Type.Object({
  id: Type.String(),
  current: Type.Boolean(),
  browser: Type.String(),
  network: Type.String(),
  began_at: Type.Integer(),
  seen_at: Type.Integer(),
  expires_at: Type.Integer(),
})

export const meRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
  const context = () => ({ store, place: keyPlaceOfServer(services) })

  app.get(
    '/v1/me',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'showMe',
        summary: 'Who is signed in, with keys and sessions',
        description: 'For whoever is signed in at a console.',
        response: {
          200: Type.Object({ person: PersonDocument, sessions: Type.Array(Session) }),
          ...callerProblems(404),
        },
      },
    },
    async (request) => {
      const { id, session } = callerOf(request)
      const [person, found] = [await store.findPerson(id), await store.personSessionsOf(id, now())]
      if (person === null) throw new Problem('not-found', 'There is no such person.')
      const sessions = found.map(({ createdAt, seenAt, expiresAt, ...one }) => {
        const times = { began_at: createdAt, seen_at: seenAt, expires_at: expiresAt }
        return { ...one, current: one.id === session, ...times }
      })
      return { person: personDocument(person), sessions }
    },
  )

  app.post(
    '/v1/me/keys',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'askAnotherKey',
        summary: 'What another key of yours is made for',
        description:
          'It takes one that you have, now: whoever finds or steals a session makes no key of their own of it.',
        body: KeyProof,
        response: {
          201: Type.Object({ id: Type.String(), options: WebAuthnJson }),
          ...callerProblems(...BODY, 404, 409, 507),
        },
      },
    },
    async (request, reply) => {
      const { id, actor } = callerOf(request)
      const { device } = placeOf(request)
      orThrow(await proveAgain(id, triedKey(request.body), device, now(), context()), PROVING)
      const asked = orThrow(await askAnotherKey(id, device, { actor, at: now() }, context()), REGISTERING)
      return reply.code(201).send({ id: asked.id, options: { ...asked.options } })
    },
  )

  app.post(
    '/v1/me/keys/:id',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'addKey',
        summary: 'Keeps another key of yours',
        description: 'For whoever is signed in at a console, of what `askAnotherKey` asked.',
        params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
        body: Type.Object({ response: WebAuthnJson, label: Name }, closed),
        response: { 201: PersonDocument, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const { id: owner, actor } = callerOf(request)
      const sent = { ...request.body, id: request.params.id, owner }
      const by = () => ({ actor, at: now() })
      const kept = orThrow(await registerKey(sent, placeOf(request), by, now(), context()), REGISTERING)
      return reply.code(201).send(personDocument(kept.person))
    },
  )

  app.delete(
    '/v1/me/keys/:id',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'endKey',
        summary: 'Ends one of your keys, and the sessions that it began; the last one stays',
        description: 'For whoever is signed in at a console.',
        params: Type.Object({ id: Type.String({ maxLength: 700, description: 'The credential' }) }),
        response: { 204: nothing('It is good no more'), ...callerProblems(400, 409, 507) },
      },
    },
    async (request, reply) => {
      const { id, actor } = callerOf(request)
      const isEnded = await store.endKey(id, request.params.id, { actor, at: now() })
      if (!isEnded) throw new Problem('conflict', 'It is your last key, or none of yours: register another one first.')
      return reply.code(204).send()
    },
  )

  app.delete(
    '/v1/me/sessions/:id',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'endOwnSession',
        summary: 'Ends one of your sessions; `current` is the one of this call',
        description: 'For whoever is signed in at a console. It is over at this server at once.',
        params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
        response: { 204: nothing('It is over'), ...callerProblems(400, 404, 507) },
      },
    },
    async (request, reply) => {
      const { id, actor, session } = callerOf(request)
      const named = request.params.id === 'current' ? (session ?? '') : request.params.id
      if (!(await store.endPersonSession(named, id, { actor, at: now() })))
        throw new Problem('not-found', 'There is no such session of yours, or it is over.')
      return reply.code(204).send()
    },
  )
}
