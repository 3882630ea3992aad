/** How many e-visas are set one by one: who could set them all so would not need a second person. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export const SINGLE_CHANGES_AN_HOUR = 100
const HOUR_SECONDS = 3600

export interface SingleChanges {
  /** Whether so many were made within the last hour that the next one is a mass action. */
  isFull(now: EpochSeconds): boolean
  /** To be called for each that was made. */
  note(now: EpochSeconds): void
}

/** Of the whole desk, on this server process. */
export function singleChanges(): SingleChanges {
  const made: EpochSeconds[] = []
  return {
    isFull: (now) => {
      while (made[0] !== undefined && made[0] <= now - HOUR_SECONDS) made.shift()
      return made.length >= SINGLE_CHANGES_AN_HOUR
    },
    note: (now) => void made.push(now),
  }
}
