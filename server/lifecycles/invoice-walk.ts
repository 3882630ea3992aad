/**
 * The invoice ids of a terminal. Its bank takes 6 to 15 digits of which the last six, too, never come twice: a million a terminal,
 * for its life. They are met in one walk over all of them, which needs no memory but how many were drawn. Pure.
 */

/** How many last six digits there are. */
export const TAILS = 1_000_000
/** So many used up, another terminal is to be asked for. */
export const WARNED_TAILS = TAILS * 0.8

const LEAST_STEP = 100_000

export interface Walk {
  readonly start: number
  /** Has no divisor in common with a million, so that the walk meets every one before it comes back. */
  readonly step: number
}

/** A walk that nobody can tell beforehand, of eight random bytes. */
export function walkOf(random: Uint8Array): Walk {
  const start = numberOf(random.subarray(0, 4)) % TAILS
  // A short step would count up, one way or the other.
  const step = LEAST_STEP + (numberOf(random.subarray(4, 8)) % (TAILS - 2 * LEAST_STEP))
  return { start, step: coprime(step) }
}

/** The last six digits of the invoice that is drawn after so many. */
export function tailOf({ start, step }: Walk, drawn: number): number {
  return (start + drawn * step) % TAILS
}

/** Twelve digits: six that are random, the first of them no zero, and the tail. */
export function invoiceOf(tail: number, random: Uint8Array): string {
  const head = 100_000 + (numberOf(random.subarray(0, 4)) % 900_000)
  return `${head}${String(tail).padStart(6, '0')}`
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

// A million is 2^6 * 5^6.
function coprime(step: number): number {
  let found = step
  while (found % 2 === 0 || found % 5 === 0) found = (found + 1) % TAILS
  return found
}
