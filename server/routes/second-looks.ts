/** Cases that are looked at again by somebody who did not decide them: two in a hundred, drawn each day. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { CaseParams, readReference } from '../api-description/case-answers.ts'
import { LookDocument, lookDocument, SAYING_LOOK } from '../api-description/look-answers.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import { lookFault } from '../looking-back/second-look.ts'
import type { Services } from '../services.ts'
import { officerAct } from './signed-cases.ts'
import { SaidVerdict, whole } from './signed-looks.ts'
import { assertNoSignature } from './takes-signature.ts'

const closed = { additionalProperties: false } as const
const MOST_LISTED = 200

export const secondLookRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services

  app.get(
    '/v1/second-looks',
    {
      schema: {
        tags: ['cases'],
        operationId: 'listSecondLooks',
        summary: `Decided cases that were drawn to be looked at again: those that wait, or all; at most ${MOST_LISTED}`,
        description:
          'Two in a hundred of those that were decided are drawn in the night after. Whoever looks has the case and the copy of its passport open, and says whether all is as it should be; that is signed.',
        querystring: Type.Object({ state: Type.Optional(Type.Enum(['open', 'all'])) }, closed),
        response: { 200: Type.Object({ looks: Type.Array(LookDocument) }), ...callerProblems(400) },
      },
    },
    async ({ query: { state = 'open' } }) => ({
      looks: (await store.secondLooks(state === 'open', MOST_LISTED)).map(lookDocument),
    }),
  )

  app.post(
    '/v1/second-looks/:reference',
    {
      schema: {
        tags: ['cases'],
        operationId: 'saySecondLook',
        summary: 'Says of a decided case whether it is as it should be',
        description: 'A person signs it instead: see /v1/signings; a token says it in a demonstration alone.',
        params: CaseParams,
        body: Type.Object(SaidVerdict, closed),
        response: { 200: LookDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { officer, ...act } = officerAct(caller, now())
      const reference = readOrThrow(readReference(request.params.reference))
      const said = { reference, ...whole(request.body), officer, signature: null, judge: lookFault }
      await assertNoSignature(caller, services)
      return lookDocument(orThrow(await store.saySecondLook(said, act), SAYING_LOOK))
    },
  )
}
