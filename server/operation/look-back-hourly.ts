/** The day before is looked back at within an hour after midnight, whether or not anybody calls. */
import type { FastifyInstance } from 'fastify'
import { logEvent } from '../log-event.ts'
import { type LookingBack, lookBack } from '../looking-back/look-back.ts'
import { type ByClock, everyHour } from './every-hour.ts'

/** From the start on until the server is closed. Only tests wait less. */
export function lookBackHourly(app: FastifyInstance, looking: LookingBack & ByClock, everyMs?: number): void {
  const hourly = everyHour({
    work: async () => {
      for (const { day, letters, looks } of await lookBack(looking))
        if (letters + looks > 0) logEvent(app.log, 'looked-back', { day, letters, looks })
    },
    assertClock: looking.assertClock,
    failed: (error) => logEvent(app.log, 'not-looked-back', { error: error.name }),
    everyMs,
  })
  app.addHook('onReady', hourly.round)
  app.addHook('onClose', async () => hourly.stop())
}
