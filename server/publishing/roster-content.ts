/** What the roster of the border says: who its officers are, as the authority knows them now. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { BorderOfficer } from '../store/person-store.ts'

export interface RosterContent {
  /** The WebAuthn RP ID of their keys, and the pages at which they sign. */
  readonly rpId: string
  readonly origins: readonly string[]
  readonly officers: readonly BorderOfficer[]
}

/** Gives the same object for as long as it says the same. Null: there are no persons here. */
export type RosterSource = () => Promise<RosterContent | null>

export interface RosterSourceOptions {
  readonly rpId: string
  readonly origins: readonly string[]
  /** Those who may work at a border, with the keys that count now. */
  readonly borderOfficers: () => Promise<readonly BorderOfficer[]>
  readonly now: () => EpochSeconds
}

// It is asked for with each snapshot: thousands of people are not read that often, and a change waits no longer.
const LOOK_EVERY_SECONDS = 10

export function rosterSource({ rpId, origins, borderOfficers, now }: RosterSourceOptions): RosterSource {
  let held: RosterContent | null = null
  let text = ''
  let lookedAt = Number.NEGATIVE_INFINITY
  return async () => {
    const at = now()
    if (Math.abs(at - lookedAt) < LOOK_EVERY_SECONDS) return held
    // Of one order, so that the same people are the same text.
    const officers = [...(await borderOfficers())].sort((one, other) => (one.id < other.id ? -1 : 1))
    const next = JSON.stringify(officers)
    if (next !== text) [held, text] = [{ rpId, origins, officers }, next]
    lookedAt = at
    return held
  }
}
