/** The signed artefacts, for anyone: whoever holds the root can check them, wherever they come from. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { BORDER_SET, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { callerProblems, nothing, problems, textIn } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import { firstWire } from '../publishing/first-wire.ts'
import { pathOn } from '../publishing/wire.ts'
import type { Services } from '../services.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

const MUST_ASK = 'public, max-age=0, must-revalidate'
const OWN_MUST_ASK = 'private, max-age=0, must-revalidate'
const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_ITS_OWN = 'private, max-age=31536000, immutable'
const Kid = Type.String({ pattern: '^[A-Za-z0-9_-]{11}$' })
const Sha256 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'As the snapshot names it' })
const CACHING = {
  etag: { type: 'string', description: 'Its hash' },
  'cache-control': { type: 'string' },
}

export const artefactRoutes: FastifyPluginAsyncTypebox<Services> = async (
  app,
  { publisher, store, now, firstWire: isWanted = true },
) => {
  const isFirstServed = firstWire({ isWanted, store, now })
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
  const ofHash = async (sha256: string, isOfBorder: boolean) => {
    const found = await publisher.artefactOfHash(sha256)
    return found?.path.startsWith(BORDER_SET) === isOfBorder ? found : null
  }
  const newest = async (path: string, request: FastifyRequest, reply: FastifyReply) =>
    answer(await publisher.artefact(path), MUST_ASK, request, reply)
  const newestOfBorder = async (request: FastifyRequest, reply: FastifyReply) => {
    const [own, ofWire] = [pathOn('border', SNAPSHOT_PATH), pathOn(2, SNAPSHOT_PATH)]
    return answer((await publisher.artefact(own)) ?? (await publisher.artefact(ofWire)), OWN_MUST_ASK, request, reply)
  }
  const schemaOf = (operationId: string, summary: string, mediaType = 'application/jwt') => ({
    tags: ['artefacts'],
    security: [],
    operationId,
    summary,
    description:
      'Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.',
    response: {
      200: textIn(mediaType, 'The artefact as it was signed', CACHING),
      304: nothing('You hold it already'),
      ...problems(400, 404),
    },
  })

  for (const [path, mediaType, summary] of [
    [
      'snapshot',
      'application/jwt',
      'The snapshot: which artefacts are the present ones, by version and hash; ask for it first',
    ],
    [
      'trust',
      'application/jose+json',
      'The trust list: every key and what it is for, signed by a threshold of root keys',
    ],
    ['policy', 'application/jwt', 'The policy: checkpoints, categories, nationalities, limits'],
  ] as const) {
    app.get(`/v1/artefacts/${path}`, { schema: schemaOf(path, summary, mediaType) }, async (request, reply) => {
      if (path !== 'policy' && !(await isFirstServed()))
        throw new Problem('not-found', `No device here speaks the first version of the wire: ask for 2/${path}.`)
      return newest(path, request, reply)
    })
  }
  for (const [path, mediaType, summary] of [
    [
      'snapshot',
      'application/jwt',
      'The snapshot of wire version 2, with the epoch and extensions; its own trust list',
    ],
    ['trust', 'application/jose+json', 'The trust list of wire version 2, which names keys of every purpose'],
  ] as const) {
    const schema = schemaOf(`${path}OfSecondWire`, summary, mediaType)
    app.get(`/v1/artefacts/2/${path}`, { schema }, (request, reply) => newest(pathOn(2, path), request, reply))
  }
  const bordersOwn = (operationId: string, summary: string) => {
    const { response, security: _open, ...schema } = schemaOf(operationId, summary)
    return { ...schema, response: { ...response, ...callerProblems(400, 404) } }
  }
  app.get(
    '/v1/artefacts/border/snapshot',
    {
      schema: bordersOwn(
        'snapshotOfBorder',
        "The border's snapshot of wire version 2, which names the roster too; where there is none, that of everybody",
      ),
    },
    newestOfBorder,
  )
  app.get(
    '/v1/artefacts/border/by-hash/:sha256',
    {
      schema: {
        ...bordersOwn('artefactOfBorder', "What the border's snapshot alone names, by its hash"),
        params: Type.Object({ sha256: Sha256 }),
      },
    },
    async (request, reply) => answer(await ofHash(request.params.sha256, true), FOR_ITS_OWN, request, reply),
  )
  app.get(
    '/v1/artefacts/root/:version',
    {
      schema: {
        ...schemaOf(
          'root',
          'A version of the root; each is signed by the one before it, so they are walked one by one',
          'application/jose+json',
        ),
        params: Type.Object({ version: Type.String({ pattern: '^[1-9][0-9]{0,3}$' }) }),
      },
    },
    (request, reply) => newest(`root/${request.params.version}`, request, reply),
  )
  app.get(
    '/v1/artefacts/status/:list',
    {
      schema: {
        ...schemaOf(
          'statusList',
          'A status list (IETF Token Status List, 2 bits a visa)',
          'application/statuslist+jwt',
        ),
        params: Type.Object({ list: Type.String({ pattern: '^(0|[1-9][0-9]{0,4})$' }) }),
      },
    },
    (request, reply) => newest(`status/${request.params.list}`, request, reply),
  )
  app.get(
    '/v1/artefacts/register/:kid',
    {
      schema: {
        ...schemaOf('register', 'The register of what a key truly issued that was stolen'),
        params: Type.Object({ kid: Kid }),
      },
    },
    (request, reply) => newest(`register/${request.params.kid}`, request, reply),
  )
  app.get(
    '/v1/artefacts/by-hash/:sha256',
    {
      schema: {
        ...schemaOf(
          'artefactByHash',
          'The artefact with this very text: never changes, so any cache may keep it',
          '*/*',
        ),
        params: Type.Object({ sha256: Sha256 }),
      },
    },
    async (request, reply) => answer(await ofHash(request.params.sha256, false), FOR_EVER, request, reply),
  )
}

// A cache that compresses may have made the tag a weak one; it still names the same text.
function isHeld(ifNoneMatch: string | undefined, sha256: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${sha256}"`)
}

function contentTypeOf(path: string): string {
  if (path.endsWith('trust') || path.startsWith('root/')) return 'application/jose+json'
  return path.startsWith('status/') ? 'application/statuslist+jwt' : 'application/jwt'
}
