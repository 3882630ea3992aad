/** What may be used once: remembered for as long as it could come again, within a bound. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export interface OnceOnly {
  /** `full`: nothing more can be remembered, so it must be refused rather than let through unseen. */
  use(name: string, now: EpochSeconds): 'first' | 'again' | 'full'
}

const MAX_NAMES = 500_000

/** Remembers names for at least `seconds`, in two halves: the older one is forgotten as a whole. */
export function onceOnly(seconds: number, limit = MAX_NAMES): OnceOnly {
  let recent = new Set<string>()
  let older = new Set<string>()
  let since = 0
  return {
    use: (name, now) => {
      if (now - since >= seconds) {
        older = now - since >= 2 * seconds ? new Set() : recent
        recent = new Set()
        since = now
      }
      if (recent.has(name) || older.has(name)) return 'again'
      if (recent.size + older.size >= limit) return 'full'
      recent.add(name)
      return 'first'
    },
  }
}
