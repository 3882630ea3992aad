/** The exit of somebody whose code proved nothing, by the lines of the passport: an exit is always recorded. */
import { type Border, basisOf, fieldsOf, recordFact } from './event-fields.ts'
import { passportLines } from './passport-lines.ts'
import type { MadeRecord } from './record-crossing.ts'
import type { Platform, Scan } from './scanner.ts'
import { takesReferrals } from './wire-of-server.ts'

/** Whether it is such an exit; the lines may still have to be read. */
export function isUnprovenExit({ audience, visa }: Scan['decision']): boolean {
  return audience === 'exit' && visa === null
}

/**
 * Null where the server takes no such record yet. Throws a TypeError for an e-visa that is proven or a passport that was
 * not read, `AccessEnded`, and `StorageFailed` where nothing was recorded.
 */
export async function recordUnprovenExit(
  { decision }: Pick<Scan, 'decision'>,
  situation: Border,
  operator: string | null,
  platform: Platform,
  referral: string | null = null,
): Promise<MadeRecord | null> {
  const passport = passportLines(situation.mrz)
  if (!isUnprovenExit(decision) || passport === null) {
    throw new TypeError('an exit without a proven e-visa takes the lines of the passport')
  }
  if (!(await takesReferrals(platform))) return null
  const event = {
    ...fieldsOf(decision, situation, operator, platform),
    visa_number: null,
    action: 'exit',
    basis: basisOf(decision),
    reason: decision.reason,
    passport,
    ...(referral !== null && { referral }),
  } as const
  return { recorded: 'exit', ...(await recordFact(event, platform)) }
}
