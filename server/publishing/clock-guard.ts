/**
 * Whether this machine's clock may be signed by. Time that was signed never goes back for a scanner: one refresh far ahead
 * stops every scanner of the country, or is refused by each of them. So a clock that jumped is doubted, and told of.
 */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { CLOCK_TOLERANCE_SECONDS } from '#evisa/knowledge.ts'
import type { KeySource } from '../signing-keys.ts'

/** Longer than a snapshot lives, so that whoever is doubted has nothing left that could still be green; and no night without calls asks anybody. */
export const MAX_STANDSTILL_SECONDS = 26 * 3600

/** `doubted`: far ahead of what was signed last. `signed-ahead`: behind it, so that a wrong time was signed, or is shown now. */
export type ClockState = 'right' | 'doubted' | 'signed-ahead'

/** What the clock shows beside what was signed last. */
export interface ClockStanding {
  readonly state: ClockState
  readonly now: EpochSeconds
  readonly signedAt: EpochSeconds
  /** The key of the snapshot that said so. */
  readonly kid: string
}

/** Nothing is signed until somebody says that the clock is right, or it is. The message says how. */
export class ClockDoubted extends Error {
  override name = 'ClockDoubted'
  constructor() {
    super(
      'The clock of this server is far ahead of what was signed last, so that nothing is signed: set it right, or, where the ' +
        'server was down for that long, say authority repair-clock --time-is-right.',
    )
  }
}

export function judgeClock(now: EpochSeconds, signedAt: EpochSeconds, maxStandstillSeconds: number): ClockState {
  if (now - signedAt > maxStandstillSeconds) return 'doubted'
  return now < signedAt - CLOCK_TOLERANCE_SECONDS ? 'signed-ahead' : 'right'
}

/** Keys to sign by, and none by a clock that is doubted: whoever is answered takes the time of the answer for the authority's. */
export function keysByClock(
  keys: KeySource,
  { assertClock }: { readonly assertClock: () => Promise<void> },
): KeySource {
  return async () => {
    await assertClock()
    return keys()
  }
}

/** Drops this one fault, where what was signed before does as well. */
export function unlessDoubted(error: unknown): void {
  if (!(error instanceof ClockDoubted)) throw error
}
