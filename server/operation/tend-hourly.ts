/** What the clock does to invitations is done every hour, whether or not anybody calls. */
import type { FastifyInstance } from 'fastify'
import { type Tending, tendInvitations } from '../invitations/tend-invitations.ts'
import { logEvent } from '../log-event.ts'

const HOUR_MS = 3_600_000

/** From the start on until the server is closed. Only tests wait less. */
export function tendHourly(app: FastifyInstance, tending: Tending, everyMs = HOUR_MS): void {
  const tend = () =>
    tendInvitations(tending).catch((error: Error) => logEvent(app.log, 'not-tended', { error: error.name }))
  app.addHook('onReady', tend)
  const timer = setInterval(tend, everyMs)
  // The timer must not keep a start that failed from ending.
  timer.unref()
  app.addHook('onClose', async () => clearInterval(timer))
}
