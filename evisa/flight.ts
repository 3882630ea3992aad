/** A flight that a carrier checks: which one, its first landing in Kazakhstan, and whether it may be checked now. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { civilDateAt, type EpochSeconds, formatInstant, isCivilDate, parseInstant, startOfDay } from './civil-date.ts'
import { findCheckpoint, type Policy, policyOn } from './policy.ts'
import { fail, ok, type Result } from './result.ts'
import { Flight, flightNumber, type Situation } from './situation.ts'

/** A flight as somebody names it, before it is looked at. */
export interface GivenFlight {
  readonly flight?: string | undefined
  readonly checkpoint?: string | undefined
  readonly arrival?: string | undefined
  readonly departure?: string | null | undefined
}

export const FlightPlan = Type.Object(
  {
    flight: Flight,
    checkpoint: Type.String({ description: 'Airport of the first landing in Kazakhstan, e.g. NQZ' }),
    arrival: Type.String({ description: 'Scheduled arrival there, RFC 3339' }),
    departure: Type.Union([Type.String(), Type.Null()], { description: 'Scheduled departure, RFC 3339' }),
  },
  { additionalProperties: false },
)
export type FlightPlan = Type.Static<typeof FlightPlan>

/** What is wrong with a flight: the member, and what to do. */
export interface FlightFault {
  readonly field: keyof GivenFlight
  readonly rule: string
  readonly message: string
}

const OPENS_SECONDS = 48 * 3600
// Without a departure the longest flight is assumed.
const LONGEST_FLIGHT_SECONDS = 20 * 3600
const isFlight = Compile(Flight)
const LOCAL = /^(\d{4}-\d{2}-\d{2}|\d{2}\.\d{2}\.\d{4})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/

/**
 * Whether an arrival is so long past that nobody boards for it: the answer for that day must not make an e-visa that has
 * expired since then green. A late flight lands hours after its schedule.
 */
export function isLongPast(arrival: EpochSeconds | null, now: EpochSeconds): boolean {
  return arrival !== null && now - arrival > 6 * 3600
}

/** Whether an arrival is so far ahead that no flight boards for it yet: one digit of its day is wrong. */
export function isFarAhead(arrival: EpochSeconds | null, now: EpochSeconds): boolean {
  return arrival !== null && arrival - now > OPENS_SECONDS + LONGEST_FLIGHT_SECONDS
}

/** What keeps a single passenger from being asked about, in words; null where nothing does. */
export function arrivalFault(situation: Situation, now: EpochSeconds): string | null {
  const arrival = situation.audience === 'carrier' ? parseInstant(situation.arrival) : null
  if (arrival === null || !isFarAhead(arrival, now)) return null
  const opens = formatInstant(arrival - OPENS_SECONDS - LONGEST_FLIGHT_SECONDS)
  return `situation.arrival is too far ahead: look at its day and month; it is asked about from 68 hours before, ${opens}`
}

/**
 * Reads a flight: its number with or without spaces, its times as RFC 3339 or as local time in Kazakhstan
 * (`2026-11-22 23:50`, `22.11.2026 23:50`), its airport by the signed policy. Fails with every fault that it has.
 */
export function readFlight(
  given: GivenFlight,
  policy: Policy | null,
  now: EpochSeconds,
): Result<FlightPlan, readonly FlightFault[]> {
  const faults: FlightFault[] = []
  const flight = flightNumber(given.flight ?? '')
  if (!isFlight.Check(flight)) faults.push(fault('flight', 'format', 'is a flight number such as KC104'))
  const arrival = readTime(given.arrival ?? '')
  const hasDeparture = given.departure !== undefined && given.departure !== null && given.departure !== ''
  const departure = hasDeparture ? readTime(given.departure ?? '') : null
  if (arrival === null) faults.push(fault('arrival', 'format', TIME))
  if (hasDeparture && departure === null) faults.push(fault('departure', 'format', TIME))
  if (arrival !== null) faults.push(...timeFaults(arrival, departure, now))
  const inForce = policy === null ? null : policyOn(policy, civilDateAt(arrival ?? now))
  const id = (given.checkpoint ?? '').trim()
  const checkpoint = inForce === null ? undefined : findCheckpoint(inForce, id)
  if (checkpoint === undefined) {
    const airports = [...(inForce?.checkpoints.values() ?? [])].filter(({ international }) => international)
    const known = airports.map((one) => one.id).join(', ')
    faults.push(fault('checkpoint', 'known', `is not in the signed policy; e-visa holders may land at ${known}`))
  }
  if (faults.length > 0 || arrival === null || checkpoint === undefined) return fail(faults)
  return ok({
    flight,
    checkpoint: checkpoint.id,
    arrival: formatInstant(arrival),
    departure: departure === null ? null : formatInstant(departure),
  })
}

const TIME = 'is a time such as 2026-11-22T23:50:00+05:00, or local time in Kazakhstan: 2026-11-22 23:50'

function timeFaults(arrival: EpochSeconds, departure: EpochSeconds | null, now: EpochSeconds): FlightFault[] {
  if (isLongPast(arrival, now))
    return [fault('arrival', 'past', `is past (${formatInstant(arrival)}): give the arrival that is expected now`)]
  if (departure !== null && departure >= arrival)
    return [
      fault('departure', 'order', 'is not before the arrival: both are times with an offset, or local in Kazakhstan'),
    ]
  if (departure !== null && arrival - departure > LONGEST_FLIGHT_SECONDS)
    return [fault('arrival', 'length', 'is over 20 hours after the departure: give both as they are expected now')]
  const opens = (departure ?? arrival - LONGEST_FLIGHT_SECONDS) - OPENS_SECONDS
  if (now >= opens) return []
  const field = departure === null ? 'arrival' : 'departure'
  return [
    fault(
      field,
      'opens',
      `is too far ahead: a flight is checked from 48 hours before departure, ${formatInstant(opens)}`,
    ),
  ]
}

function fault(field: keyof GivenFlight, rule: string, message: string): FlightFault {
  return { field, rule, message }
}

/** A time as people write it: RFC 3339, or local in Kazakhstan; null for what is none. */
export function readTime(text: string): EpochSeconds | null {
  const typed = text.trim()
  const [, date = '', hour, minute, second] = LOCAL.exec(typed) ?? []
  if (date === '') return parseInstant(typed)
  const day = date.includes('.') ? date.split('.').reverse().join('-') : date
  if (!isCivilDate(day)) return null
  return startOfDay(day) + Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0)
}
