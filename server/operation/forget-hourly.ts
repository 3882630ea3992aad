/** Personal data that is of no use any more is forgotten every hour, whether or not anybody calls. */

import type { FastifyInstance } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { logEvent } from '../log-event.ts'
import { forgetCopies } from '../passport-copies/forget-copies.ts'
import { ADDRESS_KEPT_SECONDS } from '../store/delivery-store.ts'
import { FLIGHT_KEPT_SECONDS } from '../store/flight-store.ts'
import type { Store } from '../store/store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import { type ByClock, everyHour } from './every-hour.ts'

const DAY_SECONDS = 86_400

export interface Forgetting extends ByClock {
  readonly store: Pick<
    Store,
    | 'forgetFlights'
    | 'forgetAddresses'
    | 'forgetSignIns'
    | 'forgetPersonSessions'
    | 'forgetLetterAddresses'
    | 'forgetCopies'
    | 'eraseForgotten'
  >
  readonly terms: Pick<TermsSource, 'inForce'>
  readonly now: () => EpochSeconds
}

/** Forgets before the server answers for the first time, and from then on until it is closed. Only tests wait less. */
export function forgetHourly(
  app: FastifyInstance,
  { store, terms, now, assertClock }: Forgetting,
  everyMs?: number,
): void {
  const forget = async () => {
    await store.forgetFlights(now() - FLIGHT_KEPT_SECONDS)
    await store.forgetAddresses(now() - ADDRESS_KEPT_SECONDS)
    await forgetPeople(store, now() - (await keptSeconds(terms)), now())
    await forgetCopies(now(), { store, terms })
    // Also what people and other rounds deleted since the last time.
    await store.eraseForgotten()
  }
  const failed = (error: Error) => logEvent(app.log, 'not-forgotten', { error: error.name })
  const hourly = everyHour({ work: forget, failed, assertClock, everyMs })
  // A start at which nothing can be forgotten fails; by a store that went back, or a clock that is doubted, nothing is.
  app.addHook('onReady', async () => {
    try {
      await assertClock?.()
      await forget()
    } catch (error) {
      if (!['StoreIsBehind', 'ClockDoubted'].includes((error as Error).name)) throw error
    }
  })
  app.addHook('onClose', async () => hourly.stop())
}

/** How long the terms let sessions and letters be kept that are over. */
async function keptSeconds(terms: Forgetting['terms']): Promise<number> {
  const days = (await terms.inForce())?.edition.retention_days.sign_in.value
  return days === undefined ? ADDRESS_KEPT_SECONDS : days * DAY_SECONDS
}

async function forgetPeople(store: Forgetting['store'], overBefore: EpochSeconds, now: EpochSeconds): Promise<void> {
  await store.forgetSignIns(overBefore, now)
  await store.forgetPersonSessions(overBefore)
  await store.forgetLetterAddresses(overBefore)
}
