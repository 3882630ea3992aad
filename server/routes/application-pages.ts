/** The pages of an application as a traveller writes them: kept as they were typed, and never written over unseen. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { FieldFault } from '#evisa/field-fault.ts'
import { answerIn, BODY, callerProblems } from '../api-description/answers.ts'
import { AnswersDocument, PageText, ReferenceParams } from '../api-description/application-answers.ts'
import { keepAnswers } from '../applications/keep-answers.ts'
import { MAX_TYPED, PAGES, type PageName } from '../applications/pages.ts'
import type { TypedAnswers } from '../applications/read-pages.ts'
import { problemOfFault } from '../http/fault-problems.ts'
import { documentOf, PROBLEM_TYPE, Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import type { StalePage } from '../store/application-store.ts'
import { NOT_OPEN } from './application-problems.ts'
import { onNamedCase } from './applications.ts'

const closed = { additionalProperties: false } as const

/** Answers as they are sent: as they were typed, whatever that is. */
const Typed = Type.Record(
  Type.String({ pattern: '^[a-z_]{1,40}$' }),
  Type.Union([
    Type.String({ maxLength: MAX_TYPED }),
    Type.Boolean(),
    Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  ]),
  {
    ...closed,
    maxProperties: 20,
    description: 'The fields of the page as they were typed; kept as they are, faults and all',
  },
)

const StaleDocument = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  revision: Type.Optional(Type.Integer({ description: 'The revision that whoever writes has to have seen' })),
  stands: Type.Optional(Type.Union([AnswersDocument, Type.Null()], { description: 'What stands on the page now' })),
})

export const applicationPageRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.put(
    '/v1/applications/:reference/pages/:page',
    {
      // What was typed is told a fault at its field, and kept as JSON, in which such a character stands by its number.
      config: { takesUnkeptTexts: true },
      schema: {
        tags: ['applications'],
        operationId: 'keepPage',
        summary: 'Keeps the answers of a page as they were typed, and tells their faults',
        description:
          'In the place of what stands there, if that is of the revision in `if-match` or of an earlier one: what another window or device ' +
          'wrote since is never overwritten, but told (409). The same answers again change nothing.',
        params: Type.Object({ ...ReferenceParams.properties, page: PageText }),
        headers: Type.Object({
          'if-match': Type.String({
            pattern: '^"?[0-9]{1,9}"?$',
            description: 'The revision of the application that was seen',
          }),
        }),
        body: Typed,
        response: {
          200: Type.Object({ revision: Type.Integer(), faults: Type.Array(FieldFault) }),
          ...callerProblems(...BODY, 404, 507),
          409: answerIn<never>('conflict: what stands there now was not seen, or nothing is written any more', {
            [PROBLEM_TYPE]: { schema: StaleDocument },
          }),
        },
      },
    },
    async (request, reply) => {
      const { page } = request.params
      const answers = fieldsOf(page, request.body)
      const seen = Number(request.headers['if-match'].replaceAll('"', ''))
      const kept = await onNamedCase(request, services, (owned, act) =>
        keepAnswers(owned, { page, answers, seen }, act, services),
      )
      if (kept.ok) return { revision: kept.value.revision, faults: [...kept.value.faults] }
      const { error } = kept
      if (typeof error !== 'string' && error.kind === 'stale')
        return reply
          .code(409)
          .type(PROBLEM_TYPE)
          .send(staleDocument(error) as never)
      throw problemOfFault(error, NOT_OPEN)
    },
  )
}

/** Only fields that the page has: what is misspelt would be lost without a word. */
function fieldsOf(page: PageName, typed: TypedAnswers): TypedAnswers {
  const stranger = Object.keys(typed).find((field) => !Object.hasOwn(PAGES[page], field))
  if (stranger === undefined) return typed
  throw new Problem(
    'bad-request',
    `The page ${page} has no field ${stranger}; it has ${Object.keys(PAGES[page]).join(', ')}.`,
  )
}

function staleDocument({ revision, stands }: StalePage) {
  const detail =
    'This page was changed since, in another window or on another device. Nothing was overwritten: compare, then send it again with the revision told here.'
  return { ...documentOf(new Problem('conflict', detail)), revision, stands }
}
