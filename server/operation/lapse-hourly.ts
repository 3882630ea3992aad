/** What waited too long lapses, and what outlived its use is forgotten, every hour, whether or not anybody calls. */
import type { FastifyInstance } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Tending, tendApplications } from '../applications/tend-applications.ts'
import { logEvent } from '../log-event.ts'
import { type ByClock, everyHour } from './every-hour.ts'

export interface Lapsing extends Tending, ByClock {
  readonly now: () => EpochSeconds
}

/** From the start on until the server is closed. Only tests wait less. */
export function lapseHourly(app: FastifyInstance, lapsing: Lapsing, everyMs?: number): void {
  const hourly = everyHour({
    work: () => tendApplications(lapsing, lapsing.now()),
    assertClock: lapsing.assertClock,
    failed: (error) => logEvent(app.log, 'not-lapsed', { error: error.name }),
    everyMs,
  })
  app.addHook('onReady', hourly.round)
  app.addHook('onClose', async () => hourly.stop())
}
