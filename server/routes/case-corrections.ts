/** Corrections: a typo that a traveller found on an e-visa, and what an officer says to it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { CaseParams, readReference } from '../api-description/case-answers.ts'
import { CaseDocument, caseDocument } from '../api-description/case-view-answers.ts'
import { Words } from '../api-description/written-text.ts'
import { CorrectionChange, decideCorrection } from '../cases/correct-case.ts'
import { showCase } from '../cases/show-case.ts'
import { orThrow, problemOfFields, readOrThrow } from '../http/fault-problems.ts'
import type { Services } from '../services.ts'
import { CORRECTING, NO_SUCH_CASE } from './case-problems.ts'
import { takesSignature } from './takes-signature.ts'

const Correction = Type.Object(
  {
    correct: Type.Boolean({
      description: 'Whether it is a mistake, so that another e-visa takes the place of this one',
    }),
    change: Type.Optional(CorrectionChange),
    reason: Type.Optional(Words),
  },
  { additionalProperties: false },
)

export const caseCorrectionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.post(
    '/v1/cases/:reference/correction',
    {
      schema: {
        tags: ['cases'],
        operationId: 'decideCorrection',
        summary: 'Corrects an e-visa as its holder asked, or says why it stays',
        description:
          'Another e-visa of the same invitation takes its place, while it is valid and unused. Without `change` it is what the ' +
          'traveller asked for. What makes it another person or passport (passport number, issuer, citizenship, birth date, or the ' +
          'whole name) is done once two operators said the same: until then it waits, `said` by the first. With `correct` false the traveller is told the `reason`.',
        params: CaseParams,
        body: Correction,
        response: { 200: CaseDocument, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async (request) => {
      const reference = readOrThrow(readReference(request.params.reference))
      const { operator: officer, actor } = callerOf(request)
      if (officer === null) throw new TypeError('a correction without an operator')
      const act = { officer, actor, at: services.now() }
      const { correct, change, reason } = request.body
      if (!correct && reason === undefined) throw problemOfFields('bad-request', [NO_REASON])
      const asked = correct ? { correct, ...(change && { change }) } : { correct, reason: reason ?? '' }
      const by = { signature: null, mustSign: await takesSignature(callerOf(request), services) }
      orThrow(await decideCorrection(reference, asked, by, act, services), CORRECTING)
      return caseDocument(orThrow(await showCase(reference, act, services), NO_SUCH_CASE))
    },
  )
}

const NO_REASON = {
  field: 'reason',
  rule: 'required',
  message: 'is missing: the traveller is told why it stays as it is',
}
