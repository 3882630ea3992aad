/** A bound on look-ups by number that found nothing: whoever guesses is stopped, whoever has a long list of right ones is not. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export interface LookUpGuard {
  /**
   * Counts a miss before the number is looked up: of many at once each must find its own. Null where this owner missed too
   * often. What it gives takes the miss back, of a number that was right.
   */
  lookUp(owner: string, now: EpochSeconds): (() => void) | null
}

export const MAX_MISSES = 200
const WINDOW_SECONDS = 600
// Beyond it the one not heard of for longest is forgotten; there are some hundred carriers.
const MAX_OWNERS = 20_000

/** Counts misses in windows of ten minutes. Each process counts its own, since it has its own share of the calls. */
export function lookUpGuard(): LookUpGuard {
  const counted = new Map<string, { readonly since: EpochSeconds; misses: number }>()
  const current = (owner: string, now: EpochSeconds) => {
    const found = counted.get(owner)
    return found !== undefined && now - found.since < WINDOW_SECONDS ? found : null
  }
  return {
    lookUp: (owner, now) => {
      const found = current(owner, now) ?? { since: now, misses: 0 }
      if (found.misses >= MAX_MISSES) return null
      found.misses += 1
      counted.delete(owner)
      counted.set(owner, found)
      const [oldest] = counted.keys()
      if (counted.size > MAX_OWNERS && oldest !== undefined) counted.delete(oldest)
      return () => {
        found.misses -= 1
        // A window begins with a miss.
        if (found.misses === 0 && counted.get(owner) === found) counted.delete(owner)
      }
    },
  }
}
