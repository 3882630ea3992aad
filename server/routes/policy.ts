/** The policy as the authority keeps it: every edition, those that are signed no more as well. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { PolicyEdition } from '#evisa/policy.ts'
import { callerProblems } from '../api-description/answers.ts'
import type { Services } from '../services.ts'

export const policyRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { publisher }) => {
  app.get(
    '/v1/policy',
    {
      schema: {
        tags: ['policy'],
        operationId: 'policyEditions',
        summary: 'All editions of the policy, by their first day',
        description: 'What scanners hold of it, signed, is /v1/artefacts/policy.',
        response: {
          200: Type.Object({
            revision: Type.Integer({
              description: 'One more with each change; 0: the one that the server started with',
            }),
            editions: Type.Array(PolicyEdition),
          }),
          ...callerProblems(),
        },
      },
    },
    async () => {
      const { revision, editions } = await publisher.policyToSign()
      return { revision, editions: [...editions] }
    },
  )
}
