/** Issuing e-visas: one, many at once, and one in the place of another. */
import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifySchema } from 'fastify'
import type { FastifyRouteSchemaDef } from 'fastify/types/schema.d.ts'
import Type from 'typebox'
import { FieldFault } from '#evisa/field-fault.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import type { Caller } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { NO_SUCH_VISA, NumberParams, VisaDocument, visaDocument } from '../api-description/visa-answers.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { type Issued, issueVisa, issueVisas, replaceVisa } from '../issuing/issue-visa.ts'
import { findVisa } from '../issuing/look-up-visa.ts'
import { readApplication, VisaApplication } from '../issuing/read-application.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'

const MAX_BATCH = 500
const MAX_BATCH_BYTES = 2 * 1_048_576
const closed = { additionalProperties: false } as const

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

// What is wrong with an application is told by field and rule: see `readApplication`.
const readByUs = (route: FastifyRouteSchemaDef<FastifySchema>) =>
  route.httpPart === 'body' ? () => true : TypeBoxValidatorCompiler(route as never)

const CONFLICTS = new Set(['one-visa-an-invitation', 'one-visa-a-reference', 'same-invitation', 'standing-visa'])

export const issuingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher, randomBytes, qrPrefix, mail } = services
  const contextFor = async (caller: Caller | null) => {
    const now = services.now()
    const policy = await publisher.policyInForce()
    if (policy === null) throw new Problem('breaks-policy', 'No edition of the policy is in force yet.')
    const key = keyFor(await services.keys(), 'visa', now)
    return { store, policy, key, now, actor: caller?.actor ?? '', randomBytes, qrPrefix }
  }

  app.post(
    '/v1/visas',
    {
      validatorCompiler: readByUs,
      schema: {
        tags: ['visas'],
        operationId: 'issueVisa',
        summary: 'Issues an e-visa: judged by the policy, signed, recorded',
        description:
          'What breaks the policy is refused with the field, the rule and what to do. The same `application_reference` ' +
          'again answers 200 with the e-visa that was issued. With `email` it is also sent: see its deliveries.',
        body: VisaApplication,
        response: { 200: VisaDocument, 201: VisaDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async ({ body, caller }, reply) => {
      const issued = issuedOr(await issueVisa(applicationIn(body), await contextFor(caller)))
      mail?.wake()
      const location = `/v1/visas/${issued.claims.jti}`
      return reply
        .code(issued.isNew ? 201 : 200)
        .header('location', location)
        .send(visaDocument(issued))
    },
  )

  app.post(
    '/v1/visa-batches',
    {
      bodyLimit: MAX_BATCH_BYTES,
      validatorCompiler: readByUs,
      schema: {
        tags: ['visas'],
        operationId: 'issueVisas',
        summary: `Issues up to ${MAX_BATCH} e-visas in one step`,
        description: 'Each application is answered by itself: one that is refused keeps none of the others.',
        body: Type.Object({ applications: Type.Array(VisaApplication, { minItems: 1, maxItems: MAX_BATCH }) }, closed),
        response: { 200: BatchAnswer, ...callerProblems(...BODY, 507) },
      },
    },
    async ({ body, caller }) => {
      const read = applicationsIn(body).map(readApplication)
      const good = read.flatMap((application) => (application.ok ? application.value : []))
      const issued = await issueVisas(good, await contextFor(caller))
      mail?.wake()
      const next = issued.values()
      const results = read.map((application): Issued => (application.ok ? (next.next().value as Issued) : application))
      return {
        results: results.map((result) =>
          result.ok ? { visa: visaDocument(result.value), is_new: result.value.isNew } : { errors: [...result.error] },
        ),
      }
    },
  )

  app.post(
    '/v1/visas/:number/replacement',
    {
      validatorCompiler: readByUs,
      schema: {
        tags: ['visas'],
        operationId: 'replaceVisa',
        summary: 'Revokes an e-visa and issues a corrected one in its place, both or neither',
        description:
          'An e-visa is never edited. The new one is of the same invitation; the two name each other in `replaces` and ' +
          '`replaced_by`. One that is suspended, or was used to enter, is not replaced.',
        params: NumberParams,
        body: Type.Object(
          { reason: Type.String({ minLength: 3, maxLength: 200 }), application: VisaApplication },
          closed,
        ),
        response: { 200: VisaDocument, 201: VisaDocument, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async ({ params, body, caller }, reply) => {
      const { reason, application } = replacementIn(body)
      const number = readOrThrow(parseVisaNumber(params.number))
      orThrow(await findVisa(number, store), NO_SUCH_VISA)
      const issued = issuedOr(await replaceVisa(number, reason, application, await contextFor(caller)))
      mail?.wake()
      const location = `/v1/visas/${issued.claims.jti}`
      return reply
        .code(issued.isNew ? 201 : 200)
        .header('location', location)
        .send(visaDocument(issued))
    },
  )
}

function issuedOr(issued: Issued) {
  if (issued.ok) return issued.value
  const isConflict = issued.error.some(({ rule }) => CONFLICTS.has(rule))
  throw problemOf(issued.error, isConflict ? 'conflict' : 'breaks-policy')
}

function applicationIn(body: unknown): VisaApplication {
  const application = readApplication(body)
  if (!application.ok) throw problemOf(application.error, 'bad-request')
  return application.value
}

function applicationsIn(body: unknown): readonly unknown[] {
  const { applications } = (body ?? {}) as { readonly applications?: unknown }
  if (!Array.isArray(applications) || applications.length === 0)
    throw new Problem('bad-request', 'Send an object with applications, a list of at least one.')
  if (applications.length > MAX_BATCH)
    throw new Problem('too-large', `At most ${MAX_BATCH} applications at once, not ${applications.length}.`)
  return applications
}

function replacementIn(body: unknown): { readonly reason: string; readonly application: VisaApplication } {
  const { reason, application } = (body ?? {}) as { readonly reason?: unknown; readonly application?: unknown }
  if (typeof reason !== 'string' || reason.trim().length < 3 || reason.length > 200)
    throw new Problem('bad-request', 'Send an object with reason, 3 to 200 characters, and application.')
  return { reason, application: applicationIn(application) }
}

function problemOf(errors: readonly FieldFault[], code: 'bad-request' | 'breaks-policy' | 'conflict'): Problem {
  const detail = errors.map(({ field, message }) => `${field} ${message}`).join('; ')
  return new Problem(code, detail, { errors })
}
