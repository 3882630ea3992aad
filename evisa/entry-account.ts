/** What the crossings of a visa come to: how many entries are used, whether a stay is open, and what is one too many. */
import Type from 'typebox'
import { addDays, type CivilDate, civilDateAt } from './civil-date.ts'
import { type CrossingAction, type CrossingEvent, DeviceId, EventId, isOfVisa } from './crossing-event.ts'
import { Instant } from './root.ts'
import type { VisaClaims } from './visa-claims.ts'
import { VISA_NUMBER_PATTERN } from './visa-number.ts'

export const Standing = Type.Union(
  [Type.Literal('counts'), Type.Literal('accepted'), Type.Literal('refused'), Type.Literal('held')],
  {
    description:
      'counts: a fact. accepted: held at first, or a void that needed it, and the authority let it count. refused: an online entry that came too late. held: waits for the authority',
  },
)
export type Standing = Type.Static<typeof Standing>

/** Shifts are nobody's e-visa. */
const ACTIONS = ['entry', 'exit', 'refusal', 'void', 'override', 'referral', 'second-line', 'unresolved'] as const
const Action = Type.Unsafe<CrossingAction>(Type.Union(ACTIONS.map((action) => Type.Literal(action))))

/** What the ledger tells of an event. */
export const Crossing = Type.Object(
  {
    id: EventId,
    visa_number: Type.String({ pattern: VISA_NUMBER_PATTERN }),
    action: Action,
    device: DeviceId,
    checkpoint: Type.String({ minLength: 1, maxLength: 40 }),
    at: Instant,
    instead_of: Type.Optional(EventId),
    override: Type.Optional(EventId),
    voids: Type.Optional(EventId),
    supervised: Type.Optional(Type.Literal(true)),
    standing: Standing,
  },
  { additionalProperties: false },
)
export type Crossing = Type.Static<typeof Crossing>

/** What the ledger tells of an event of this standing. Throws a TypeError for one that is about nobody's e-visa. */
export function crossingOf(event: CrossingEvent, standing: Standing): Crossing {
  if (!isOfVisa(event)) throw new TypeError("this event is about nobody's e-visa")
  const { id, visa_number, action, device, checkpoint, at } = event
  return {
    id,
    visa_number,
    action,
    device,
    checkpoint,
    at,
    ...('instead_of' in event && event.instead_of !== undefined && { instead_of: event.instead_of }),
    ...('override' in event && event.override !== undefined && { override: event.override }),
    ...('voids' in event && { voids: event.voids }),
    ...('supervisor' in event && event.supervisor !== undefined && { supervised: true as const }),
    standing,
  }
}

/** What the crossings of one visa come to. */
export interface EntryAccount {
  readonly used: number
  /** The last entry, if no exit followed it. */
  readonly open: Crossing | null
  /** Every entry and exit that stands, oldest first; an attempt and what was done instead of it are one. */
  readonly events: readonly Crossing[]
  /** Every refusal and override that stands, oldest first. */
  readonly notes: readonly Crossing[]
  /** Every admission that nobody confirmed, oldest first. */
  readonly unresolved: readonly Crossing[]
  /** Every attempt to enter that does not count, held or refused, where nothing that counts was done in its stead. */
  readonly attempts: readonly Crossing[]
  /** Voids that count for nothing yet: of another booth's event, too late and by nobody else, or of what no booth takes back. */
  readonly pendingVoids: readonly Crossing[]
  /** The ids of all that voids took back. */
  readonly voided: readonly string[]
}

/** How long a device may void its own event without a second person. */
export const VOID_WITHIN_SECONDS = 900

/** Folds the crossings of one visa, whatever the order and however often they arrived. */
export function accountEntries(crossings: Iterable<Crossing>): EntryAccount {
  const byId = new Map<string, Crossing>()
  for (const crossing of crossings) byId.set(crossing.id, crossing)
  const all = [...byId.values()].sort(byTime)
  const admissions = admissionsOf(all, byId)
  const admissionOf = (id: string) => admissions.get(id) ?? id
  const voids = all.filter(({ action, standing }) => action === 'void' && doesCount(standing))
  const effective = voids.filter((one) => isEffective(one, byId.get(one.voids ?? '')))
  const voided = new Set(effective.map(({ voids: target = '' }) => admissionOf(target)))
  const left = all.filter(({ id }) => !voided.has(admissionOf(id)))
  const standing = left.filter((one) => doesCount(one.standing))
  const crossed = standing.filter(({ action }) => action === 'entry' || action === 'exit')
  const events = oneOfEach(crossed.map((one) => ({ ...one, id: admissionOf(one.id) })))
  const admitted = new Set(events.map(({ id }) => id))
  const last = events.at(-1)
  return {
    used: events.filter(({ action }) => action === 'entry').length,
    open: last?.action === 'entry' ? last : null,
    events,
    notes: standing.filter(({ action }) => action === 'refusal' || action === 'override'),
    unresolved: standing.filter(({ action }) => action === 'unresolved'),
    attempts: left.filter(
      ({ id, action, standing: at }) => action === 'entry' && !doesCount(at) && !admitted.has(admissionOf(id)),
    ),
    pendingVoids: voids.filter((one) => !effective.includes(one)),
    voided: voided.size === 0 ? [] : all.flatMap(({ id }) => (voided.has(admissionOf(id)) ? [id] : [])),
  }
}

/** The entries beyond what is allowed, oldest first. They are the same whatever the order in which they arrived. */
export function overUses({ events }: EntryAccount, allowed: number): readonly Crossing[] {
  return events
    .filter(({ action }) => action === 'entry')
    .slice(allowed === Number.POSITIVE_INFINITY ? events.length : allowed)
}

/** How many entries a visa allows. */
export function allowedEntries(claims: Pick<VisaClaims, 'entries'>): number {
  return claims.entries === 'multiple' ? Number.POSITIVE_INFINITY : claims.entries
}

/** The last day that a stay begun on `entered` may last: day 1 is the day of entry. */
export function lastPermittedDay(
  claims: Pick<VisaClaims, 'stay_days' | 'valid_until'>,
  entered: CivilDate,
  cappedByValidity: boolean,
): CivilDate {
  const byStay = addDays(entered, claims.stay_days - 1)
  return cappedByValidity && claims.valid_until < byStay ? claims.valid_until : byStay
}

/** The day in Kazakhstan on which an event took place. */
export function dayOf(event: Pick<Crossing, 'at'>): CivilDate {
  return civilDateAt(event.at)
}

function doesCount(standing: Standing): boolean {
  return standing === 'counts' || standing === 'accepted'
}

/** What a void can take back; what else there is uses up nothing, or is a void. */
export const TAKEN_BACK: readonly CrossingAction[] = ['entry', 'exit', 'refusal', 'override']

/**
 * Whether a void of its own booth can take it back. That somebody was sent to second line, or that nobody confirmed an
 * admission, must not go by the booth's own word, and nothing rests on what is about nobody's e-visa.
 */
export function isTakenBack({ action, visa_number }: Pick<CrossingEvent, 'action' | 'visa_number'>): boolean {
  return visa_number !== null && TAKEN_BACK.includes(action)
}

// A booth may take back its own mistake for a short while, and later with a second person; all else needs a review.
function isEffective(one: Crossing, target: Crossing | undefined): boolean {
  if (one.standing === 'accepted') return true
  if (target === undefined || target.device !== one.device || !isTakenBack(target)) return false
  return one.supervised === true || (one.at >= target.at && one.at - target.at <= VOID_WITHIN_SECONDS)
}

/**
 * What was done instead of an attempt goes by the id of the attempt: which of the two counts depends on the network, the
 * admission does not. Only one event may stand in for an attempt, and only one of the same booth: otherwise a second
 * admission could hide behind the first.
 */
function admissionsOf(all: readonly Crossing[], byId: ReadonlyMap<string, Crossing>): Map<string, string> {
  const admissions = new Map<string, string>()
  const taken = new Set<string>()
  for (const { id, instead_of, device, at } of all) {
    if (instead_of === undefined || taken.has(instead_of)) continue
    const attempt = byId.get(instead_of)
    if (attempt !== undefined && (attempt.device !== device || attempt.at !== at || attempt.action !== 'entry'))
      continue
    taken.add(instead_of)
    admissions.set(id, instead_of)
  }
  return admissions
}

function oneOfEach(crossings: readonly Crossing[]): Crossing[] {
  const first = new Map<string, Crossing>()
  for (const crossing of crossings) if (!first.has(crossing.id)) first.set(crossing.id, crossing)
  return [...first.values()].sort(byTime)
}

function byTime(one: Crossing, other: Crossing): number {
  return one.at - other.at || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
}
