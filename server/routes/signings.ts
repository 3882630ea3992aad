/** Signing: the server writes what is decided, the person signs exactly that, and then it is done. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Caller, callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { AssertionDocument, SIGNING, WebAuthnJson } from '../api-description/person-answers.ts'
import { orThrow, problemOfFault } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { checkSigned, findSigning, type OpenSigning, openSigning, saysStill } from '../signing/sign.ts'
import { SIGNING_SECONDS } from '../store/signature-store.ts'
import { keyPlaceOfServer } from './key-place.ts'
import { preparedOrThrow } from './prepared-acts.ts'
import { kindOf, SignedAct } from './signed-acts.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 80 }) })
const Signing = Type.Object({
  id: Type.String(),
  text: Type.String({ description: 'What is signed, to the byte: its SHA-256 is the challenge' }),
  options: WebAuthnJson,
  expires_at: Type.Integer(),
})
const signingDocument = ({ id, text, options, expiresAt }: OpenSigning) => ({
  ...{ id, text, expires_at: expiresAt },
  options: { ...options },
})

export const signingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
  const context = () => ({ store, place: keyPlaceOfServer(services) })

  app.post(
    '/v1/signings',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'openSigning',
        summary: 'Writes the text of a decision, for whoever is signed in',
        description: `Nothing is decided by it. It is signed within ${SIGNING_SECONDS / 60} minutes, or written anew.`,
        body: Type.Union([
          Type.Object({ act: SignedAct }, { additionalProperties: false }),
          Type.Object(
            { prepared: Type.String({ maxLength: 80, description: 'What a terminal made ready' }) },
            { additionalProperties: false },
          ),
          Type.Object(
            { again: Type.String({ maxLength: 80, description: 'A text of yours that is over, and was not signed' }) },
            { additionalProperties: false },
          ),
        ]),
        response: { 201: Signing, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const sent = request.body
      const { kind, kept, prepared } = await askedIn(sent, caller, services)
      const toSign = await kind.toSign(kept, services, caller)
      // Of one text one other comes: each would do the same thing.
      if ('again' in sent && !(await store.useUp(sent.again, caller.id, now())))
        throw problemOfFault('signing-over', SIGNING)
      const opened = await openSigning(toSign, kept, caller.id, prepared, now(), context())
      return reply.code(201).send(signingDocument(orThrow(opened, SIGNING)))
    },
  )

  app.get(
    '/v1/signings/:id',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'showSigning',
        summary: 'A text that waits for your signature',
        description: 'For the person for whom it was written.',
        params: Params,
        response: { 200: Signing, ...callerProblems(400, 409) },
      },
    },
    async (request) =>
      signingDocument(orThrow(await findSigning(request.params.id, callerOf(request).id, now(), context()), SIGNING)),
  )

  app.post(
    '/v1/signings/:id/assertion',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'sign',
        summary: 'Signs a text, and does what it says: all of it or nothing',
        description: 'Where what it is about changed meanwhile nothing is done.',
        params: Params,
        body: Type.Object({ assertion: AssertionDocument }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            signature: Type.String({ description: 'Its id' }),
            kind: Type.String(),
            done: Type.Object({}, { additionalProperties: true }),
          }),
          ...callerProblems(...BODY, 404, 409, 422, 507),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const at = now()
      const signed = await checkSigned(request.params.id, request.body.assertion, caller.id, at, context())
      const { act: sent, signature } = orThrow(signed, SIGNING)
      const kept = sent as never
      const kind = kindOf(kept, caller)
      if (!saysStill(signature.text, await kind.toSign(kept, services, caller)))
        throw new Problem(
          'conflict',
          'What it is about changed while you looked at it: nothing was done. Look at it again.',
        )
      const done = await kind.carryOut(kept, signature, { ...services, log: app.log }, caller, {
        actor: caller.actor,
        at,
      })
      return { signature: signature.id, kind: signature.kind, done: { ...done } }
    },
  )
}

type Asked = { readonly act: SignedAct } | { readonly prepared: string } | { readonly again: string }

/** What is to be signed: as it is sent, as a terminal made it ready, or as it was kept with a text that nobody signed. */
async function askedIn(sent: Asked, caller: Caller, services: Services) {
  if ('again' in sent) {
    const found = await services.store.findUnsigned(sent.again, caller.id, services.now())
    if (found === null) throw problemOfFault('signing-over', SIGNING)
    // What a terminal made ready waits no longer than it did.
    if (found.prepared !== null) await preparedOrThrow(found.prepared, caller, services)
    const kept = JSON.parse(found.act) as never
    return { kind: kindOf(kept, caller), kept, prepared: found.prepared }
  }
  const prepared = 'act' in sent ? null : await preparedOrThrow(sent.prepared, caller, services)
  if (prepared !== null && prepared.signature !== null) throw new Problem('conflict', 'It was signed already.')
  const act: SignedAct = 'act' in sent ? sent.act : JSON.parse(prepared?.act ?? '')
  const kind = kindOf(act, caller)
  return { kind, kept: await kind.keep(act, services, caller), prepared: prepared?.id ?? null }
}
