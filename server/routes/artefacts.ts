/** The signed artefacts, for anyone: whoever holds the root can check them, wherever they come from. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Services } from '../app.ts'
import { Problem } from '../problem.ts'
import type { PublishedArtefact } from '../store/store.ts'

const MUST_ASK = 'public, max-age=0, must-revalidate'
const FOR_EVER = 'public, max-age=31536000, immutable'
const Kid = Type.String({ pattern: '^[A-Za-z0-9_-]{11}$' })
const Sha256 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'As the snapshot names it' })

export const artefactRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { publisher }) => {
  const answer = (
    artefact: PublishedArtefact | null,
    caching: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => {
    if (artefact === null) throw new Problem('not-found', 'There is no such artefact; ask for the snapshot again.')
    reply.header('etag', `"${artefact.sha256}"`).header('cache-control', caching)
    if (isHeld(request.headers['if-none-match'], artefact.sha256)) return reply.code(304).send()
    return reply.type(contentTypeOf(artefact.path)).send(artefact.body)
  }
  const newest = async (path: string, request: FastifyRequest, reply: FastifyReply) =>
    answer(await publisher.artefact(path), MUST_ASK, request, reply)
  const schemaOf = (summary: string) => ({ tags: ['artefacts'], security: [], summary })

  for (const [path, summary] of [
    ['snapshot', 'The snapshot: which artefacts are the present ones, by version and hash; ask for it first'],
    ['trust', 'The trust list: every key and what it is for, signed by a threshold of root keys'],
    ['policy', 'The policy: checkpoints, categories, nationalities, limits'],
  ] as const) {
    app.get(`/v1/artefacts/${path}`, { schema: schemaOf(summary) }, (request, reply) => newest(path, request, reply))
  }
  app.get(
    '/v1/artefacts/root/:version',
    {
      schema: {
        ...schemaOf('A version of the root; each is signed by the one before it, so they are walked one by one'),
        params: Type.Object({ version: Type.String({ pattern: '^[1-9][0-9]{0,3}$' }) }),
      },
    },
    (request, reply) => newest(`root/${request.params.version}`, request, reply),
  )
  app.get(
    '/v1/artefacts/status/:list',
    {
      schema: {
        ...schemaOf('A status list (IETF Token Status List, 2 bits a visa)'),
        params: Type.Object({ list: Type.String({ pattern: '^(0|[1-9][0-9]{0,4})$' }) }),
      },
    },
    (request, reply) => newest(`status/${request.params.list}`, request, reply),
  )
  app.get(
    '/v1/artefacts/register/:kid',
    {
      schema: {
        ...schemaOf('The register of what a key truly issued that was stolen'),
        params: Type.Object({ kid: Kid }),
      },
    },
    (request, reply) => newest(`register/${request.params.kid}`, request, reply),
  )
  app.get(
    '/v1/artefacts/by-hash/:sha256',
    {
      schema: {
        ...schemaOf('The artefact with this very text: never changes, so any cache may keep it'),
        params: Type.Object({ sha256: Sha256 }),
      },
    },
    async (request, reply) => answer(await publisher.artefactOfHash(request.params.sha256), FOR_EVER, request, reply),
  )
}

// A cache that compresses may have made the tag a weak one; it still names the same text.
function isHeld(ifNoneMatch: string | undefined, sha256: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${sha256}"`)
}

function contentTypeOf(path: string): string {
  if (path === 'trust' || path.startsWith('root/')) return 'application/jose+json'
  return path.startsWith('status/') ? 'application/statuslist+jwt' : 'application/jwt'
}
