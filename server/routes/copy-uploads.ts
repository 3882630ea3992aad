/** The bytes of copies of passports: in parts that go on after a cut, or as one stream, for as long as they come on. */
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { placesPerOwner } from '../access/per-owner.ts'
import { travellerOr } from '../access/traveller-address.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { CopyDocument, CopyParams, copyDocument, PartParams } from '../api-description/copy-answers.ts'
import { orThrow } from '../http/fault-problems.ts'
import { pacedBody } from '../http/paced-body.ts'
import { Problem } from '../http/problem.ts'
import { MOST_PART_BYTES, takePart, takeStream } from '../passport-copies/take-part.ts'
import type { Services } from '../services.ts'
import type { OwnCase } from '../store/copy-store.ts'
import { foundOr404, TAKING } from './copy-problems.ts'

const BYTES = 'application/octet-stream'
const Bytes = { content: { [BYTES]: { schema: Type.Unsafe<unknown>({ description: 'The bytes as they are' }) } } }
const UPLOADS_AN_OWNER = 3
// A hotel or an office stands behind one.
const UPLOADS_AN_ADDRESS = 30
const UPLOADS = 400
const MAKE_WAIT_MS = 20_000

export const copyUploadRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, copies, pace, now, randomBytes } = services
  const context = { store, fileKeys: copies.fileKeys, randomBytes }
  const places = uploadPlaces()
  // The routes read it themselves, as it comes; and nothing else.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(BYTES, (_request, _payload, done) => done(null))
  const ownCase = (request: FastifyRequest, reference: string): OwnCase => {
    return { application: reference, account: callerOf(request).id }
  }
  /** Of what has all come somebody waits to be told what became of it; whoever waits longer asks again. */
  const told = async (of: OwnCase, id: string, isWhole: boolean) => {
    if (isWhole) await Promise.race([copies.make(id), wait(MAKE_WAIT_MS, undefined, { ref: false })])
    return copyDocument(foundOr404(await store.findCopy(of, id)))
  }

  app.put(
    '/v1/applications/:reference/copies/:id/parts/:place',
    {
      schema: {
        tags: ['passport copies'],
        operationId: 'sendPassportCopyPart',
        summary: 'Sends a part of a copy; answered once it is durable',
        description:
          `At most ${MOST_PART_BYTES} bytes, better half as many, in order, each at the place where the last one ended. The same part again is answered as ` +
          'the first time. The last one is answered once the copy was opened, or after 20 seconds.',
        params: PartParams,
        body: Bytes,
        response: { 200: CopyDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const { reference, id, place } = request.params
      const of = ownCase(request, reference)
      const leave = places(request)
      try {
        const take = (bytes: Buffer) => takePart(of, id, { place: Number(place), bytes }, now(), context)
        const { received, size } = orThrow(await withPart(request, reply, services, take), TAKING)
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
      const leave = places(request)
      try {
        orThrow(await takeStream(of, id, pacedBody(request, reply, pace), now, context), TAKING)
        return await told(of, id, true)
      } finally {
        leave()
      }
    },
  )
}

/**
 * Does something with a part as it came. Of one that is longer than a part may be only so much is read that this can be told. The
 * memory is used again: there may be hundreds at once, and the collector does not hurry for what lies outside of the heap.
 */
async function withPart<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  { pace }: Services,
  use: (bytes: Buffer) => Promise<T>,
): Promise<T> {
  let part = spareParts.pop() ?? Buffer.alloc(USUAL_PART_BYTES)
  try {
    let length = 0
    for await (const piece of pacedBody(request, reply, pace)) {
      // Few send parts that are larger than they are told to.
      if (length + piece.length > part.length && part.length < MOST_ROOM) part = grown(part, length)
      length += piece.copy(part, length)
      if (length > MOST_PART_BYTES) break
    }
    return await use(part.subarray(0, length))
  } finally {
    // What a person sent does not lie about.
    part.fill(0)
    if (part.length === USUAL_PART_BYTES && spareParts.length < MOST_SPARE) spareParts.push(part)
  }
}

function grown(part: Buffer, length: number): Buffer {
  const larger = Buffer.alloc(MOST_ROOM)
  part.copy(larger, 0, 0, length)
  part.fill(0)
  return larger
}

const USUAL_PART_BYTES = MOST_PART_BYTES / 2
const MOST_ROOM = MOST_PART_BYTES + 1
// As many as are sent at once in a busy hour: what is thrown away lies about until the collector comes.
const MOST_SPARE = 256
const spareParts: Buffer[] = []

/** Each holds a connection and a piece of memory for as long as it takes. */
function uploadPlaces() {
  const perOwner = placesPerOwner(UPLOADS_AN_OWNER, 'files are being sent', 'by you')
  const perAddress = placesPerOwner(UPLOADS_AN_ADDRESS, 'files are being sent', 'from your address')
  let open = 0
  return (request: FastifyRequest) => {
    const owner = callerOf(request).id
    if (open >= UPLOADS)
      throw new Problem('too-busy', 'Too many files are being sent: go on in a minute; what has come is kept.')
    const leaveAddress = perAddress(travellerOr(owner, request))
    const leaveOwner = leavingOnFault(leaveAddress, () => perOwner(owner))
    open += 1
    return () => {
      open -= 1
      leaveOwner()
      leaveAddress()
    }
  }
}

/** Takes a second place; where there is none the first one is given back. */
function leavingOnFault(leave: () => void, take: () => () => void): () => void {
  try {
    return take()
  } catch (error) {
    leave()
    throw error
  }
}
