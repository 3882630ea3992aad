/** What waited too long lapses, and what outlived its use is forgotten, every hour, whether or not anybody calls. */
import type { FastifyInstance } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Tending, tendApplications } from '../applications/tend-applications.ts'
import { logEvent } from '../log-event.ts'

const HOUR_MS = 3_600_000

export interface Lapsing extends Tending {
  readonly now: () => EpochSeconds
}

/** From the start on until the server is closed. Only tests wait less. */
export function lapseHourly(app: FastifyInstance, lapsing: Lapsing, everyMs = HOUR_MS): void {
  const lapse = async () => {
    try {
      await tendApplications(lapsing, lapsing.now())
    } catch (error) {
      logEvent(app.log, 'not-lapsed', { error: (error as Error).name })
    }
  }
  app.addHook('onReady', lapse)
  const timer = setInterval(lapse, everyMs)
  // The timer must not keep a start that failed from ending.
  timer.unref()
  app.addHook('onClose', async () => clearInterval(timer))
}
