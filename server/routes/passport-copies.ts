/** Copies of passports: sent by their owner in parts that go on after a cut, or as one stream; told at once; looked at. */
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { placesPerOwner } from '../access/per-owner.ts'
import { BODY, callerProblems, textIn } from '../api-description/answers.ts'
import {
  CaseParams,
  CopyDocument,
  CopyParams,
  copyDocument,
  PageParams,
  PartParams,
} from '../api-description/copy-answers.ts'
import { orThrow } from '../http/fault-problems.ts'
import { pacedBody } from '../http/paced-body.ts'
import { Problem } from '../http/problem.ts'
import { beginCopy } from '../passport-copies/begin-copy.ts'
import { MOST_PART_BYTES, takePart, takeStream } from '../passport-copies/take-part.ts'
import { viewOwnCopy } from '../passport-copies/view-copy.ts'
import type { Services } from '../services.ts'
import type { OwnCase } from '../store/copy-store.ts'
import { BEGINNING, TAKING, VIEWING } from './copy-problems.ts'

const closed = { additionalProperties: false } as const
const BYTES = 'application/octet-stream'
const Bytes = { content: { [BYTES]: { schema: Type.Unsafe<unknown>({ description: 'The bytes as they are' }) } } }
const Copies = Type.Object({ copies: Type.Array(CopyDocument, { description: 'Newest first' }) })
const Size = Type.Object({ size: Type.Integer({ minimum: 0, maximum: 1e12, description: 'Bytes' }) }, closed)
const UPLOADS_AN_OWNER = 3
const UPLOADS = 400
const MAKE_WAIT_MS = 20_000
const MOST_LISTED = 50

export const passportCopyRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, copies, terms, pace, now, randomBytes } = services
  const context = { store, fileKeys: copies.fileKeys, randomBytes }
  const places = uploadPlaces()
  // The route reads it itself, as it comes.
  app.addContentTypeParser(BYTES, (_request, _payload, done) => done(null))
  const ownCase = (request: FastifyRequest, reference: string): OwnCase => {
    return { application: reference, account: callerOf(request).id }
  }
  const tell = async (of: OwnCase, id: string) => {
    const copy = await store.findCopy(of, id)
    if (copy === null) throw new Problem(...VIEWING_NOTHING)
    return copyDocument(copy)
  }
  /** Of what has all come somebody waits to be told what became of it; whoever waits longer asks again. */
  const told = async (of: OwnCase, id: string, isWhole: boolean) => {
    if (isWhole) await Promise.race([copies.make(id), wait(MAKE_WAIT_MS, undefined, { ref: false })])
    return tell(of, id)
  }

  app.post(
    '/v1/applications/:reference/copies',
    {
      schema: {
        tags: ['passport copies'],
        operationId: 'beginPassportCopy',
        summary: 'Begins a copy of a passport, by its size',
        description:
          'JPEG, PNG or PDF. In place of one that is still arriving; the one that was accepted stays until this one is. ' +
          'How large it may be the terms say.',
        params: CaseParams,
        body: Size,
        response: { 201: CopyDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const of = ownCase(request, request.params.reference)
      const inForce = await terms.inForce()
      if (inForce === null) throw new Problem('too-busy', 'No terms are in force yet.')
      const by = { actor: callerOf(request).actor, at: now() }
      const { id } = orThrow(await beginCopy(of, request.body.size, inForce.edition, by, context), BEGINNING)
      return reply.code(201).send(await tell(of, id))
    },
  )

  app.get(
    '/v1/applications/:reference/copies',
    {
      schema: {
        tags: ['passport copies'],
        operationId: 'passportCopies',
        summary: "The copies of one's own case, such as one that another device began",
        description: `At most ${MOST_LISTED}.`,
        params: CaseParams,
        response: { 200: Copies, ...callerProblems(400, 404) },
      },
    },
    async (request) => {
      const found = await store.copiesOf(ownCase(request, request.params.reference), MOST_LISTED)
      if (found === null) throw new Problem(...VIEWING_NOTHING)
      return { copies: found.map(copyDocument) }
    },
  )

  app.get(
    '/v1/applications/:reference/copies/:id',
    {
      schema: {
        tags: ['passport copies'],
        operationId: 'passportCopy',
        summary: 'What has come of a copy, and what became of it',
        description: 'After a cut go on from `received`.',
        params: CopyParams,
        response: { 200: CopyDocument, ...callerProblems(400, 404) },
      },
    },
    async (request) => {
      const { reference, id } = request.params
      const copy = await tell(ownCase(request, reference), id)
      // Such as one of a server that was stopped, or that no scan could look at.
      if (copy.state === 'making') void copies.make(id)
      return copy
    },
  )

  app.put(
    '/v1/applications/:reference/copies/:id/parts/:place',
    {
      schema: {
        tags: ['passport copies'],
        operationId: 'sendPassportCopyPart',
        summary: 'Sends a part of a copy; answered once it is durable',
        description:
          `At most ${MOST_PART_BYTES} bytes, in order, each at the place where the last one ended. The same part again is answered as ` +
          'the first time. The last one is answered once the copy was opened, or after 20 seconds.',
        params: PartParams,
        body: Bytes,
        response: { 200: CopyDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const { reference, id, place } = request.params
      const of = ownCase(request, reference)
      const leave = places(of.account)
      try {
        const part = { place: Number(place), bytes: await readPart(request, reply, services) }
        const { received, size } = orThrow(await takePart(of, id, part, now(), context), TAKING)
        return await told(of, id, received === size)
      } finally {
        leave()
      }
    },
  )

  app.put(
    '/v1/applications/:reference/copies/:id/content',
    {
      schema: {
        tags: ['passport copies'],
        operationId: 'sendPassportCopy',
        summary: 'Sends the whole of a copy as one stream',
        description:
          'Whatever came of it before gives way. It may take as long as it comes on. What is cut off goes on in parts.',
        params: CopyParams,
        body: Bytes,
        response: { 200: CopyDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const { reference, id } = request.params
      const of = ownCase(request, reference)
      const leave = places(of.account)
      try {
        orThrow(await takeStream(of, id, pacedBody(request, reply, pace), now, context), TAKING)
        return await told(of, id, true)
      } finally {
        leave()
      }
    },
  )

  app.get(
    '/v1/applications/:reference/copies/:id/pages/:file',
    {
      schema: {
        tags: ['passport copies'],
        operationId: 'passportCopyPage',
        summary: 'A page of a copy that was accepted, as it was made anew',
        description: 'Upright, without metadata, for its owner. Each look is noted in the audit trail.',
        params: PageParams,
        response: { 200: textIn('image/jpeg', 'A page'), ...callerProblems(400, 404) },
      },
    },
    async (request, reply) => {
      const { reference, id, file } = request.params
      const by = { actor: callerOf(request).actor, at: now() }
      const page = Number.parseInt(file, 10)
      const found = await viewOwnCopy(ownCase(request, reference), id, page, by, context)
      return sendPicture(reply, orThrow(found, VIEWING).jpeg, page)
    },
  )
}

const VIEWING_NOTHING = ['not-found', 'There is no such application or copy of yours.'] as const

/** A page of a passport: shown, and kept by nobody on the way. */
export function sendPicture(reply: FastifyReply, jpeg: Uint8Array, page: number) {
  return reply
    .type('image/jpeg')
    .headers({
      'cache-control': 'no-store',
      'content-disposition': `inline; filename="passport-${page}.jpg"`,
      'x-content-type-options': 'nosniff',
    })
    .send(jpeg)
}

async function readPart(request: FastifyRequest, reply: FastifyReply, { pace }: Services): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of pacedBody(request, reply, pace)) {
    pieces.push(piece)
    length += piece.length
    // The act tells of it.
    if (length > MOST_PART_BYTES) break
  }
  return Buffer.concat(pieces)
}

/** Each holds a connection and a piece of memory for as long as it takes. */
function uploadPlaces() {
  const perOwner = placesPerOwner(UPLOADS_AN_OWNER, 'files are being sent', 'by you')
  let open = 0
  return (owner: string) => {
    if (open >= UPLOADS)
      throw new Problem('too-busy', 'Too many files are being sent: go on in a minute; what has come is kept.')
    const leave = perOwner(owner)
    open += 1
    return () => {
      open -= 1
      leave()
    }
  }
}
