/** The refusal of somebody whose code proved nothing, or who had none, by the lines of the passport where there are any. */
import { type Border, fieldsOf, recordFact } from './event-fields.ts'
import { passportLines } from './passport-lines.ts'
import type { MadeRecord } from './record-crossing.ts'
import type { Platform, Scan } from './scanner.ts'
import { takesReferrals } from './wire-of-server.ts'

/** Whether it is such a refusal. */
export function isUnprovenRefusal({ audience, visa }: Scan['decision']): boolean {
  return audience === 'entry' && visa === null
}

/**
 * `why`: at most 40 characters, in the place of the decision's reason. Null where the server takes no such record yet. Throws
 * a TypeError for an e-visa that is proven, `AccessEnded`, and `StorageFailed` where nothing was recorded.
 */
export async function recordUnprovenRefusal(
  { decision }: Pick<Scan, 'decision'>,
  situation: Border,
  operator: string | null,
  platform: Platform,
  why: string | null,
  referral: string | null = null,
): Promise<MadeRecord | null> {
  if (!isUnprovenRefusal(decision)) throw new TypeError('a proven e-visa is refused by its number')
  if (!(await takesReferrals(platform))) return null
  const passport = passportLines(situation.mrz)
  const event = {
    ...fieldsOf(decision, situation, operator, platform),
    visa_number: null,
    action: 'refusal',
    reason: why ?? decision.reason,
    ...(passport !== null && { passport }),
    ...(referral !== null && { referral }),
  } as const
  return { recorded: 'refusal', ...(await recordFact(event, platform)) }
}
