/** The terms on which an e-visa is asked for, as the authority keeps them: every edition. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { problems } from '../api-description/answers.ts'
import { AllTermsDocument } from '../api-description/terms-answers.ts'
import type { Services } from '../services.ts'

export const termsRoutes: FastifyPluginAsyncTypebox<Pick<Services, 'terms'>> = async (app, { terms }) => {
  app.get(
    '/v1/terms',
    {
      schema: {
        tags: ['terms'],
        operationId: 'termsEditions',
        summary: 'All editions of the terms: purposes, fees, hours and days of work, times',
        description: 'Each figure with its source, and whether the authority has set it or it is only a draft.',
        security: [],
        response: { 200: AllTermsDocument, ...problems() },
      },
    },
    async () => {
      const { revision, editions } = await terms.approved()
      return { revision, editions: [...editions] }
    },
  )
}
