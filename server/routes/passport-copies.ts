/** Copies of passports: begun by their owner, told of, and looked at. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { allowance } from '../../platform/allowance.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, textIn } from '../api-description/answers.ts'
import { CaseParams, CopyDocument, CopyParams, copyDocument, PageParams } from '../api-description/copy-answers.ts'
import { orThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { sendPicture } from '../http/send-picture.ts'
import { beginCopy } from '../passport-copies/begin-copy.ts'
import { viewOwnCopy } from '../passport-copies/view-copy.ts'
import type { Services } from '../services.ts'
import type { OwnCase } from '../store/copy-store.ts'
import { BEGINNING, foundOr404, VIEWING } from './copy-problems.ts'
import { copyUploadRoutes } from './copy-uploads.ts'

const closed = { additionalProperties: false } as const
const Copies = Type.Object({ copies: Type.Array(CopyDocument, { description: 'Newest first' }) })
const Size = Type.Object({ size: Type.Integer({ minimum: 0, maximum: 1e12, description: 'Bytes' }) }, closed)
const MOST_LISTED = 50
// Each may cost a second of a processor.
const BEGUN_AN_HOUR = 40
const HOUR_SECONDS = 3600

const TOO_MANY = `At most ${BEGUN_AN_HOUR} files are taken in an hour: try again later. What has come is kept.`
const RETRY = { 'retry-after': String(HOUR_SECONDS) }

export const passportCopyRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, copies, terms, now, randomBytes } = services
  const context = { store, fileKeys: copies.fileKeys, randomBytes }
  const begun = allowance(BEGUN_AN_HOUR, HOUR_SECONDS)
  await app.register(copyUploadRoutes, services)
  const ownCase = (request: FastifyRequest, reference: string): OwnCase => {
    return { application: reference, account: callerOf(request).id }
  }
  const tell = async (of: OwnCase, id: string) => copyDocument(foundOr404(await store.findCopy(of, id)))

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
      if (begun.take(of.account, now()) === null) throw new Problem('too-many', TOO_MANY, { headers: RETRY })
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
      const found = foundOr404(await store.copiesOf(ownCase(request, request.params.reference), MOST_LISTED))
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
      return sendPicture(reply, orThrow(found, VIEWING).jpeg, `passport-${page}.jpg`)
    },
  )
}
