/** What the clock does to invitations is done every hour, whether or not anybody calls. */
import type { FastifyInstance } from 'fastify'
import { type Tending, tendInvitations } from '../invitations/tend-invitations.ts'
import { logEvent } from '../log-event.ts'
import { type ByClock, everyHour } from './every-hour.ts'

/** From the start on until the server is closed. Only tests wait less. */
export function tendHourly(app: FastifyInstance, tending: Tending & ByClock, everyMs?: number): void {
  const hourly = everyHour({
    work: () => tendInvitations(tending),
    assertClock: tending.assertClock,
    failed: (error) => logEvent(app.log, 'not-tended', { error: error.name }),
    everyMs,
  })
  app.addHook('onReady', hourly.round)
  app.addHook('onClose', async () => hourly.stop())
}
