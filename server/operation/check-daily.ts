/** The store is read from one end to the other once after the start, and every day: damage is found before it decides. */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { logEvent } from '../log-event.ts'
import type { KeepingStore } from '../store/keeping-store.ts'
import type { WalkStore } from '../store/walk-store.ts'
import type { MetDamage } from '../watch/met-damage.ts'
import { everyHour } from './every-hour.ts'
import { walkThrough } from './walk-through.ts'

export interface StoreCheck {
  /**
   * What the last check found of pages, and the rows that were met damaged since the start; null until there was a check or such a row.
   */
  damage(): readonly string[] | null
  /** When that was; null until there was one. */
  checkedAt(): EpochSeconds | null
  /** A check beside those of the timer. Never rejects. */
  round(): Promise<void>
  stop(): void
}

export interface DailyCheck {
  readonly store: Pick<KeepingStore, 'findDamage'> & WalkStore
  readonly now: () => EpochSeconds
  readonly log: FastifyBaseLogger
  /** Told of each damaged row. */
  readonly met: MetDamage
}

const DAY_MS = 86_400_000
// Not while everybody comes back: it reads all of the disk's file.
const FIRST_MS = 30_000

/** From now on until it is stopped, before the store is closed. Only tests wait less. */
export function checkDaily({ store, now, log, met }: DailyCheck, everyMs = DAY_MS): StoreCheck {
  let damage: readonly string[] | null = null
  let checkedAt: EpochSeconds | null = null
  let isStopped = false
  const work = async () => {
    const begun = performance.now()
    // A database that checks its own pages says nothing of them; its rows are read all the same.
    const pages = await store.findDamage()
    const rows = await walkThrough(store, () => isStopped)
    if (rows === null) return
    for (const row of rows) met.note(row)
    damage = pages ?? damage ?? []
    const found = [...(pages ?? []), ...rows]
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
      isStopped = true
      clearTimeout(first)
      daily.stop()
    },
    damage: () => (damage === null && met.all().length === 0 ? null : [...(damage ?? []), ...met.all()]),
    checkedAt: () => checkedAt,
  }
}
