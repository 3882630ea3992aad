/** When a payment's bank is asked again. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

/** How long a payer has for a payment, and is taken to be there. */
export const PAYER_THERE_SECONDS = 20 * 60
/** From then on only the bank's own file tells of it. */
export const ASKED_FOR_SECONDS = 86_400
export const ASKED_OFTEN_SECONDS = 10
/** A notice is a nudge that anybody can send: it has the bank asked at once, and not more often than this. */
export const NUDGED_AT_MOST_SECONDS = 5

/** Every 10 s while the payer is there; then a quarter of the time that went by since, to the end of a day. Null: no more. */
export function nextAskAt(
  { createdAt, watchedUntil }: { readonly createdAt: EpochSeconds; readonly watchedUntil: EpochSeconds },
  now: EpochSeconds,
): EpochSeconds | null {
  // What a clock that was ahead has begun is asked about as if it had begun now.
  if (now < watchedUntil) return now + ASKED_OFTEN_SECONDS
  const end = createdAt + ASKED_FOR_SECONDS
  if (now >= end) return null
  return Math.min(end, now + Math.max(ASKED_OFTEN_SECONDS, Math.floor((now - watchedUntil) / 4)))
}
