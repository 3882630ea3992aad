/** A bound on look-ups by number that found nothing: whoever guesses is stopped, whoever has a long list of right ones is not. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export interface LookUpGuard {
  /** Whether this owner may go on. */
  mayLookUp(owner: string, now: EpochSeconds): boolean
  noteMiss(owner: string, now: EpochSeconds): void
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
    mayLookUp: (owner, now) => (current(owner, now)?.misses ?? 0) < MAX_MISSES,
    noteMiss: (owner, now) => {
      const found = current(owner, now) ?? { since: now, misses: 0 }
      found.misses += 1
      counted.delete(owner)
      counted.set(owner, found)
      const [oldest] = counted.keys()
      if (counted.size > MAX_OWNERS && oldest !== undefined) counted.delete(oldest)
    },
  }
}
