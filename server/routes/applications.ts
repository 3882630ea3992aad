/** A traveller's applications: begun, looked at, taken along and erased. What is written stands in `application-pages.ts`. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { TravellerLanguageText } from '#evisa/language.ts'
import type { Result } from '#evisa/result.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, nothing } from '../api-description/answers.ts'
import {
  ApplicationDocument,
  applicationDocument,
  ExportDocument,
  exportDocument,
  ListedApplicationDocument,
  listedApplication,
  ReferenceParams,
  readReference,
} from '../api-description/application-answers.ts'
import { type ApplicationContext, onOwnCase } from '../applications/application-context.ts'
import { beginApplication, MAX_DRAFTS } from '../applications/begin-application.ts'
import { eraseApplication } from '../applications/erase-application.ts'
import { exportApplication } from '../applications/export-application.ts'
import { listApplications, showApplication } from '../applications/show-application.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import type { Services } from '../services.ts'
import type { ApplicationPlace, OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import { ACCESS, ERASING } from './application-problems.ts'

const closed = { additionalProperties: false } as const
const MAX_LISTED = 50
const Place = Type.String({ pattern: '^[0-9]{1,12}\\.[0-9A-Z]{12}$', description: 'The `next` of the page before' })
const DraftsSeen = Type.Integer({
  minimum: 0,
  maximum: MAX_DRAFTS,
  description:
    'Of how many drafts the person was told when they asked for another one: where there are more, none is begun',
})

/** Runs an act on the case that a request names, if it is the caller's; throws what its reference is not. */
export function onNamedCase<T, F>(
  request: Pick<FastifyRequest, 'caller'> & { readonly params: { readonly reference: string } },
  context: Pick<ApplicationContext, 'store' | 'guard' | 'now'>,
  run: (owned: OwnedReference, act: Act) => Promise<Result<T, F>>,
): Promise<Result<T, F | 'too-many-guesses'>> {
  const { id: account, actor } = callerOf(request)
  return onOwnCase(readOrThrow(readReference(request.params.reference)), { account, actor }, context, run)
}

export const applicationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.post(
    '/v1/applications',
    {
      schema: {
        tags: ['applications'],
        operationId: 'beginApplication',
        summary: 'Begins an application: a draft under a reference of its own',
        description: `At most ${MAX_DRAFTS} drafts an account.`,
        body: Type.Object(
          {
            language: TravellerLanguageText('In which its letters are written'),
            drafts_seen: Type.Optional(DraftsSeen),
          },
          closed,
        ),
        response: {
          201: Type.Object({ reference: Type.String(), revision: Type.Integer() }),
          ...callerProblems(...BODY, 409, 507),
        },
      },
    },
    async (request, reply) => {
      const { id: account, actor } = callerOf(request)
      const { language, drafts_seen } = request.body
      const begun = await beginApplication(language, { account, actor }, services, drafts_seen)
      const reference = orThrow(begun, {
        'too-many': [
          'conflict',
          `You have ${MAX_DRAFTS} drafts already, or more than you knew of: go on with one, or erase it.`,
        ],
      })
      return reply.code(201).send({ reference, revision: 1 })
    },
  )

  app.get(
    '/v1/applications',
    {
      schema: {
        tags: ['applications'],
        operationId: 'listApplications',
        summary: 'Your applications, the newest first',
        description: 'Without what was typed; those that were erased are not in it.',
        querystring: Type.Object({ before: Type.Optional(Place) }, closed),
        response: {
          200: Type.Object({
            applications: Type.Array(ListedApplicationDocument),
            next: Type.Union([Type.Null(), Type.String()], { description: 'null: this was the last page' }),
          }),
          ...callerProblems(400),
        },
      },
    },
    async (request) => {
      const { before } = request.query
      const place = before === undefined ? null : readPlace(before)
      const listed = await listApplications(callerOf(request).id, place, MAX_LISTED, services)
      const last = listed.length < MAX_LISTED ? null : listed.at(-1)?.application
      return { applications: listed.map(listedApplication), next: last ? `${last.createdAt}.${last.reference}` : null }
    },
  )

  app.get(
    '/v1/applications/:reference',
    {
      schema: {
        tags: ['applications'],
        operationId: 'application',
        summary: 'One of your applications: whose turn it is, what was typed, what is missing',
        description:
          'What is not yours is answered as what is not there; many wrong references stop all look-ups for some minutes.',
        params: ReferenceParams,
        response: { 200: ApplicationDocument, ...callerProblems(400, 404) },
      },
    },
    async (request) => {
      const shown = await onNamedCase(request, services, (owned) => showApplication(owned, services))
      return applicationDocument(orThrow(shown, ACCESS))
    },
  )

  app.get(
    '/v1/applications/:reference/export',
    {
      schema: {
        tags: ['applications'],
        operationId: 'exportApplication',
        summary: 'All that is held about one of your applications',
        description: 'Noted in the audit trail.',
        params: ReferenceParams,
        response: { 200: ExportDocument, ...callerProblems(400, 404, 507) },
      },
    },
    async (request, reply) => {
      const exported = await onNamedCase(request, services, (owned, act) => exportApplication(owned, act, services))
      const document = exportDocument(orThrow(exported, ACCESS))
      return reply.header('content-disposition', 'attachment; filename="application.json"').send(document)
    },
  )

  app.delete(
    '/v1/applications/:reference',
    {
      schema: {
        tags: ['applications'],
        operationId: 'eraseApplication',
        summary: 'Erases one of your applications',
        description:
          'A draft at once; what was decided once the terms do not have it kept any more. That it was there stays in the audit trail.',
        params: ReferenceParams,
        response: { 204: nothing('It is erased'), ...callerProblems(400, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      orThrow(await onNamedCase(request, services, (owned, act) => eraseApplication(owned, act, services)), ERASING)
      return reply.code(204).send()
    },
  )
}

function readPlace(text: string): ApplicationPlace {
  const [at, reference = ''] = text.split('.')
  return { createdAt: Number(at), reference }
}
