/** Prepared acts: what somebody at a terminal made ready, for a person to sign at the console. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import { type Caller, callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { orNull } from '../api-description/case-answers.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { PREPARED_SECONDS, type PreparedAct, type SignatureStore } from '../store/signature-store.ts'
import { keyPlaceOfServer } from './key-place.ts'
import { rolesFor, SignedAct } from './signed-acts.ts'

const MOST_LISTED = 100
const Params = Type.Object({ id: Type.String({ maxLength: 80 }) })

const PreparedDocument = Type.Object({
  id: Type.String(),
  act: SignedAct,
  prepared_by: Type.String(),
  created_at: Type.Integer(),
  expires_at: Type.Integer({ description: 'From then on nobody signs it' }),
  sign_at: Type.String({ description: "The console's page on which it is signed" }),
  signed: orNull(
    Type.Object(
      { signature: Type.String(), by: Type.String(), at: Type.Integer(), subject: Type.String() },
      { description: 'By whom it was signed, and what came of it: the id of the proposal, the reference of the case' },
    ),
  ),
})

export const preparedActRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
  const told = (prepared: PreparedAct) => preparedDocument(prepared, services)

  app.post(
    '/v1/prepared-acts',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'prepareAct',
        summary: 'Makes an act ready at a terminal, for a person to sign at the console',
        description: `Nothing is done by it. It waits for ${PREPARED_SECONDS / 60} minutes; whoever may do it finds it at the console.`,
        body: Type.Object({ act: SignedAct }, { additionalProperties: false }),
        response: { 201: PreparedDocument, ...callerProblems(...BODY, 404, 507) },
      },
    },
    async (request, reply) => {
      const prepared = {
        ...{ id: uuidv7(), act: JSON.stringify(request.body.act), preparedBy: callerOf(request).actor },
        ...{ createdAt: now(), expiresAt: now() + PREPARED_SECONDS },
      }
      await store.prepareAct(prepared)
      return reply.code(201).send(await told({ ...prepared, signature: null }))
    },
  )

  app.get(
    '/v1/prepared-acts',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'listPreparedActs',
        summary: 'What waits to be signed, of what you may sign; the newest first',
        description: `For whoever is signed in at a console. At most ${MOST_LISTED}.`,
        response: { 200: Type.Object({ prepared: Type.Array(PreparedDocument) }), ...callerProblems() },
      },
    },
    async (request) => {
      const found = await store.preparedActs(now(), MOST_LISTED)
      const own = found.filter((one) => maySign(one, callerOf(request)))
      return { prepared: await Promise.all(own.map(told)) }
    },
  )

  app.get(
    '/v1/prepared-acts/:id',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'showPreparedAct',
        summary: 'A prepared act, and whether it was signed',
        description: 'For who made it ready, and for who may sign it.',
        params: Params,
        response: { 200: PreparedDocument, ...callerProblems(400, 404) },
      },
    },
    async (request) => told(await preparedOrThrow(request.params.id, callerOf(request), services)),
  )
}

/** One that this caller prepared, or may sign. Throws the problem of whoever asks for another. */
export async function preparedOrThrow(
  id: string,
  caller: Caller,
  { store, now }: Pick<Services, 'now'> & { readonly store: Pick<SignatureStore, 'findPrepared'> },
): Promise<PreparedAct> {
  const found = await store.findPrepared(id, now())
  if (found === null || !(found.preparedBy === caller.actor || maySign(found, caller)))
    throw new Problem('not-found', 'There is no such prepared act, or it waited for too long: make it ready anew.')
  return found
}

function maySign({ act }: PreparedAct, { roles }: Caller): boolean {
  return rolesFor(JSON.parse(act)).some((role) => roles.includes(role))
}

async function preparedDocument(
  prepared: PreparedAct,
  services: Services,
): Promise<Type.Static<typeof PreparedDocument>> {
  const { id, act, preparedBy, createdAt, expiresAt, signature } = prepared
  const signed = signature === null ? null : await services.store.empoweredSignature(signature)
  return {
    ...{ id, act: JSON.parse(act), prepared_by: preparedBy, created_at: createdAt, expires_at: expiresAt },
    sign_at: `${keyPlaceOfServer(services).consoleUrl}/en/sign/${id}`,
    signed: signed && { signature: signed.id, by: signed.name, at: signed.at, subject: signed.subject },
  }
}
