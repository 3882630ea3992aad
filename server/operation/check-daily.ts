/** The store is read from one end to the other once after the start, and every day: damage is found before it is met. */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { logEvent } from '../log-event.ts'
import type { KeepingStore } from '../store/keeping-store.ts'
import { everyHour } from './every-hour.ts'

export interface StoreCheck {
  /** What the last check found: empty for nothing; null until there was one, or where the database checks itself. */
  damage(): readonly string[] | null
  /** When that was; null until there was one. */
  checkedAt(): EpochSeconds | null
  /** A check beside those of the timer. Never rejects. */
  round(): Promise<void>
  stop(): void
}

export interface DailyCheck {
  readonly store: Pick<KeepingStore, 'findDamage'>
  readonly now: () => EpochSeconds
  readonly log: FastifyBaseLogger
}

const DAY_MS = 86_400_000
// Not while everybody comes back: it reads all of the disk's file.
const FIRST_MS = 30_000

/** From now on until it is stopped, before the store is closed. Only tests wait less. */
export function checkDaily({ store, now, log }: DailyCheck, everyMs = DAY_MS): StoreCheck {
  let damage: readonly string[] | null = null
  let checkedAt: EpochSeconds | null = null
  const work = async () => {
    const begun = performance.now()
    const found = await store.findDamage()
    if (found === null) return
    damage = found
    checkedAt = now()
    logEvent(log, found.length === 0 ? 'store-checked' : 'store-damaged', {
      ms: Math.round(performance.now() - begun),
      faults: found.length,
    })
  }
  const failed = (error: Error) => logEvent(log, 'store-not-checked', { error: error.name })
  const daily = everyHour({ work, failed, everyMs })
  const first = setTimeout(daily.round, FIRST_MS)
  first.unref()
  return {
    round: daily.round,
    stop: () => {
      clearTimeout(first)
      daily.stop()
    },
    damage: () => damage,
    checkedAt: () => checkedAt,
  }
}
