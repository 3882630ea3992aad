/** A bound on codes and links that were not right, by whoever typed them: whoever guesses is stopped before all that can be tried was. */
import { type Allowance, allowance } from '../../platform/allowance.ts'

/** What a guess takes is given back where it was right. */
export type GuessGuard = Allowance

export const MAX_GUESSES = 60
const WINDOW_SECONDS = 600

export function guessGuard(): GuessGuard {
  return allowance(MAX_GUESSES, WINDOW_SECONDS)
}
