/** What a third party writes a verifier from: the JSON Schemas, and the visa keys for any JOSE library. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { TrustListDocument } from '#evisa/trust-list.ts'
import { answerIn, problems } from '../api-description/answers.ts'
import { SIGNED_SCHEMAS } from '../api-description/signed-schemas.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'

const JwkSet = Type.Object({ keys: Type.Array(Type.Object({}, { additionalProperties: true })) })

export const formatRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { publisher }) => {
  const common = { tags: ['format'], security: [] }
  app.get(
    '/schemas',
    {
      schema: {
        ...common,
        operationId: 'listSchemas',
        summary: 'The names of the JSON Schemas',
        description: 'Of everything that is signed.',
        response: { 200: Type.Object({ schemas: Type.Array(Type.String()) }), ...problems() },
      },
    },
    async () => ({ schemas: [...SIGNED_SCHEMAS.keys()] }),
  )
  app.get(
    '/schemas/:file',
    {
      schema: {
        ...common,
        operationId: 'schema',
        summary: 'The JSON Schema of a signed payload',
        description: 'Draft 2020-12.',
        params: Type.Object({ file: Type.String({ maxLength: 60 }) }),
        response: {
          200: answerIn<string>('A JSON Schema', { 'application/schema+json': { schema: { type: 'object' } } }),
          ...problems(400, 404),
        },
      },
    },
    async ({ params }, reply) => {
      const schema = SIGNED_SCHEMAS.get(`/schemas/${params.file.replace(/\.json$/, '')}.json`)
      if (schema === undefined) throw new Problem('not-found', 'There is no schema of this name; see /schemas.')
      return reply.type('application/schema+json').send(JSON.stringify(schema))
    },
  )
  app.get(
    '/.well-known/jwks.json',
    {
      schema: {
        ...common,
        operationId: 'visaKeys',
        summary: 'The keys of e-visas as a JWK Set (RFC 7517), announced and retired ones included',
        description:
          'For looking at an e-visa with any JOSE library. A scanner must not build on it: it is not signed, and it ' +
          'leaves out stolen keys, whose visas are told apart by their register.',
        response: {
          200: answerIn<string>('A JWK Set', { 'application/jwk-set+json': { schema: JwkSet } }),
          ...problems(),
        },
      },
    },
    async (_request, reply) => {
      const trust = await publisher.artefact('trust')
      // It was verified before it was published.
      const { keys }: TrustListDocument = JSON.parse(textOfBase64url(JSON.parse(trust?.body ?? '{}').payload ?? ''))
      const visaKeys = keys.filter(({ purpose, state }) => purpose === 'visa' && state !== 'compromised')
      return reply
        .header('cache-control', 'public, max-age=300')
        .type('application/jwk-set+json')
        .send(
          JSON.stringify({
            keys: visaKeys.map(({ kid, alg, jwk }) => ({ ...jwk, kid, alg, use: 'sig', key_ops: ['verify'] })),
          }),
        )
    },
  )
}
