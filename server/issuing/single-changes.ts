/** How many e-visas are changed one by one: who could change them all so would not need a second person. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export const SINGLE_CHANGES_AN_HOUR = 100
const HOUR_SECONDS = 3600

export interface SingleChanges {
  /**
   * Takes the place of one more change, before it is made: of many at once each must find its own. Null where so many were
   * made within the last hour that the next one is a mass action. What it gives gives the place back, where nothing changed.
   */
  take(now: EpochSeconds): (() => void) | null
}

/** Of the whole desk, on this server process. */
export function singleChanges(): SingleChanges {
  const made = new Set<{ readonly at: EpochSeconds }>()
  return {
    take: (now) => {
      for (const one of made) {
        if (one.at > now - HOUR_SECONDS) break
        made.delete(one)
      }
      if (made.size >= SINGLE_CHANGES_AN_HOUR) return null
      const mine = { at: now }
      made.add(mine)
      return () => void made.delete(mine)
    },
  }
}
