/** E-visas: look up, revoke, suspend, reinstate. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  NO_SUCH_VISA,
  NumberParams,
  StatusDocument,
  VisaDocument,
  visaDocument,
} from '../api-description/visa-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { orThrow, type ProblemsOf, readOrThrow } from '../http/fault-problems.ts'
import { lookUpVisa } from '../issuing/look-up-visa.ts'
import { type SetStatusFault, setStatus } from '../issuing/set-status.ts'
import type { Services } from '../services.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../store/single-changes.ts'
import { assertNoSignature } from './takes-signature.ts'

const SETTING: ProblemsOf<SetStatusFault> = {
  ...NO_SUCH_VISA,
  'mass-action': [
    'conflict',
    `The desk changed ${SINGLE_CHANGES_AN_HOUR} e-visas one by one within the hour: more is a mass action. Propose it, and a second operator approves it.`,
  ],
  revoked: ({ replacedBy }) => {
    const instead = replacedBy === null ? 'issue a new one' : `${replacedBy} stands in its place`
    return ['conflict', `A revoked e-visa stays revoked: ${instead}.`]
  },
}

export const visaRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
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
    async (request) => {
      const by = { actor: callerOf(request).actor, at: now() }
      const found = await lookUpVisa(readOrThrow(parseVisaNumber(request.params.number)), by, store)
      return visaDocument(orThrow(found, NO_SUCH_VISA))
    },
  )

  app.put(
    '/v1/visas/:number/status',
    {
      schema: {
        tags: ['visas'],
        operationId: 'setVisaStatus',
        summary: 'Revokes, suspends or reinstates an e-visa',
        description: `A revoked one stays revoked. At most ${SINGLE_CHANGES_AN_HOUR} an hour, replacements counted: more is a mass action, which a second person approves (POST /v1/proposals/status). Outside a demonstration one is reinstated by a signed proposal alone.`,
        params: NumberParams,
        body: Type.Object({ status: StatusDocument, reason: Reason }, { additionalProperties: false }),
        response: { 200: VisaDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request) => {
      const number = readOrThrow(parseVisaNumber(request.params.number))
      // Whoever is kept out by a token is let in again by two persons.
      if (request.body.status === 'valid') await assertNoSignature(callerOf(request), services)
      const by = { actor: callerOf(request).actor, at: now() }
      return visaDocument(orThrow(await setStatus(number, request.body, by, store), SETTING))
    },
  )
}
