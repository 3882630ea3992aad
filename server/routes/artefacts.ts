/** The signed artefacts, for anyone: whoever holds the root can check them, wherever they come from. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Services } from '../app.ts'
import { Problem } from '../problem.ts'

export const artefactRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { publisher }) => {
  const answer = async (path: string, request: FastifyRequest, reply: FastifyReply) => {
    const artefact = await publisher.artefact(path)
    if (artefact === null) throw new Problem('not-found', `There is no artefact ${path}.`)
    reply.header('etag', artefact.etag).header('cache-control', 'public, max-age=0, must-revalidate')
    if (request.headers['if-none-match'] === artefact.etag) return reply.code(304).send()
    return reply.type(artefact.contentType).send(artefact.body)
  }
  const config = { roles: ['anyone'] } as const
  for (const [path, summary] of [
    ['root/1', 'The root keys; a scanner pins its fingerprint when it is enrolled'],
    ['trust', 'The trust list: every key and what it is for, signed by a threshold of root keys'],
    ['policy', 'The policy: checkpoints, categories, nationalities, limits'],
  ] as const) {
    const schema = { tags: ['artefacts'], security: [], summary }
    app.get(`/v1/artefacts/${path}`, { config, schema }, (request, reply) => answer(path, request, reply))
  }
  app.get(
    '/v1/artefacts/status/:list',
    {
      config,
      schema: {
        tags: ['artefacts'],
        security: [],
        summary: 'A status list (IETF Token Status List, 2 bits a visa)',
        params: Type.Object({ list: Type.String({ pattern: '^(0|[1-9][0-9]{0,4})$' }) }),
      },
    },
    (request, reply) => answer(`status/${request.params.list}`, request, reply),
  )
}
