/** The answer about one passenger of a flight's list: a decision about an e-visa, an exemption, or what kept the row from being checked. */
import type { CivilDate, EpochSeconds } from './civil-date.ts'
import type { CarrierFacts } from './decision.ts'
import { FLIGHT_OUTCOMES, type FlightOutcome, type FlightReason } from './flight-reasons.ts'
import { flightInstructionFor, flightWordFor } from './instructions.ts'
import type { Localized } from './language.ts'
import { type Finding, isGraver, type Reason } from './reasons.ts'
import type { KnownArtefact } from './staleness.ts'

/** What was found about a passenger, and what it rests on. */
export interface PassengerResult {
  readonly row: number
  readonly reference: string | null
  readonly outcome: FlightOutcome
  /** As in a decision: the keys are a demonstration's. */
  readonly specimen: boolean
  readonly reason: FlightReason | null
  /** Facts that the instruction names: a row, a number of days, what was wrong. */
  readonly detail: Readonly<Record<string, string | number>>
  readonly findings: readonly Finding[]
  readonly asked_for: CivilDate
  readonly decided_at: EpochSeconds
  readonly online: boolean
  readonly knew: readonly KnownArtefact[]
  readonly not_known: readonly string[]
  readonly visa: CarrierFacts | null
}

/** A result in words, as a table shows it. */
export interface FlightAnswer extends Omit<PassengerResult, 'online' | 'knew' | 'not_known'> {
  readonly word: Localized
  readonly instruction: Localized
  /** What it was before the flight or the e-visa changed. */
  readonly changed_from: PreviousAnswer | null
}

export type PreviousAnswer = Pick<PassengerResult, 'outcome' | 'reason'>

// What others know sooner than a scanner does, and no other day or airport changes.
const HEARD: ReadonlySet<Reason> = new Set<Reason>([
  'key/compromised',
  'status/replaced',
  'status/revoked',
  'status/suspended',
  'status/lost',
  'entries/used-up',
  'entries/stay-open',
])

/**
 * A scanner that decides alone takes nothing back that the server, which knew more, said of the same e-visa before,
 * whether it led there or stood under another reason.
 */
export function withWhatWasHeard(
  result: PassengerResult,
  before: Pick<PassengerResult, 'findings'> | undefined,
): PassengerResult {
  const own = result.findings.map(({ reason }) => reason)
  const heard = (before?.findings ?? []).filter(({ reason }) => HEARD.has(reason) && !own.includes(reason))
  const [first, ...others] = heard
  if (first === undefined) return result
  const findings = [...heard, ...result.findings]
  const { outcome, reason } = others.reduce((worst, one) => (isGraver(one.outcome, worst.outcome) ? one : worst), first)
  if (FLIGHT_OUTCOMES.indexOf(outcome) >= FLIGHT_OUTCOMES.indexOf(result.outcome)) return { ...result, findings }
  return { ...result, outcome, reason, detail: {}, findings }
}

/** Puts a result into words. */
export function answerInWords(result: PassengerResult, changedFrom: PreviousAnswer | null): FlightAnswer {
  const { online: _, knew: _knew, not_known: _not, ...answer } = result
  return {
    ...answer,
    // One that was kept before there were specimens does not say.
    specimen: result.specimen === true,
    word: flightWordFor(result.outcome),
    instruction: flightInstructionFor(result.reason, result.detail),
    changed_from: changedFrom,
  }
}

/** How many of a list have each outcome. */
export interface FlightCounts {
  readonly clear: number
  readonly refer: number
  readonly refuse: number
  readonly not_applicable: number
}

export function countOutcomes(outcomes: Iterable<FlightOutcome>): FlightCounts {
  const counts = { clear: 0, refer: 0, refuse: 0, not_applicable: 0 }
  for (const outcome of outcomes) counts[outcome === 'not-applicable' ? 'not_applicable' : outcome] += 1
  return counts
}

/** Exceptions first, then as the list has them. */
export function byUrgency(
  one: Pick<PassengerResult, 'outcome' | 'row'>,
  other: Pick<PassengerResult, 'outcome' | 'row'>,
): number {
  const place = FLIGHT_OUTCOMES.indexOf(one.outcome) - FLIGHT_OUTCOMES.indexOf(other.outcome)
  return place === 0 ? one.row - other.row : place
}
