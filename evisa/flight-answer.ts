/** The answer about one passenger of a flight's list: a decision about an e-visa, an exemption, or what kept the row from being checked. */
import { type CivilDate, civilDateAt, type EpochSeconds, parseInstant } from './civil-date.ts'
import type { CarrierFacts, Decision } from './decision.ts'
import type { FlightPlan } from './flight.ts'
import {
  FLIGHT_OUTCOMES,
  type FlightOutcome,
  type FlightReason,
  isListReason,
  LIST_REASONS,
  type ListReason,
} from './flight-reasons.ts'
import { flightInstructionFor, flightWordFor } from './instructions.ts'
import type { Knowledge } from './knowledge.ts'
import type { Localized } from './language.ts'
import type { ListedPassenger, Passenger } from './passenger.ts'
import { policyOn } from './policy.ts'
import { type Finding, type Outcome, outcomeOf, type Reason } from './reasons.ts'
import { knowledgeFault } from './rules.ts'
import type { CarrierSituation } from './situation.ts'
import { agesOf, type KnownArtefact } from './staleness.ts'
import { ISSUING_STATE } from './visa-claims.ts'

/** What was found about a passenger, and what it rests on. */
export interface PassengerResult {
  readonly row: number
  readonly reference: string | null
  readonly outcome: FlightOutcome
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

/** What a list is judged by. */
export interface FlightQuestion {
  readonly flight: FlightPlan
  readonly knowledge: Knowledge
  readonly now: EpochSeconds
}

/** How an e-visa is asked about for this passenger. */
export function situationOfPassenger({ flight, checkpoint, arrival }: FlightPlan, passenger: Passenger) {
  const { passport_number: number, nationality, birth_date, passport_expires: expires } = passenger
  const stated = {
    ...(number && { number }),
    ...(nationality && { nationality }),
    ...(birth_date && { birth_date }),
    ...(expires && { expires }),
  }
  const situation: CarrierSituation = { audience: 'carrier', checkpoint, arrival, flight }
  return Object.keys(stated).length === 0 ? situation : { ...situation, stated_passport: stated }
}

/** A row's answer that rests on no e-visa, for a reason of the list or of the knowledge. */
export function answerFromList(
  { row, reference }: Pick<ListedPassenger, 'row' | 'reference'>,
  reason: ListReason | Reason,
  { flight, knowledge, now }: FlightQuestion,
  detail: PassengerResult['detail'] = {},
): PassengerResult {
  return {
    row,
    reference,
    outcome: isListReason(reason) ? LIST_REASONS[reason] : (outcomeOf(reason, 'carrier') ?? 'refer'),
    reason,
    detail,
    findings: [],
    asked_for: dayOfLanding(flight, now),
    decided_at: now,
    online: knowledge.online,
    knew: agesOf(knowledge, null, now),
    not_known: knowledge.online ? [] : ['server'],
    visa: null,
  }
}

/**
 * The answer that needs no look at an e-visa: crew, a passenger without one, a row that was not understood or stands
 * there twice. Null where an e-visa was given. Nobody is exempted by data that is not to be believed any more.
 */
export function answerWithoutEvisa(
  listed: ListedPassenger,
  duplicateOf: number | undefined,
  question: FlightQuestion,
): PassengerResult | null {
  const answer = (reason: ListReason | Reason, detail?: PassengerResult['detail']) =>
    answerFromList(listed, reason, question, detail)
  if (!listed.passenger.ok) return answer('row/invalid', { fault: listed.passenger.error })
  if (duplicateOf !== undefined) return answer('row/duplicate', { row: duplicateOf })
  const { type, text, visa_number, nationality } = listed.passenger.value
  // An e-visa that was given is looked at, whoever brings it.
  if (text !== undefined || visa_number !== undefined) return null
  if (type === 'crew') return answer('exempt/crew')
  if (nationality === ISSUING_STATE) return answer('exempt/own-citizen')
  const { flight, knowledge, now } = question
  const day = dayOfLanding(flight, now)
  const days = nationality === undefined ? undefined : visaFreeDays(nationality, day, knowledge)
  if (days === undefined) return answer('evisa/none-given')
  const fault = knowledgeFault(knowledge, day, now)
  return fault === null ? answer('exempt/visa-free', { days }) : answer(fault)
}

/** A decision about the e-visa of a passenger, in the passenger's row. */
export function answerOfDecision({ row, reference }: ListedPassenger, decision: Decision): PassengerResult {
  const { outcome, reason, findings, asked_for, decided_at, online, knew, not_known, visa } = decision
  return { row, reference, outcome, reason, detail: {}, findings, asked_for, decided_at, online, knew, not_known, visa }
}

// What others know sooner than a scanner does, and no other day or airport changes.
const HEARD: ReadonlySet<FlightReason> = new Set<Reason>([
  'key/compromised',
  'status/revoked',
  'status/suspended',
  'entries/used-up',
])

/** A scanner that decides alone takes nothing back that the server, which knew more, said of the same e-visa before. */
export function withWhatWasHeard(
  result: PassengerResult,
  before: Pick<PassengerResult, 'outcome' | 'reason' | 'findings'> | undefined,
): PassengerResult {
  if (before === undefined || before.reason === null || !HEARD.has(before.reason)) return result
  const { outcome, findings } = before
  const reason = before.reason as Reason
  if (FLIGHT_OUTCOMES.indexOf(outcome) >= FLIGHT_OUTCOMES.indexOf(result.outcome)) return result
  const heard = findings.find((finding) => finding.reason === reason) ?? { reason, outcome: outcome as Outcome }
  return { ...result, outcome, reason, findings: [heard, ...result.findings] }
}

/**
 * An e-visa lets one person in: who brings one that another row of the flight has brought is answered as a duplicate.
 * `rows` holds the row of each e-visa that was proven so far, and takes this one.
 */
export function oneRowAnEvisa(
  result: PassengerResult,
  rows: Map<string, number>,
  question: FlightQuestion,
): PassengerResult {
  if (result.visa === null) return result
  const { visa_number: number } = result.visa
  const other = rows.get(number)
  if (other === undefined || other === result.row) {
    rows.set(number, result.row)
    return result
  }
  // One that is refused anyway stays so.
  return result.outcome === 'refuse' ? result : answerFromList(result, 'row/duplicate', question, { row: other })
}

/** Puts a result into words. */
export function answerInWords(result: PassengerResult, changedFrom: PreviousAnswer | null): FlightAnswer {
  const { online: _, knew: _knew, not_known: _not, ...answer } = result
  return {
    ...answer,
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

function dayOfLanding({ arrival }: FlightPlan, now: EpochSeconds): CivilDate {
  return civilDateAt(parseInstant(arrival) ?? now)
}

function visaFreeDays(nationality: string, day: CivilDate, { policy }: Knowledge): number | undefined {
  const free = policy === null ? undefined : policyOn(policy, day)?.visa_free
  return free !== undefined && Object.hasOwn(free, nationality) ? free[nationality] : undefined
}
