/** What second line does with a referral, as it is recorded: taken, handed back, or closed with a text. */

import { knewNow, recordFact } from './event-fields.ts'
import type { Platform } from './scanner.ts'
import { takesReferrals } from './wire-of-server.ts'

export interface SecondLineGiven {
  /** The id of the referral. */
  readonly referral: string
  /** Null where the referral names none. */
  readonly visaNumber: string | null
  readonly did: 'taken' | 'handed-back' | 'closed'
  /** How it was closed, where no crossing or refusal closes it. */
  readonly text: string | null
  readonly checkpoint: string
  readonly operator: string | null
}

/** Null where the server takes no such record yet. Throws `AccessEnded`, and `StorageFailed` where nothing was recorded. */
export async function recordSecondLine(given: SecondLineGiven, platform: Platform) {
  if (!(await takesReferrals(platform))) return null
  const { referral, visaNumber, did, text, checkpoint, operator } = given
  const event = {
    id: platform.newId(),
    visa_number: visaNumber,
    action: 'second-line',
    referral,
    did,
    ...(text !== null && { text }),
    checkpoint,
    ...(operator !== null && { operator }),
    ...(platform.shift !== undefined && { shift: platform.shift }),
    at: platform.now(),
    knew: await knewNow(platform),
  } as const
  return recordFact(event, platform)
}
