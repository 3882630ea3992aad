/** A bound on look-ups by number that found nothing: whoever guesses is stopped, whoever has a long list of right ones is not. */
import { type Allowance, allowance } from '../../platform/allowance.ts'

/** What a look-up takes is given back where the number was right. */
export type LookUpGuard = Allowance

export const MAX_MISSES = 200
const WINDOW_SECONDS = 600

export function lookUpGuard(): LookUpGuard {
  return allowance(MAX_MISSES, WINDOW_SECONDS)
}
