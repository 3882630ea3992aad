/** E-visas: look up, revoke, suspend, reinstate. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { StatusDocument, VisaDocument, visaDocument } from '../api-description/visa-answers.ts'
import { Problem } from '../http/problem.ts'
import { findVisa, lookUpVisa, NumberParams, readNumber } from '../issuing/look-up-visa.ts'
import { SINGLE_CHANGES_AN_HOUR, singleChanges } from '../issuing/single-changes.ts'
import type { Services } from '../services.ts'

export const visaRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store } = services
  const single = singleChanges()
  app.get(
    '/v1/visas/:number',
    {
      schema: {
        tags: ['visas'],
        operationId: 'visa',
        summary: 'Looks an e-visa up',
        description: 'Noted in the audit trail.',
        params: NumberParams,
        response: { 200: VisaDocument, ...callerProblems(400, 404) },
      },
    },
    async ({ params, caller }) => visaDocument(await lookUpVisa(services, params.number, caller)),
  )

  app.put(
    '/v1/visas/:number/status',
    {
      schema: {
        tags: ['visas'],
        operationId: 'setVisaStatus',
        summary: 'Revokes, suspends or reinstates an e-visa',
        description: `A revoked one stays revoked. At most ${SINGLE_CHANGES_AN_HOUR} an hour: more is a mass action, which a second person approves (POST /v1/proposals/status).`,
        params: NumberParams,
        body: Type.Object(
          { status: StatusDocument, reason: Type.String({ minLength: 3, maxLength: 200 }) },
          { additionalProperties: false },
        ),
        response: { 200: VisaDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async ({ params, body, caller }) => {
      const before = await findVisa(store, params.number)
      if (single.isFull(services.now()))
        throw new Problem(
          'conflict',
          `The desk set ${SINGLE_CHANGES_AN_HOUR} e-visas one by one within the hour: more is a mass action. Propose it, and a second operator approves it.`,
        )
      const visa = await store.setVisaStatus(readNumber(params.number), body.status, body.reason, {
        actor: caller?.actor ?? '',
        at: services.now(),
      })
      if (visa === null) {
        const { replacedBy } = await findVisa(store, params.number)
        const instead = replacedBy === null ? 'issue a new one' : `${replacedBy} stands in its place`
        throw new Problem('conflict', `A revoked e-visa stays revoked: ${instead}.`)
      }
      if (visa.status !== before.status) single.note(services.now())
      return visaDocument(visa)
    },
  )
}
