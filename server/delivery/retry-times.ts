/** When a delivery is tried again, and when it is given up. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { StoredDelivery } from '../store/delivery-store.ts'

const FIRST_WAIT_SECONDS = 60
const LONGEST_WAIT_SECONDS = 6 * 3600
export const GIVE_UP_SECONDS = 3 * 86_400
// A delivery may have waited for days until there was a mail server: the first refusal of one is not the last word.
export const LEAST_ATTEMPTS = 8
// The waits differ, so that what failed together does not come back together.
const JITTER = 0.2
/** What waits longer than this was told when by another clock. */
export const LONGEST_RETRY_SECONDS = LONGEST_WAIT_SECONDS * (1 + JITTER)

/** Waits 1, 2, 4 ... minutes, at most 6 hours, a fifth more or less (by `random`, 0 to 1). Null once it is given up. */
export function nextAttemptAt(
  { attempts, createdAt }: Pick<StoredDelivery, 'attempts' | 'createdAt'>,
  now: EpochSeconds,
  random: number,
): EpochSeconds | null {
  // One that was queued while the clock was far ahead must not be tried until that day comes.
  if (attempts >= LEAST_ATTEMPTS && Math.abs(now - createdAt) >= GIVE_UP_SECONDS) return null
  const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(attempts - 1, 20))
  return now + Math.round(wait * (1 - JITTER + 2 * JITTER * random))
}
