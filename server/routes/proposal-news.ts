/** How operators hear of proposals: two headers on whatever they are answered, so that nobody has to ask. */
import type { FastifyInstance } from 'fastify'
import { logEvent } from '../log-event.ts'
import type { Services } from '../services.ts'

/** How many wait for the operator, made by others. */
export const WAITING_HEADER = 'evisa-proposals-waiting'
/** How many of the operator's own were decided or ran out, and were not looked at since. */
export const ENDED_HEADER = 'evisa-proposals-ended'

/** Tells an operator of both with every answer, where there are any. */
export function tellProposalNews(app: FastifyInstance, { store, now }: Pick<Services, 'store' | 'now'>): void {
  app.addHook('onSend', async (request, reply) => {
    const operator = request.caller?.operator ?? null
    if (operator === null) return
    // What was asked is done by now: it is answered, whether this can be counted or not.
    try {
      const { waiting, ended } = await store.proposalNews(operator, now())
      if (waiting > 0) reply.header(WAITING_HEADER, waiting)
      if (ended > 0) reply.header(ENDED_HEADER, ended)
    } catch (error) {
      logEvent(request.log, 'proposals-not-counted', { error: (error as Error).name })
    }
  })
}
