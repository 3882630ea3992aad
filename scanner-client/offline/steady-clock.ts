/**
 * A clock that nobody can set, counted from the last signed time: so a wall clock that was put back, or stopped, is found
 * out even between two visits of the network and over restarts of the program.
 */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { CLOCK_AHEAD_SECONDS } from '#evisa/staleness.ts'

/** A reading of a clock that only runs forward: seconds since some start. */
export interface SteadyReading {
  readonly seconds: number
  /** Which start: readings of two starts tell nothing about how far ahead a clock is. Null where it cannot be told. */
  readonly boot: string | null
}

/** A signed time, and the steady clock when it was received. */
export interface ClockAnchor {
  readonly signedTime: EpochSeconds
  readonly steady: SteadyReading
}

/** The time that it surely is at least; 0 where nothing was signed, or the machine was started anew since. */
export function surelyNow(anchor: ClockAnchor | null, steady: SteadyReading): EpochSeconds {
  if (anchor === null || steady.seconds < anchor.steady.seconds) return 0
  // After another start less was counted than has gone by: what that makes is surely past, too.
  return Math.floor(anchor.signedTime + (steady.seconds - anchor.steady.seconds))
}

/** The time that it should be, where this wall clock is far ahead of it; null where nothing speaks against it. */
export function clockAheadOf(
  anchor: ClockAnchor | null,
  steady: SteadyReading,
  now: EpochSeconds,
): EpochSeconds | null {
  if (anchor === null || steady.boot === null || steady.boot !== anchor.steady.boot) return null
  const expected = surelyNow(anchor, steady)
  return expected > 0 && now - expected > CLOCK_AHEAD_SECONDS ? expected : null
}

/** The anchor that tells the later time: an old snapshot must not undo a newer one. */
export function laterAnchor(held: ClockAnchor | null, fresh: ClockAnchor): ClockAnchor {
  return fresh.signedTime >= surelyNow(held, fresh.steady) ? fresh : (held ?? fresh)
}
