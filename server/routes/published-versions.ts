/** Published versions: whoever is shown what a device signed asks here whether the data that it names ever existed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { MOST_VERSIONS_ASKED, PUBLISHED_VERSIONS_TYP, type PublishedVersions } from '#evisa/published-versions.ts'
import { problems, textIn } from '../api-description/answers.ts'
import { publishedVersions } from '../publishing/published-versions.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'

const Versions = Type.Optional(
  Type.String({
    pattern: `^(0|[1-9][0-9]{0,14})(,(0|[1-9][0-9]{0,14})){0,${MOST_VERSIONS_ASKED - 1}}$`,
    description: `At most ${MOST_VERSIONS_ASKED} versions, parted by commas`,
    examples: ['41,42'],
  }),
)

export const publishedVersionsRoute: FastifyPluginAsyncTypebox<Pick<Services, 'store' | 'keys' | 'now'>> = async (
  app,
  { store, keys, now },
) => {
  app.get(
    '/v1/published-versions',
    {
      schema: {
        tags: ['artefacts'],
        security: [],
        operationId: 'publishedVersions',
        summary: 'Which versions were published, and when, signed (see /schemas/published-versions.json)',
        description:
          'For whoever is shown a receipt that a device signed: what it names was published before the time of the check, or it says what is not so.',
        querystring: Type.Object(
          { 'trust-list': Versions, policy: Versions, snapshot: Versions },
          { additionalProperties: false, minProperties: 1 },
        ),
        response: { 200: textIn('application/jwt', 'A JWS of typ evisa-published-versions+jwt'), ...problems(400) },
      },
    },
    async ({ query }, reply) => {
      const iat = now()
      const asked = Object.entries(query).map(([name, versions]) => [name, versions.split(',').map(Number)])
      const document: PublishedVersions = { iat, versions: await publishedVersions(store, Object.fromEntries(asked)) }
      const signed = await keyFor(await keys(), 'snapshot', iat).sign(PUBLISHED_VERSIONS_TYP, document)
      return reply.type('application/jwt').header('cache-control', 'no-store').send(signed)
    },
  )
}
