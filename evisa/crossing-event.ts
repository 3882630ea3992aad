/** Crossing events and what follows from them: how many entries of a visa are used, and whether a stay is open. */
import Type from 'typebox'
import { addDays, type CivilDate, civilDateAt } from './civil-date.ts'
import { Instant } from './root.ts'
import { Flight } from './situation.ts'
import type { VisaClaims } from './visa-claims.ts'
import { VISA_NUMBER_PATTERN } from './visa-number.ts'

const closed = { additionalProperties: false } as const

export const CrossingEvent = Type.Object(
  {
    id: Type.String({
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
      description: 'UUIDv7, made by the device: handing the same event in again changes nothing',
    }),
    visa_number: Type.String({ pattern: VISA_NUMBER_PATTERN }),
    action: Type.Union([Type.Literal('entry'), Type.Literal('exit'), Type.Literal('void')]),
    voids: Type.Optional(Type.String({ description: 'For a void: the id of the event that was a mistake' })),
    checkpoint: Type.String({ minLength: 2, maxLength: 40 }),
    flight: Type.Optional(Flight),
    device: Type.String({ minLength: 1, maxLength: 80, description: 'The booth' }),
    operator: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: "The officer's badge" })),
    at: Instant,
    basis: Type.Union([Type.Literal('online'), Type.Literal('offline')]),
    reason: Type.Union([Type.String({ maxLength: 40 }), Type.Null()], {
      description: 'Primary reason of the decision that it rests on; null for a plain clear',
    }),
  },
  { ...closed, $id: 'crossing-event', title: 'Crossing event' },
)
export type CrossingEvent = Type.Static<typeof CrossingEvent>

/** The server's answer to one handed-in event. */
export const CrossingReceipt = Type.Object(
  {
    id: Type.String(),
    result: Type.Union([Type.Literal('stored'), Type.Literal('known'), Type.Literal('refused')], {
      description: 'refused: an online admission that came too late; it was not recorded',
    }),
    position: Type.Union([Type.Integer(), Type.Null()], { description: 'Its place in the ledger, by order of commit' }),
    entries_used: Type.Integer(),
    over_used: Type.Boolean({ description: 'More entries stand than the visa allows: it goes to review' }),
    used_by: Type.Union(
      [Type.Object({ at: Instant, checkpoint: Type.String(), device: Type.String() }, closed), Type.Null()],
      { description: 'For a refused one: the admission that used the entry' },
    ),
  },
  closed,
)
export type CrossingReceipt = Type.Static<typeof CrossingReceipt>

/** What the events of one visa come to. */
export interface EntryAccount {
  readonly used: number
  /** The last entry, if no exit followed it. */
  readonly open: CrossingEvent | null
  /** Every event that stands, oldest first. */
  readonly events: readonly CrossingEvent[]
}

/** How long a device may void its own event. */
export const VOID_WITHIN_SECONDS = 900

/** Folds the events of one visa, whatever the order and however often they arrived. */
export function accountEntries(events: Iterable<CrossingEvent>): EntryAccount {
  const byId = new Map<string, CrossingEvent>()
  for (const event of events) byId.set(event.id, event)
  const voided = new Set<string>()
  for (const { action, voids = '', device, at } of byId.values()) {
    const target = byId.get(voids)
    const isOwn = action === 'void' && target !== undefined && target.device === device
    // A booth may take back its own mistake for a short while; after that, and for others, somebody must review it.
    if (isOwn && at >= target.at && at - target.at <= VOID_WITHIN_SECONDS) voided.add(voids)
  }
  const standing = [...byId.values()]
    .filter(({ id, action }) => action !== 'void' && !voided.has(id))
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
  const last = standing.at(-1)
  return {
    used: standing.filter(({ action }) => action === 'entry').length,
    open: last?.action === 'entry' ? last : null,
    events: standing,
  }
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
export function dayOf(event: Pick<CrossingEvent, 'at'>): CivilDate {
  return civilDateAt(event.at)
}
