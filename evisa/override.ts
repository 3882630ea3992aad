/** What a second person may answer for: an entry against the rules, but never against what proves the e-visa, or withdraws it. */
import { addDays, type EpochSeconds, startOfDay } from './civil-date.ts'
import type { OverrideCode } from './crossing-event.ts'
import type { Decision } from './decision.ts'
import type { Finding, Reason } from './reasons.ts'
import { fail, ok, type Result } from './result.ts'

/**
 * override/unproven: nothing proves this e-visa, or its key is compromised. override/withdrawn: the authority revoked or
 * replaced it; it reinstates the e-visa, or nobody passes. override/needless: there is nothing that a second person could overrule. override/repeated: this admission stands already. override/not-in-time: it was not the last day that was
 * missed, by a few hours and for nothing else.
 */
export type OverrideFault =
  | 'override/unproven'
  | 'override/withdrawn'
  | 'override/needless'
  | 'override/repeated'
  | 'override/not-in-time'

/** For a flight that was on block on the last day, and whose passengers reach the booth on the next. */
const ARRIVED_IN_TIME_SECONDS = 6 * 3600
// They speak against the credential itself, which no second person can vouch for.
const UNPROVEN: readonly Reason[] = ['signature/invalid', 'key/compromised']
// What the authority itself took back, a booth does not give again.
const WITHDRAWN: readonly Reason[] = ['status/replaced', 'status/revoked']
/** The store forgot it in a restore: it was withdrawn all the same. */
const isLostRevocation = ({ reason, detail }: Finding) => reason === 'status/lost' && detail?.status === 'revoked'
// The e-visa is proven here, and the store has lost it: the server counts an entry that a second person answers for.
const ANSWERED_FOR: readonly string[] = ['unknown-visa']

/** What the server said of an admission that it did not take. */
export interface NotTaken {
  readonly because: string
  /** It waits for a review. What the server refused it refuses again, whoever answers for it. */
  readonly isHeld: boolean
}

/**
 * Gives the reasons that a supervisor overrules who lets this person enter under this code; fails where nobody may.
 * `said`: where the server said what no rule says.
 */
export function mayOverride(
  decision: Decision,
  code: OverrideCode,
  now: EpochSeconds,
  said?: NotTaken,
): Result<readonly string[], OverrideFault> {
  const { visa, audience, outcome, findings } = decision
  const found = (kind: readonly Reason[]) => findings.some(({ reason }) => kind.includes(reason))
  if (visa === null || audience !== 'entry' || found(UNPROVEN)) return fail('override/unproven')
  if (found(WITHDRAWN) || findings.some(isLostRevocation)) return fail('override/withdrawn')
  if (outcome === 'clear') return fail('override/needless')
  if (found(['entries/repeated'])) return fail('override/repeated')
  if (code === 'ARRIVED_IN_TIME' && !hasArrivedInTime(decision, visa.valid_until, now)) {
    return fail('override/not-in-time')
  }
  const against = findings.filter((finding) => finding.outcome !== 'clear').map(({ reason }) => reason)
  const overrules = [...against, ...ANSWERED_FOR.filter((answer) => said?.isHeld && answer === said.because)]
  return overrules.length === 0 ? fail('override/needless') : ok(overrules)
}

function hasArrivedInTime({ reason, findings }: Decision, validUntil: string, now: EpochSeconds): boolean {
  const refusals = findings.filter(({ outcome }) => outcome === 'refuse')
  const end = startOfDay(addDays(validUntil, 1))
  return reason === 'dates/expired' && refusals.length === 1 && now < end + ARRIVED_IN_TIME_SECONDS
}
