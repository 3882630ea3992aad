/** How many e-visas the desk changes one by one: who could change them all so would not need a second person. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { CLOCK_TOLERANCE_SECONDS } from '#evisa/knowledge.ts'
import type { StatusChange, StoredVisa } from './visa-store.ts'

export const SINGLE_CHANGES_AN_HOUR = 100
const HOUR_SECONDS = 3600

/** Whether one person changes something by this: what a proposal carries out was approved by two. */
export function isSingleChange(before: StoredVisa['status'] | undefined, { status, proposal }: StatusChange): boolean {
  return proposal === undefined && before !== undefined && before !== 'revoked' && before !== status
}

/**
 * What was changed after the first and until the second time is of the hour that ends now. What a clock that was ahead
 * wrote would count for ever else, and nobody could revoke anything by himself.
 */
export function hourBefore(now: EpochSeconds): readonly [after: EpochSeconds, until: EpochSeconds] {
  return [now - HOUR_SECONDS, now + CLOCK_TOLERANCE_SECONDS]
}

/** Ends the transaction of a change that would be one too many: nothing of it may stay. */
export class MassAction extends Error {
  override name = 'MassAction'
}

/** What the transaction gives, or that it would have been one change too many. */
export async function orMassAction<T>(transaction: () => T | Promise<T>): Promise<T | 'mass-action'> {
  try {
    return await transaction()
  } catch (error) {
    if (error instanceof MassAction) return 'mass-action'
    throw error
  }
}
