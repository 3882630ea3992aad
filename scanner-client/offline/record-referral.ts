/** Sending somebody to second line, as it is recorded: it uses up nothing, and second line's screen picks it up. */
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { BY_OFFICER } from '#evisa/refusal/officers-reasons.ts'
import { type Border, fieldsOf, recordFact, shownEvisa } from './event-fields.ts'
import { passportLines } from './passport-lines.ts'
import type { MadeRecord } from './record-crossing.ts'
import type { Platform, Scan } from './scanner.ts'
import { takesReferrals } from './wire-of-server.ts'

const MOST_REASONS = 20

/**
 * Records it for the reasons of the decision, or `why` before them (at most 40 characters). Null where the server takes
 * no referrals yet: nothing was signed. Throws `AccessEnded`, and `StorageFailed` where nothing was recorded.
 */
export async function recordReferral(
  scan: Pick<Scan, 'decision' | 'text' | 'said'>,
  situation: Border,
  operator: string | null,
  platform: Platform,
  why: string | null = null,
): Promise<MadeRecord | null> {
  if (!(await takesReferrals(platform))) return null
  const { decision } = scan
  const common = {
    ...fieldsOf(decision, situation, operator, platform),
    // It happens now, however long ago the decision was made.
    at: platform.now(),
    action: 'referral',
    crossing: situation.audience,
    reasons: reasonsOf(scan, why),
  } as const
  const passport = passportLines(situation.mrz)
  const event: NewCrossingEvent =
    decision.visa === null
      ? { ...common, visa_number: null, ...(passport !== null && { passport }) }
      : { ...common, visa_number: decision.visa.visa_number, ...shownEvisa(scan) }
  return { recorded: 'referral', ...(await recordFact(event, platform)) }
}

function reasonsOf({ decision, said }: Pick<Scan, 'decision' | 'said'>, why: string | null): string[] {
  const found = decision.findings.map(({ reason }) => reason)
  const all = [why, said?.because, ...found].filter((reason) => typeof reason === 'string')
  return all.length === 0 ? [BY_OFFICER] : [...new Set<string>(all)].slice(0, MOST_REASONS)
}
