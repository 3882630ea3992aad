/** What time it is: a device whose clock is wrong turns good e-visas away, and only the authority can prove it to it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { TIME_TYP, type TimeAnswer, TimeNonce } from '#evisa/time-answer.ts'
import { callerProblems, textIn } from '../api-description/answers.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'

export const timeRoutes: FastifyPluginAsyncTypebox<Pick<Services, 'keys' | 'now'>> = async (app, { keys, now }) => {
  app.get(
    '/v1/time',
    {
      schema: {
        tags: ['devices'],
        operationId: 'time',
        summary: 'What time it is, signed for this one question (see /schemas/time-answer.json)',
        description:
          'The answer echoes the nonce, so that none of before can stand in its place: who sees it come back knows how far ahead its own clock is, within half of the time that the answer took.',
        querystring: Type.Object({ nonce: TimeNonce }, { additionalProperties: false }),
        response: { 200: textIn('application/jwt', 'The time, signed'), ...callerProblems(400) },
      },
    },
    async ({ query: { nonce } }, reply) => {
      // By a clock that is doubted there are none: a device would take the answer for a proof that its own is wrong.
      const signing = await keys()
      const at = now()
      const answer: TimeAnswer = { iat: at, nonce }
      const signed = await keyFor(signing, 'snapshot', at).sign(TIME_TYP, answer)
      return reply.type('application/jwt').header('cache-control', 'no-store').send(signed)
    },
  )
}
