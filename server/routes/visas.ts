/** E-visas: issue, look up, print, revoke. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { VisaClaims } from '#evisa/visa-claims.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { BODY, callerProblems, textIn } from '../api-description/answers.ts'
import type { Services } from '../app.ts'
import type { Caller } from '../authenticate.ts'
import { issueVisa, VisaApplication } from '../issue-visa.ts'
import { Problem } from '../problem.ts'
import { qrPng, qrSvg } from '../qr-picture.ts'
import { keyFor } from '../signing-keys.ts'
import type { StoredVisa } from '../store/store.ts'

const Status = Type.Union([Type.Literal('valid'), Type.Literal('revoked'), Type.Literal('suspended')])
const VisaDocument = Type.Object({
  visa_number: Type.String(),
  status: Status,
  entries_used: Type.Integer(),
  visa_support_number: Type.String(),
  claims: VisaClaims,
  jws: Type.String({ description: 'The signed e-visa, compact serialization' }),
  qr_text: Type.String({ description: 'What the QR code holds' }),
})
const Params = Type.Object({ number: Type.String({ maxLength: 40 }) })

export const visaRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher } = services
  const find = async (typed: string): Promise<StoredVisa> => {
    const visa = await store.findVisa(numberOf(typed))
    if (visa === null) throw new Problem('not-found', 'There is no e-visa of this number.')
    return visa
  }

  const lookUp = async (typed: string, caller: Caller | null): Promise<StoredVisa> => {
    const subject = numberOf(typed)
    await store.noteActs([{ actor: caller?.actor ?? '', at: services.now(), act: 'look-up', subject, detail: {} }])
    return find(subject)
  }

  app.post(
    '/v1/visas',
    {
      schema: {
        tags: ['visas'],
        operationId: 'issueVisa',
        summary: 'Issues an e-visa: judged by the policy, signed, recorded',
        description: 'What breaks the policy is refused with the field, the rule and what to do.',
        body: VisaApplication,
        response: { 201: VisaDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async ({ body, caller }, reply) => {
      const now = services.now()
      const policy = publisher.policyInForce()
      if (policy === null) throw new Problem('breaks-policy', 'No edition of the policy is in force yet.')
      const issued = await issueVisa(body, {
        store,
        policy,
        key: keyFor(await services.keys(), 'visa', now),
        now,
        actor: caller?.actor ?? '',
        randomBytes: services.randomBytes,
        qrPrefix: services.qrPrefix,
      })
      if (!issued.ok) {
        const conflict = issued.error.some(({ rule }) => rule === 'one-visa-an-invitation')
        const fields = issued.error.map(({ field, message }) => `${field} ${message}`).join('; ')
        throw new Problem(conflict ? 'conflict' : 'breaks-policy', fields, { errors: issued.error })
      }
      return reply.code(201).header('location', `/v1/visas/${issued.value.claims.jti}`).send(documentOf(issued.value))
    },
  )

  app.get(
    '/v1/visas/:number',
    {
      schema: {
        tags: ['visas'],
        operationId: 'visa',
        summary: 'Looks an e-visa up',
        description: 'Noted in the audit trail.',
        params: Params,
        response: { 200: VisaDocument, ...callerProblems(400, 404) },
      },
    },
    async ({ params, caller }) => documentOf(await lookUp(params.number, caller)),
  )

  app.get(
    '/v1/visas/:number/qr.svg',
    {
      schema: {
        tags: ['visas'],
        operationId: 'visaQrSvg',
        summary: 'The QR code as SVG, 50 mm',
        description: 'Noted in the audit trail.',
        params: Params,
        response: { 200: textIn('image/svg+xml', 'A picture'), ...callerProblems(400, 404) },
      },
    },
    async ({ params, caller }, reply) =>
      reply.type('image/svg+xml').send(qrSvg((await lookUp(params.number, caller)).qrText)),
  )

  app.get(
    '/v1/visas/:number/qr.png',
    {
      schema: {
        tags: ['visas'],
        operationId: 'visaQrPng',
        summary: 'The QR code as PNG',
        description: 'Noted in the audit trail.',
        params: Params,
        response: { 200: textIn('image/png', 'A picture'), ...callerProblems(400, 404) },
      },
    },
    async ({ params, caller }, reply) =>
      reply.type('image/png').send(await qrPng((await lookUp(params.number, caller)).qrText)),
  )

  app.put(
    '/v1/visas/:number/status',
    {
      schema: {
        tags: ['visas'],
        operationId: 'setVisaStatus',
        summary: 'Revokes, suspends or reinstates an e-visa',
        description: 'A revoked one stays revoked.',
        params: Params,
        body: Type.Object(
          { status: Status, reason: Type.String({ minLength: 3, maxLength: 200 }) },
          { additionalProperties: false },
        ),
        response: { 200: VisaDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async ({ params, body, caller }) => {
      await find(params.number)
      const visa = await store.setVisaStatus(numberOf(params.number), body.status, body.reason, {
        actor: caller?.actor ?? '',
        at: services.now(),
      })
      if (visa === null) throw new Problem('conflict', 'A revoked e-visa stays revoked: issue a new one.')
      return documentOf(visa)
    },
  )
}

function numberOf(typed: string): string {
  const number = parseVisaNumber(typed)
  if (!number.ok) throw new Problem('bad-request', number.error)
  return number.value
}

function documentOf(visa: StoredVisa) {
  return {
    visa_number: visa.claims.jti,
    status: visa.status,
    entries_used: visa.entriesUsed,
    visa_support_number: visa.visaSupportNumber,
    claims: visa.claims,
    jws: visa.jws,
    qr_text: visa.qrText,
  }
}
