/** A row of a flight's list: what is asked about it, put together once, and the one answer that comes of it. */
import { type CivilDate, civilDateAt, type EpochSeconds, parseInstant } from './civil-date.ts'
import type { CarrierFacts, Decision } from './decision.ts'
import type { FlightPlan } from './flight.ts'
import type { PassengerResult } from './flight-answer.ts'
import { type FlightReason, isListReason, LIST_REASONS } from './flight-reasons.ts'
import type { Knowledge } from './knowledge.ts'
import { findDuplicates, type ListedPassenger, type Passenger } from './passenger.ts'
import { policyOn } from './policy.ts'
import { outcomeOf } from './reasons.ts'
import type { CheckedDocument } from './receipt-of-check.ts'
import { knowledgeFault } from './rules.ts'
import type { CarrierSituation } from './situation.ts'
import { isSpecimen } from './specimen.ts'
import { agesOf } from './staleness.ts'
import { ISSUING_STATE } from './visa-claims.ts'
import { formatVisaNumber } from './visa-number.ts'

export interface Asked {
  readonly listed: ListedPassenger
  /** How its e-visa is asked about. */
  readonly situation: CarrierSituation
  /** As far as the row names one. */
  readonly document: CheckedDocument
  /** The row above it that says the same; null where none does. */
  readonly duplicateOf: number | null
  /** The e-visa that is to be looked at; null where the row names none, or says what another has said. */
  readonly evisa: NamedEvisa | null
}

export type NamedEvisa =
  | { readonly by: 'code'; readonly text: string }
  | { readonly by: 'number'; readonly number: string; readonly passportNumber: string; readonly birthDate: string }

/** What a look at the e-visa gave: a decision, or the reason why nobody looked; null where there is none to look at. */
export type Look = Decision | FlightReason | null

/** What the rows of a list are answered by. */
export interface RowContext {
  readonly knowledge: Knowledge
  readonly now: EpochSeconds
  /** The row of each e-visa that was proven so far. An answer adds its own. */
  readonly rowsOfEvisas: Map<string, number>
}

/** Asks about every row of a list, in its order. */
export function askList(list: readonly ListedPassenger[], flight: FlightPlan): Asked[] {
  const duplicates = findDuplicates(list)
  return list.map((listed) => askRow(listed, flight, duplicates.get(listed.row)))
}

export function askRow(listed: ListedPassenger, flight: FlightPlan, duplicateOf: number | null = null): Asked {
  const passenger = listed.passenger.ok ? listed.passenger.value : {}
  const { text, visa_number: visaNumber = null, passport_number: passportNumber = null } = passenger
  return {
    listed,
    situation: situationOf(flight, passenger),
    document: { visaNumber, passportNumber, text: visaNumber === null ? (text ?? null) : null },
    duplicateOf,
    evisa: duplicateOf === null ? evisaOf(passenger) : null,
  }
}

/** Decides what comes of a row. Throws a TypeError where its e-visa was to be looked at and was not. */
export function answerRow(asked: Asked, look: Look, context: RowContext): PassengerResult {
  if (look === null) return answerWithoutLook(asked, context)
  if (typeof look === 'string') return answerFor(look, asked, context)
  const { row, reference } = asked.listed
  const { outcome, specimen, reason, findings, asked_for, decided_at, online, knew, not_known, visa } = look
  const first = visa === null ? row : firstRowOf(visa, row, context)
  const fault = visa === null || outcome === 'refuse' ? null : otherNumber(asked, visa)
  if (fault !== null) return answerFor('row/invalid', asked, context, { fault })
  // An e-visa lets one person in, however it was given. One that is refused anyway stays so.
  if (first !== row && outcome !== 'refuse') return answerFor('row/duplicate', asked, context, { row: first })
  // What a spreadsheet did to a number is told in the row's own words.
  const close = findings.find((finding) => finding.reason === reason)?.detail?.close
  const detail = close === undefined ? {} : { close }
  const said = { outcome, specimen, reason, detail, findings, asked_for, decided_at, online, knew, not_known, visa }
  return { row, reference, ...said }
}

/** What an answer is about: the e-visa that was proven, or else what was given. */
export function documentOf({ document }: Pick<Asked, 'document'>, visa: CarrierFacts | null): CheckedDocument {
  if (visa === null) return document
  return { visaNumber: visa.visa_number, passportNumber: visa.passport_number, text: null }
}

function situationOf({ flight, checkpoint, arrival }: FlightPlan, passenger: Passenger): CarrierSituation {
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

function evisaOf({ text, visa_number: number, passport_number = '', birth_date = '' }: Passenger): NamedEvisa | null {
  if (text !== undefined) return { by: 'code', text }
  return number === undefined ? null : { by: 'number', number, passportNumber: passport_number, birthDate: birth_date }
}

/** Crew, a passenger without an e-visa, a row that was not understood or says what another has said. */
function answerWithoutLook(asked: Asked, context: RowContext): PassengerResult {
  const { listed, situation, duplicateOf, evisa } = asked
  const answer = (reason: FlightReason, detail?: PassengerResult['detail']) => answerFor(reason, asked, context, detail)
  if (!listed.passenger.ok) return answer('row/invalid', { fault: listed.passenger.error })
  if (duplicateOf !== null) return answer('row/duplicate', { row: duplicateOf })
  // Whoever brings an e-visa, crew too, is answered by what it says.
  if (evisa !== null) throw new TypeError('an e-visa that was given is looked at')
  const { type, nationality } = listed.passenger.value
  if (type === 'crew') return answer('exempt/crew')
  if (nationality === ISSUING_STATE) return answer('exempt/own-citizen')
  const { knowledge, now } = context
  const day = dayOfLanding(situation, now)
  const days = nationality === undefined ? undefined : visaFreeDays(nationality, day, knowledge)
  if (days === undefined) return answer('evisa/none-given')
  // Nobody is exempted by data that is not to be believed any more.
  const fault = knowledgeFault(knowledge, day, now)
  return fault === null ? answer('exempt/visa-free', { days }) : answer(fault)
}

/** The answer that rests on no e-visa. */
function answerFor(
  reason: FlightReason,
  { listed: { row, reference }, situation }: Asked,
  { knowledge, now }: RowContext,
  detail: PassengerResult['detail'] = {},
): PassengerResult {
  return {
    row,
    reference,
    outcome: isListReason(reason) ? LIST_REASONS[reason] : (outcomeOf(reason, 'carrier') ?? 'refer'),
    specimen: isSpecimen(knowledge.trust),
    reason,
    detail,
    findings: [],
    asked_for: dayOfLanding(situation, now),
    decided_at: now,
    online: knowledge.online,
    knew: agesOf(knowledge, null, now),
    not_known: knowledge.online ? [] : ['server'],
    visa: null,
  }
}

/** The row that brought an e-visa first; this one, where none did before. */
function firstRowOf({ visa_number: number }: CarrierFacts, row: number, { rowsOfEvisas }: RowContext): number {
  const first = rowsOfEvisas.get(number) ?? row
  rowsOfEvisas.set(number, first)
  return first
}

/** What is wrong where a row names another e-visa by its number than by its code: nobody knows which is the passenger's. */
function otherNumber({ listed: { passenger } }: Asked, { visa_number: found }: CarrierFacts): string | null {
  const given = passenger.ok ? passenger.value.visa_number : undefined
  if (given === undefined || given === found) return null
  return `its code is of the e-visa ${formatVisaNumber(found)}, its visa_number of another`
}

function dayOfLanding({ arrival }: CarrierSituation, now: EpochSeconds): CivilDate {
  return civilDateAt(parseInstant(arrival) ?? now)
}

function visaFreeDays(nationality: string, day: CivilDate, { policy }: Knowledge): number | undefined {
  const free = policy === null ? undefined : policyOn(policy, day)?.visa_free
  return free !== undefined && Object.hasOwn(free, nationality) ? free[nationality] : undefined
}
