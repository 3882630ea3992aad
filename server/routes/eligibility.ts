/** Who needs a visa, which one, and where it is asked for: open to all, and nothing of it is kept. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { civilDateAt } from '#evisa/civil-date.ts'
import { problems } from '../api-description/answers.ts'
import { EligibilityDocument } from '../api-description/eligibility-answers.ts'
import { readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { eligibility } from '../terms/eligibility.ts'
import { readEligibility } from '../terms/read-eligibility.ts'

const written = (description: string) => Type.String({ maxLength: 100, description })
const Query = Type.Object(
  {
    citizenship: written('Three letters as in the passport, two, or a name in English'),
    purpose: written('One of GET /v1/terms, such as tourism'),
    days: written('Of the stay'),
    entry: written('The way into the country: air, rail, road, sea'),
    entries: Type.Optional(written('1, 2 or multiple; without it as few as there are')),
    passport_expires: Type.Optional(written('YYYY-MM-DD')),
  },
  { additionalProperties: false },
)

type Asked = Pick<Services, 'terms' | 'publisher' | 'now'>

export const eligibilityRoutes: FastifyPluginAsyncTypebox<Asked> = async (app, { terms, publisher, now }) => {
  app.get(
    '/v1/eligibility',
    {
      schema: {
        tags: ['terms'],
        operationId: 'eligibility',
        summary: 'Whether a visa is needed, which one, and where it is asked for: exactly one answer',
        description: 'Open to all; nothing is kept. The address of an answer may be sent to a friend.',
        security: [],
        querystring: Query,
        response: { 200: EligibilityDocument, ...problems(400, 409) },
      },
    },
    async (request) => {
      const [inForce, policy] = [await terms.inForce(), await publisher.policyInForce()]
      if (inForce === null || policy === null)
        throw new Problem('conflict', 'No terms or no policy are in force yet: ask from their first day on.')
      const asked = readOrThrow(readEligibility(request.query, inForce.edition))
      return eligibility(asked, { policy, terms: inForce.edition, today: civilDateAt(now()) })
    },
  )
}
