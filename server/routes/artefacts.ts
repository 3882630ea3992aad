/** The signed artefacts, for anyone: whoever holds the root can check them, wherever they come from. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Services } from '../app.ts'
import { Problem } from '../problem.ts'

export const artefactRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { publisher }) => {
  app.get(
    '/v1/artefacts/*',
    {
      config: { roles: ['anyone'] },
      schema: {
        tags: ['artefacts'],
        security: [],
        summary: 'A signed artefact: root/1, trust, policy, status/N',
        params: Type.Object({ '*': Type.String() }),
      },
    },
    async (request, reply) => {
      const artefact = await publisher.artefact(request.params['*'])
      if (artefact === null) throw new Problem('not-found', 'Artefacts are root/1, trust, policy and status/N.')
      reply.header('etag', artefact.etag).header('cache-control', 'public, max-age=0, must-revalidate')
      if (request.headers['if-none-match'] === artefact.etag) return reply.code(304).send()
      return reply.type(artefact.contentType).send(artefact.body)
    },
  )
}
