/** What a traveller does with an application once it is written: submits, opens again, withdraws, answers, asks for a correction. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ok } from '#evisa/result.ts'
import { Category, CivilDateText, Entries } from '#evisa/visa-claims.ts'
import { BODY, callerProblems, nothing } from '../api-description/answers.ts'
import {
  Fee,
  feeDocument,
  ReferenceParams,
  SubmissionDocument,
  submissionDocument,
  TermsText,
} from '../api-description/application-answers.ts'
import { Message, Reason } from '../api-description/written-text.ts'
import { answerQuestion } from '../applications/answer-question.ts'
import { askCorrection, CORRECTED_FIELDS } from '../applications/ask-correction.ts'
import { PAGE_NAMES, type PageName, typedSchema } from '../applications/pages.ts'
import type { TypedAnswers } from '../applications/read-pages.ts'
import { judgeSubmission, type Submitting, submitApplication } from '../applications/submit-application.ts'
import { orThrow } from '../http/fault-problems.ts'
import type { Services } from '../services.ts'
import { ANSWERING, CORRECTING, ENDING, SUBMITTING } from './application-problems.ts'
import { onNamedCase } from './applications.ts'

const closed = { additionalProperties: false } as const
const Revision = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Of the application, as it was seen' })
const SubmittingBody = Type.Object(
  {
    revision: Revision,
    terms: Type.Optional(TermsText),
    declaration: Type.Optional(
      Type.Unsafe<TypedAnswers>({
        ...typedSchema('declaration'),
        description:
          'What is agreed to, in the place of the declaration that is kept; it is written in one with the submission, or not at all. ' +
          'Without `terms` those that it names were read',
      }),
    ),
  },
  closed,
)

/** Corrected while an officer waits: what binds the case to its invitation and terms is not. */
const ANSWERED_PAGES = PAGE_NAMES.filter((page) => page !== 'invitation' && page !== 'declaration')
const AnsweredPages = Type.Unsafe<Partial<Record<PageName, Record<string, string | boolean | number>>>>(
  Type.Object(Object.fromEntries(ANSWERED_PAGES.map((page) => [page, Type.Optional(typedSchema(page))])), closed),
)
const AskedFields = Type.Unsafe<Partial<Record<string, string>>>(
  Type.Object(
    Object.fromEntries(CORRECTED_FIELDS.map((field) => [field, Type.Optional(Type.String({ maxLength: 200 }))])),
    { ...closed, minProperties: 1 },
  ),
)

const submittingOf = ({ revision, terms, declaration }: Type.Static<typeof SubmittingBody>): Submitting => ({
  revision,
  terms: terms === undefined ? null : { revision: terms.revision, effectiveFrom: terms.effective_from },
  declaration: declaration ?? null,
})

export const applicationActRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.post(
    '/v1/applications/:reference/judgement',
    {
      schema: {
        tags: ['applications'],
        operationId: 'judgeApplication',
        summary: 'Judges an application as its submission would, and says what it costs',
        description: 'It submits and reserves nothing. All that is in the way is told at once by `errors`.',
        params: ReferenceParams,
        body: SubmittingBody,
        response: {
          200: Type.Object({
            fee: Fee,
            category: Category,
            entries: Entries,
            valid_from: CivilDateText('First day'),
            valid_until: CivilDateText('Last day'),
            stay_days: Type.Integer(),
          }),
          ...callerProblems(...BODY, 404, 409, 422, 507),
        },
      },
    },
    async (request) => {
      const judged = await onNamedCase(request, services, (owned, act) =>
        judgeSubmission(owned, submittingOf(request.body), act, services),
      )
      const { fee, content } = orThrow(judged, SUBMITTING)
      const { category, entries, valid_from, valid_until, stay_days } = content
      return { fee: feeDocument(fee), category, entries, valid_from, valid_until, stay_days }
    },
  )

  app.post(
    '/v1/applications/:reference/submission',
    {
      schema: {
        tags: ['applications'],
        operationId: 'submitApplication',
        summary: 'Submits an application, with a signed receipt',
        description:
          'All of it or nothing; sent twice it is answered alike. What is in the way is told by `errors`, all of it at once. 409 where answers or terms ' +
          'are not those that were seen.',
        params: ReferenceParams,
        body: SubmittingBody,
        response: { 200: SubmissionDocument, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async (request) => {
      const submitted = await onNamedCase(request, services, async (owned, act) => {
        const done = await submitApplication(owned, submittingOf(request.body), act, services)
        return done.ok ? ok(submissionDocument(owned.reference, done.value)) : done
      })
      const document = orThrow(submitted, SUBMITTING)
      services.mail?.wake()
      return document
    },
  )

  app.post(
    '/v1/applications/:reference/reopening',
    {
      schema: {
        tags: ['applications'],
        operationId: 'reopenApplication',
        summary: 'Makes a draft again of what was submitted and not paid',
        description: 'Its invitation is free again. Not while a payment is open: somebody may have paid.',
        params: ReferenceParams,
        response: { 200: Type.Object({ revision: Type.Integer() }), ...callerProblems(400, 404, 409, 507) },
      },
    },
    async (request) => {
      const reopened = await onNamedCase(request, services, (owned, act) =>
        services.store.reopenApplication(owned, act),
      )
      return orThrow(reopened, ENDING)
    },
  )

  app.post(
    '/v1/applications/:reference/withdrawal',
    {
      schema: {
        tags: ['applications'],
        operationId: 'withdrawApplication',
        summary: 'Withdraws an application that is not decided',
        description:
          'What was paid is not given back: the fee is for the looking at it, whatever comes of that. Twice is once.',
        params: ReferenceParams,
        response: { 204: nothing('It is withdrawn'), ...callerProblems(400, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const withdrawn = await onNamedCase(request, services, (owned, act) =>
        services.store.withdrawApplication(owned, act),
      )
      orThrow(withdrawn, ENDING)
      services.mail?.wake()
      return reply.code(204).send()
    },
  )

  app.post(
    '/v1/applications/:reference/answers',
    {
      schema: {
        tags: ['applications'],
        operationId: 'answerQuestion',
        summary: 'Answers what an officer asked, with whatever has to be corrected',
        description:
          'Pages that come with it stand in the place of those that are kept. The time of the case begins anew.',
        params: ReferenceParams,
        body: Type.Object({ revision: Revision, text: Message, pages: Type.Optional(AnsweredPages) }, closed),
        response: {
          200: Type.Object({ revision: Type.Integer(), due_at: Type.Union([Type.Integer(), Type.Null()]) }),
          ...callerProblems(...BODY, 404, 409, 422, 507),
        },
      },
    },
    async (request) => {
      const { revision, text, pages = {} } = request.body
      const answered = await onNamedCase(request, services, (owned, act) =>
        answerQuestion(owned, { revision, text, pages }, act, services),
      )
      const { dueAt, ...kept } = orThrow(answered, ANSWERING)
      return { ...kept, due_at: dueAt }
    },
  )

  app.post(
    '/v1/applications/:reference/corrections',
    {
      schema: {
        tags: ['applications'],
        operationId: 'askCorrection',
        summary: 'Asks for a mistake in an e-visa to be corrected',
        description: 'While it is valid and unused; free of charge. An officer looks at it.',
        params: ReferenceParams,
        body: Type.Object({ asked: AskedFields, reason: Reason }, closed),
        response: {
          202: Type.Object({ reference: Type.String() }, { description: 'An officer looks at it' }),
          ...callerProblems(...BODY, 404, 409, 422, 507),
        },
      },
    },
    async (request, reply) => {
      const { asked, reason } = request.body
      const typed = Object.fromEntries(
        Object.entries(asked).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
      )
      const asking = await onNamedCase(request, services, async (owned, act) => {
        const done = await askCorrection(owned, { asked: typed, reason }, act, services)
        return done.ok ? ok(owned) : done
      })
      const { reference } = orThrow(asking, CORRECTING)
      return reply.code(202).send({ reference })
    },
  )
}
