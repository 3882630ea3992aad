/** Issuing e-visas: one, many at once, and one in the place of another. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { DeliveryDocument, deliveryDocument } from '../api-description/delivery-answers.ts'
import { NO_SUCH_VISA, NumberParams, VisaDocument, visaDocument } from '../api-description/visa-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { orThrow, type ProblemsOf, problemOfFields, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { bodyOf, type ReadBody, readBodyBy } from '../http/read-body.ts'
import { issueBatch } from '../issuing/issue-batch.ts'
import { issueContext } from '../issuing/issue-context.ts'
import { type IssuedVisa, issueVisa } from '../issuing/issue-visa.ts'
import { findVisa } from '../issuing/look-up-visa.ts'
import { readApplication, VisaApplication } from '../issuing/read-application.ts'
import { replaceVisa } from '../issuing/replace-visa.ts'
import type { ToIssue } from '../issuing/signed-issue.ts'
import type { Services } from '../services.ts'
import { signatureOfIssue } from './signed-issues.ts'

const MAX_BATCH = 500
const MAX_BATCH_BYTES = 2 * 1_048_576
const closed = { additionalProperties: false } as const

// An application is read by itself, so that its faults are told by field: the body around it is told with what an
// application is, and read with whatever stands there. That there are too many is 413, as of every body too large.
const batchOf = <T extends Type.TSchema>(application: T, most: { readonly maxItems?: number } = {}) =>
  Type.Object({ applications: Type.Array(application, { minItems: 1, ...most }) }, closed)
const Batch = batchOf(Type.Unsafe<unknown>(VisaApplication), { maxItems: MAX_BATCH })
const readBatch = bodyOf(batchOf(Type.Unknown()))
const ByHand = Type.Literal('by-hand', { description: 'You give the new e-visa to its holder: nothing is sent' })
const replacementOf = <T extends Type.TSchema>(application: T) =>
  Type.Object({ reason: Reason, application, delivery: Type.Optional(ByHand) }, closed)
const Replacement = replacementOf(VisaApplication)
const readAroundIt = bodyOf(replacementOf(Type.Unknown()))
const readReplacement: ReadBody<Type.Static<typeof Replacement>> = (body) => {
  const around = readAroundIt(body)
  if (!around.ok) return around
  const application = readApplication(around.value.application)
  if (!application.ok) return application
  const { delivery } = around.value
  if (delivery !== undefined && application.value.email !== undefined) return fail([TWO_WAYS])
  return ok({ ...around.value, application: application.value })
}
const TWO_WAYS: FieldFault = {
  field: 'delivery',
  rule: 'one-way',
  message: 'sends nothing, and email says where to: give one of the two',
}
const ReplacementDocument = Type.Object({
  ...VisaDocument.properties,
  delivery: Type.Union([DeliveryDocument, Type.Null({ description: 'Nothing was sent: it is given by hand' })]),
})

const BatchAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      visa: Type.Optional(VisaDocument),
      is_new: Type.Optional(Type.Boolean({ description: 'false: its reference was issued before' })),
      errors: Type.Optional(Type.Array(FieldFault)),
    }),
    { description: 'One an application, in their order: an e-visa, or why not' },
  ),
})

const CONFLICTS = new Set([
  'one-visa-an-invitation',
  'one-visa-a-reference',
  'same-invitation',
  'standing-visa',
  'mass-action',
  'reaches-holder',
])
const NO_POLICY_YET: ProblemsOf<'no-policy-yet'> = {
  'no-policy-yet': ['breaks-policy', 'No edition of the policy is in force yet.'],
}

/** By themselves, in the place of no other. */
const alone = (applications: readonly unknown[]): ToIssue => ({ applications, replaces: null, reason: '' })

export const issuingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, mail } = services
  const contextFor = async (request: Pick<FastifyRequest, 'caller' | 'headers'>, toIssue: ToIssue) => {
    const signature = await signatureOfIssue(request, toIssue, services)
    return { ...orThrow(await issueContext(services, callerOf(request).actor), NO_POLICY_YET), signature }
  }
  /** The e-visa that was issued; what waits to be sent is looked at. */
  const issuedOrThrow = <T extends IssuedVisa>(issued: Result<T, readonly FieldFault[]>, reply: FastifyReply): T => {
    if (!issued.ok) {
      const isConflict = issued.error.every(({ rule }) => CONFLICTS.has(rule))
      throw problemOfFields(isConflict ? 'conflict' : 'breaks-policy', issued.error)
    }
    mail?.wake()
    const { isNew, claims } = issued.value
    reply.code(isNew ? 201 : 200).header('location', `/v1/visas/${claims.jti}`)
    return issued.value
  }

  app.post(
    '/v1/visas',
    {
      validatorCompiler: readBodyBy(readApplication),
      schema: {
        tags: ['visas'],
        operationId: 'issueVisa',
        summary: 'Issues an e-visa: judged by the policy, signed, recorded',
        description:
          'What breaks the policy is refused with the field, the rule and what to do. The same `application_reference` ' +
          'again answers 200 with the e-visa that was issued. With `email` it is also sent: see its deliveries. Outside a demonstration ' +
          'it takes a signature over it in `evisa-signature`, as do batches and replacements: see /v1/signings.',
        body: VisaApplication,
        response: { 200: VisaDocument, 201: VisaDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async (request, reply) =>
      visaDocument(
        issuedOrThrow(await issueVisa(request.body, await contextFor(request, alone([request.body]))), reply),
      ),
  )

  app.post(
    '/v1/visa-batches',
    {
      bodyLimit: MAX_BATCH_BYTES,
      validatorCompiler: readBodyBy(readBatch),
      schema: {
        tags: ['visas'],
        operationId: 'issueVisas',
        summary: `Issues up to ${MAX_BATCH} e-visas in one step`,
        description: 'Each application is answered by itself: one that is refused keeps none of the others.',
        body: Batch,
        response: { 200: BatchAnswer, ...callerProblems(...BODY, 507) },
      },
    },
    async (request) => {
      const { applications } = request.body
      if (applications.length > MAX_BATCH)
        throw new Problem('too-large', `At most ${MAX_BATCH} applications at once, not ${applications.length}.`)
      const issued = await issueBatch(applications, await contextFor(request, alone(applications)))
      mail?.wake()
      return {
        results: issued.map((result) =>
          result.ok ? { visa: visaDocument(result.value), is_new: result.value.isNew } : { errors: [...result.error] },
        ),
      }
    },
  )

  app.post(
    '/v1/visas/:number/replacement',
    {
      validatorCompiler: readBodyBy(readReplacement),
      schema: {
        tags: ['visas'],
        operationId: 'replaceVisa',
        summary: 'Revokes an e-visa and issues a corrected one in its place, both or neither',
        description:
          'An e-visa is never edited. The new one is of the same invitation; the two name each other in `replaces` and ' +
          '`replaced_by`. One that is suspended, or was used to enter, is not replaced. Counted among single changes of status. ' +
          'It is sent to `email`; without one, to where the last e-mail with the replaced e-visa of the same person went. Where there was none, or it ' +
          'came back, it is refused (`reaches-holder`) until it has an address, or `delivery` says that it is given by hand. What ' +
          'of the replaced e-visa waits to be sent is closed.',
        params: NumberParams,
        body: Replacement,
        response: {
          200: ReplacementDocument,
          201: ReplacementDocument,
          ...callerProblems(...BODY, 404, 409, 422, 507),
        },
      },
    },
    async (request, reply) => {
      const number = readOrThrow(parseVisaNumber(request.params.number))
      orThrow(await findVisa(number, store), NO_SUCH_VISA)
      const { reason, application, delivery } = request.body
      const correction = { number, reason, application, isByHand: delivery === 'by-hand' }
      const toIssue = { applications: [application], replaces: number, reason }
      const issued = issuedOrThrow(await replaceVisa(correction, await contextFor(request, toIssue)), reply)
      const sent = issued.delivery && deliveryDocument(issued.delivery, mail !== undefined)
      return { ...visaDocument(issued), delivery: sent }
    },
  )
}
