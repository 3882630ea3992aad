/** A shift: where and for which flight this scanner works, who stands at it, and what was answered since it began. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { civilDateAt, type EpochSeconds, formatInstant, parseInstant } from '#evisa/civil-date.ts'
import { EventId } from '#evisa/crossing-event.ts'
import { isFarAhead, isLongPast } from '#evisa/flight.ts'
import { type Policy, policyOn } from '#evisa/policy.ts'
import type { Outcome } from '#evisa/reasons.ts'
import { flightNumber, parseSituation, type Situation } from '#evisa/situation.ts'
import type { ScannerRole } from '../../offline/scanner-store.ts'

const Count = Type.Integer({ minimum: 0 })
/** Nobody looks for an older one here: the records have it. */
const MOST_REFUSALS = 100

const Proof = Type.Object(
  {
    /** The event by which it began, and whose key that was. */
    event: Type.String({ maxLength: 40 }),
    person: Type.String({ maxLength: 80 }),
    until: Type.Integer(),
    /** A supervisor's key, for an officer who lost theirs. */
    pass: Type.Boolean(),
  },
  { additionalProperties: false },
)

const ShiftDocument = Type.Object(
  {
    checkpoint: Type.String({ maxLength: 40 }),
    /** Empty where none is named. */
    flight: Type.String({ maxLength: 8 }),
    /** A carrier's scheduled arrival, local time in Kazakhstan: `2026-11-22T23:50`; empty where it is not set yet. */
    arrival: Type.String({ maxLength: 16 }),
    operator: Type.String({ maxLength: 40 }),
    /** Missing where the badge was only typed. */
    proof: Type.Optional(Proof),
    began: Type.Integer(),
    clear: Count,
    refer: Count,
    refuse: Count,
    admitted: Count,
    exits: Count,
    turnedAway: Count,
    /** The ids of its refusals, whose forms may be printed again. */
    refusals: Type.Optional(Type.Array(EventId, { maxItems: MOST_REFUSALS })),
  },
  { additionalProperties: false },
)
export type Shift = Type.Static<typeof ShiftDocument>
export type ShiftSettings = Pick<Shift, 'checkpoint' | 'flight' | 'arrival' | 'operator'>
/** What an officer did, beside what was answered. */
export type Done = 'admitted' | 'exits' | 'turnedAway'

const shiftDocument = Compile(ShiftDocument)

export function beginShift(settings: ShiftSettings, began: EpochSeconds, proof?: Shift['proof']): Shift {
  return {
    ...settings,
    ...(proof !== undefined && { proof }),
    began,
    clear: 0,
    refer: 0,
    refuse: 0,
    admitted: 0,
    exits: 0,
    turnedAway: 0,
  }
}

/** A shift as it was kept; null for what is none. */
export function readShift(text: string | null): Shift | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return shiftDocument.Check(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** `before`: what the same person was answered a moment ago, which counts no more. */
export function countOutcome(shift: Shift, outcome: Outcome, before: Outcome | null = null): Shift {
  const without = before === null ? shift : { ...shift, [before]: Math.max(0, shift[before] - 1) }
  return { ...without, [outcome]: without[outcome] + 1 }
}

export function countDone(shift: Shift, done: Done): Shift {
  return { ...shift, [done]: shift[done] + 1 }
}

/** Remembers a refusal by its id: the newest come first. */
export function noteRefusal(shift: Shift, id: string): Shift {
  return { ...shift, refusals: [id, ...(shift.refusals ?? [])].slice(0, MOST_REFUSALS) }
}

/** `KC 104`, `kc104` and `KC0104` as it is written in a situation; null for what is no flight. */
export function flightOf(typed: string): string | null {
  const flight = flightNumber(typed)
  return /^[A-Z0-9]{2,3}[0-9]{1,4}[A-Z]?$/.test(flight) ? flight : null
}

// Nobody stands at a gate or a booth for longer.
const LONGEST_SHIFT_SECONDS = 16 * 3600

/**
 * Whether a shift that was kept is another day's, or its flight has landed: nobody is judged by it any more. One that
 * begins long after now was begun by a clock that was ahead, and would never run out; a clock that was only turned back
 * a little ends no shift, and is told with the verdict.
 */
export function isOver({ began, arrival }: Shift, now: EpochSeconds): boolean {
  return Math.abs(now - began) > LONGEST_SHIFT_SECONDS || !isLandingNear(arrival, now)
}

/** Whether passengers may be checked for this landing now: it is not long past, nor so far ahead that its day is wrong. */
export function isLandingNear(local: string, now: EpochSeconds): boolean {
  const landing = parseInstant(arrivalInstant(local) ?? '')
  return !isLongPast(landing, now) && !isFarAhead(landing, now)
}

export interface Asking {
  readonly role: ScannerRole
  /** Whether the person leaves, which only the border asks. */
  readonly exit: boolean
  readonly mrz: string | null
}

/** The situation of a scan in this shift; null while something that it needs is not set. */
export function situationOf(shift: Shift, { role, exit, mrz }: Asking): Situation | null {
  const { checkpoint, flight, arrival } = shift
  const both = { checkpoint, ...(flight !== '' && { flight }), ...(mrz !== null && { mrz }) }
  const situation = parseSituation(
    role === 'carrier'
      ? { audience: 'carrier', arrival: arrivalInstant(arrival) ?? '', ...both }
      : { audience: exit ? 'exit' : 'entry', ...both },
  )
  return situation.ok ? situation.value : null
}

/** The checkpoints that a shift may choose from, by the policy in force on this day; none while there is no policy. */
export function checkpointsOf(policy: Policy | null, now: EpochSeconds, role: ScannerRole) {
  const inForce = policy === null ? null : policyOn(policy, civilDateAt(now))
  const all = inForce === null ? [] : [...inForce.checkpoints.values()]
  return role === 'carrier' ? all.filter(({ kind }) => kind === 'air') : all
}

/** A local time in Kazakhstan, which is UTC+5 everywhere, with its offset; null for what is none. */
export function arrivalInstant(local: string): string | null {
  const instant = `${local}:00+05:00`
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) && parseInstant(instant) !== null ? instant : null
}

/** The local time in Kazakhstan in the form of a date and time field. */
export function localTime(at: EpochSeconds): string {
  return formatInstant(at).slice(0, 16)
}

// How a link names each setting; null for what is not of the form.
const LINKED: Readonly<Record<keyof ShiftSettings, (text: string) => string | null>> = {
  flight: flightOf,
  checkpoint: (text) => (/^[A-Za-z0-9-]{2,40}$/.test(text) ? text : null),
  arrival: (text) => {
    // A browser may add the seconds.
    const local = text.replace(/:\d\d$/, (seconds) => (text.length === 19 ? '' : seconds))
    if (arrivalInstant(local) !== null) return local
    const at = parseInstant(text.replaceAll(' ', '+'))
    return at === null ? null : localTime(at)
  },
  operator: (text) => (/^[^\p{C}]{1,40}$/u.test(text) ? text : null),
}

/**
 * What a link names of a shift (`/scan/#flight=KC104&checkpoint=NQZ&arrival=2026-11-22T23:50`, local in Kazakhstan or with
 * an offset): check-in software opens the scanner with it. What is named and not of the form is empty.
 */
export function shiftOfLink(hash: string): Partial<ShiftSettings> {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const named = (Object.keys(LINKED) as (keyof ShiftSettings)[]).filter((name) => given.has(name))
  return Object.fromEntries(named.map((name) => [name, LINKED[name](given.get(name) ?? '') ?? '']))
}

/**
 * The shift that goes on, or begins, by what a link names. Another flight or place is another shift, and so is that of
 * another day: nothing of the one before is left but who stands here, its arrival least of all. A landing that nobody may
 * be checked for now is left out, and asked for.
 */
export function shiftByLink(current: Shift, linked: Partial<ShiftSettings>, now: EpochSeconds): Shift {
  const isSame = (['flight', 'checkpoint'] as const).every((name) => (linked[name] ?? current[name]) === current[name])
  const given = isLandingNear(linked.arrival ?? '', now) ? linked : { ...linked, arrival: '' }
  if (isSame && !isOver(current, now)) return { ...current, ...given }
  return beginShift({ checkpoint: '', flight: '', arrival: '', operator: current.operator, ...given }, now)
}
