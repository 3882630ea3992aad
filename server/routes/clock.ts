/** The clock of this server, beside what was signed by it: a jump is signed by only once somebody has looked at another clock. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { CLOCK_TOLERANCE_SECONDS } from '#evisa/knowledge.ts'
import { Instant } from '#evisa/root.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import type { ClockStanding } from '../publishing/clock-guard.ts'
import { unlessDoubted } from '../publishing/clock-guard.ts'
import type { Services } from '../services.ts'

const Clock = Type.Object({
  state: Type.Enum(['right', 'doubted', 'signed-ahead'], {
    description:
      'doubted: far ahead of what was signed last, so that nothing is signed. signed-ahead: behind it, so that scanners refuse ' +
      'what is signed, or take their own clocks for wrong',
  }),
  now: Instant,
  signed_at: Type.Integer({ description: 'What the newest snapshot says, epoch seconds' }),
  kid: Type.String({ description: 'The snapshot key that said so' }),
})
const Confirmation = Type.Object(
  { time: Type.Integer({ minimum: 0, description: 'By a clock that is known to be right, epoch seconds' }) },
  { additionalProperties: false },
)

export const clockRoutes: FastifyPluginAsyncTypebox<Pick<Services, 'store' | 'publisher' | 'now'>> = async (
  app,
  { store, publisher, now },
) => {
  const lookAt = async () => {
    await publisher.refresh().catch(unlessDoubted)
    return publisher.clock()
  }
  app.get(
    '/v1/clock',
    {
      schema: {
        tags: ['operator'],
        operationId: 'clock',
        summary: 'What the clock of this server shows, beside what was signed last',
        description: 'For the authority: what to do is told by `authority repair-clock`.',
        response: { 200: Clock, ...callerProblems() },
      },
    },
    async () => clockDocument(await lookAt()),
  )

  app.post(
    '/v1/clock/confirmation',
    {
      schema: {
        tags: ['operator'],
        operationId: 'confirmClock',
        summary: 'Says that a clock that is doubted is right: the server signs by it from now on',
        description: "By the authority's own token, with the time by another clock; stands in the audit trail.",
        body: Confirmation,
        response: { 200: Clock, ...callerProblems(...BODY, 409, 507) },
      },
    },
    async ({ body: { time }, ...request }) => {
      const { state, signedAt } = await lookAt()
      if (state !== 'doubted') throw new Problem('conflict', 'Nobody doubts this clock: there is nothing to confirm.')
      const at = now()
      if (Math.abs(time - at) > CLOCK_TOLERANCE_SECONDS)
        throw new Problem(
          'conflict',
          `The two clocks are ${Math.abs(time - at)} seconds apart: one of them is wrong. Set it right first.`,
        )
      const detail = { signed_at: signedAt }
      await store.noteActs([{ actor: callerOf(request).actor, at, act: 'confirm-clock', subject: 'clock', detail }])
      await publisher.confirmClock()
      return clockDocument(publisher.clock())
    },
  )
}

function clockDocument({ state, now, signedAt, kid }: ClockStanding) {
  return { state, now, signed_at: signedAt, kid }
}
