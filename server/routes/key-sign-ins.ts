/** Keys at a console: signing in by one, and registering the first one by a code. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { networkOf } from '../access/caller-address.ts'
import { travellerAddress } from '../access/traveller-address.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  AssertionDocument,
  PersonSessionDocument,
  personSessionDocument,
  REGISTERING,
  RoleText,
  SIGNING_IN,
  WebAuthnJson,
} from '../api-description/person-answers.ts'
import { Name } from '../api-description/written-text.ts'
import { orThrow } from '../http/fault-problems.ts'
import type { SessionPlace } from '../people/person-session.ts'
import { askRegistration, askToPlay, registerKey } from '../people/register-key.ts'
import { askSignInByKey, signInByKey } from '../people/sign-in-by-key.ts'
import type { Services } from '../services.ts'
import { CHALLENGE_SECONDS, type Person } from '../store/person-store.ts'
import { keyPlaceOfServer } from './key-place.ts'

const closed = { additionalProperties: false } as const
const Params = Type.Object({ id: Type.String({ maxLength: 80 }) })
const BrowserName = Type.Optional(Name)
const Asked = Type.Object({ id: Type.String(), options: WebAuthnJson })

export const keySignInRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now, limits } = services
  const context = () => ({ store, place: keyPlaceOfServer(services) })
  const by = (person: Person) => ({ actor: `person/${person.name}`, at: now() })

  app.post(
    '/v1/key-sign-ins',
    {
      preHandler: (request) => limits.signIn(request),
      schema: {
        tags: ['people who decide'],
        operationId: 'askSignInByKey',
        summary: 'What a key is to sign, to sign in by',
        description: `For a console. Good for ${CHALLENGE_SECONDS / 60} minutes, once.`,
        response: { 201: Asked, ...callerProblems(409, 507) },
      },
    },
    async (request, reply) => reply.code(201).send(await askSignInByKey(callerOf(request).id, now(), context())),
  )

  app.post(
    '/v1/key-sign-ins/:id/assertion',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'signInByKey',
        summary: 'Begins a session for whoever has the key',
        description:
          'For a console. The session is a working day at this console, and over after an hour without a call.',
        params: Params,
        body: Type.Object({ assertion: AssertionDocument, browser_name: BrowserName }, closed),
        response: { 201: PersonSessionDocument, ...callerProblems(...BODY, 409, 507) },
      },
    },
    async (request, reply) => {
      const { assertion, browser_name } = request.body
      const tried = { id: request.params.id, assertion }
      const begun = await signInByKey(tried, placeOf(request, browser_name), by, now(), context())
      return reply.code(201).send(personSessionDocument(orThrow(begun, SIGNING_IN)))
    },
  )

  app.get(
    '/v1/playable-people',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'listPlayablePeople',
        summary: 'Of a demonstration: those whom anybody may be at the console. Nobody elsewhere',
        description: 'For a console, which offers them.',
        response: {
          200: Type.Object({
            people: Type.Array(
              Type.Object({
                id: Type.String(),
                name: Type.String(),
                roles: Type.Array(RoleText),
                keys: Type.Array(Type.String(), {
                  description: 'Those that are known: a browser may have one of a store before',
                }),
              }),
            ),
          }),
          ...callerProblems(),
        },
      },
    },
    async () => {
      if (services.keyPlace?.isDemonstration !== true) return { people: [] }
      const people = (await store.persons()).filter(({ endedAt }) => endedAt === null)
      return { people: people.map(playable) }
    },
  )

  app.post(
    '/v1/key-registrations',
    {
      preHandler: (request) => limits.signIn(request),
      schema: {
        tags: ['people who decide'],
        operationId: 'askKeyRegistration',
        summary: 'What a new key is made for, by the code that an administrator handed over',
        description: 'For a console. In a demonstration the id of one of its people is enough.',
        body: Type.Union([
          Type.Object({ code: Type.String({ maxLength: 80 }) }, closed),
          Type.Object({ person: Type.String({ maxLength: 80 }) }, closed),
        ]),
        response: {
          201: Type.Object({ ...Asked.properties, name: Type.String({ description: 'Whom the code is for' }) }),
          ...callerProblems(...BODY, 404, 409, 507),
        },
      },
    },
    async (request, reply) => {
      const { id: device, actor } = callerOf(request)
      const act = { actor, at: now() }
      const asked =
        'code' in request.body
          ? await askRegistration(request.body.code, device, act, context())
          : await askToPlay(request.body.person, device, act, context())
      const { id, person, options } = orThrow(asked, REGISTERING)
      return reply.code(201).send({ id, name: person.name, options: { ...options } })
    },
  )

  app.post(
    '/v1/key-registrations/:id/key',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'registerKey',
        summary: 'Keeps the key that was made, and begins a session',
        description: 'For a console. It uses the code up. The key is one of ES256 that asks for PIN or finger.',
        params: Params,
        body: Type.Object({ response: WebAuthnJson, label: Name, browser_name: BrowserName }, closed),
        response: { 201: PersonSessionDocument, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const { response, label, browser_name } = request.body
      const sent = { id: request.params.id, response, label, owner: null }
      const kept = orThrow(await registerKey(sent, placeOf(request, browser_name), by, now(), context()), REGISTERING)
      if (kept.id === undefined || kept.token === undefined) throw new TypeError('a first key begins a session')
      const begun = { id: kept.id, token: kept.token, person: kept.person }
      return reply.code(201).send(personSessionDocument(begun))
    },
  )
}

function playable({ id, name, roles, keys }: Person) {
  return { id, name, roles: [...roles], keys: keys.map(({ credential }) => credential) }
}

/** By a console for somebody who is to sign in, or by somebody who is signed in at one. */
export function placeOf(request: FastifyRequest, browser = ''): SessionPlace {
  const { id, console } = callerOf(request)
  return { device: console ?? id, browser, network: networkOf(travellerAddress(request) ?? '') }
}
