/** How many e-visas are set one by one: who could set them all so would not need a second person. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export const SINGLE_CHANGES_AN_HOUR = 100
const HOUR_SECONDS = 3600

/** Of the whole desk, on this server process. */
export function singleChanges(): { take(now: EpochSeconds): boolean } {
  const taken: EpochSeconds[] = []
  return {
    take: (now) => {
      while (taken[0] !== undefined && taken[0] <= now - HOUR_SECONDS) taken.shift()
      if (taken.length >= SINGLE_CHANGES_AN_HOUR) return false
      taken.push(now)
      return true
    },
  }
}
