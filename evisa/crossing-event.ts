/** Crossing events: what a border device did, by the form that is signed. */
import Type from 'typebox'
import { Extensions } from './extensions.ts'
import { MAX_PACKED_EVISA } from './packed-evisa.ts'
import { ASSERTION_MEMBERS } from './person-assertion.ts'
import { Instant } from './root.ts'
import { Flight } from './situation.ts'
import { VISA_NUMBER_PATTERN } from './visa-number.ts'

const closed = { additionalProperties: false } as const

/** UUIDv7 (RFC 9562). */
export const EVENT_ID_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
export const EventId = Type.String({ pattern: EVENT_ID_PATTERN, description: 'UUIDv7 (RFC 9562), made by the device' })
export const Sha256 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256, base64url' })
export const DeviceId = Type.String({ minLength: 1, maxLength: 80 })
const PlainText = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
export const Badge = PlainText(40)
const Version = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** A person's word over an event: a WebAuthn assertion, whose challenge is the SHA-256 of the statement. */
const Statement = Type.Object(
  {
    person: Type.String({ minLength: 1, maxLength: 80, description: 'As the roster names them' }),
    ...ASSERTION_MEMBERS,
  },
  { ...closed, description: 'Of wire version 2' },
)

/** What wire version 2 added to every event. */
const added = {
  shift: Type.Optional(EventId),
  extensions: Type.Optional(Extensions),
}
const evisa = Type.Optional(
  Type.String({
    pattern: `^[A-Za-z0-9_-]{100,${MAX_PACKED_EVISA}}$`,
    description:
      'The e-visa that was shown, packed as in its code, base64url: its number may be unknown to the authority',
  }),
)
const referral = Type.Optional(EventId)

const common = {
  id: EventId,
  device: DeviceId,
  seq: Type.Integer({ minimum: 1, maximum: 999_999_999, description: 'Its place in the chain of this device' }),
  prev: Type.Union([Sha256, Type.Null()], { description: 'The hash of the event before it; null for the first' }),
  visa_number: Type.String({ pattern: VISA_NUMBER_PATTERN }),
  checkpoint: PlainText(40),
  flight: Type.Optional(Flight),
  operator: Type.Optional(Badge),
  at: Instant,
  knew: Type.Object(
    { snapshot: Type.Optional(Version), trust_list: Type.Optional(Version), policy: Type.Optional(Version) },
    { ...closed, description: 'The versions that the decision rested on' },
  ),
  ...added,
}
/** Of what is about nobody's e-visa, or of a code that proved nothing. */
const withoutVisa = { ...common, visa_number: Type.Null() }
const MrzLines = Type.Array(Type.String({ pattern: '^[A-Z0-9<]{30,44}$' }), {
  minItems: 2,
  maxItems: 3,
  description: 'The machine-readable lines of the passport: all that says who this was',
})
const basis = Type.Union([Type.Literal('online'), Type.Literal('offline')], {
  description: 'online: recorded only while an entry is left. offline: it happened',
})
const reason = Type.Union([Type.String({ minLength: 1, maxLength: 40 }), Type.Null()], {
  description: 'Primary reason of the decision that it rests on; null for a plain clear',
})
const text = PlainText(200)
const Reasons = Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 20 })
const Direction = Type.Union([Type.Literal('entry'), Type.Literal('exit')])

/** Why nobody confirmed an admission. */
export const UNRESOLVED_BECAUSE = ['walked-away', 'locked', 'officer-changed', 'reloaded', 'timed-out'] as const
export type UnresolvedBecause = (typeof UNRESOLVED_BECAUSE)[number]

/** Why a second person let something pass that the rules did not. */
export const OVERRIDE_CODES = ['ARRIVED_IN_TIME', 'STAMPS_CHECKED', 'DOCUMENTS_CHECKED', 'AUTHORITY_CONFIRMED'] as const
export type OverrideCode = (typeof OVERRIDE_CODES)[number]

const Entry = Type.Object(
  {
    ...common,
    action: Type.Literal('entry'),
    basis,
    reason,
    instead_of: Type.Optional(EventId),
    override: Type.Optional(EventId),
    evisa,
    referral,
  },
  {
    ...closed,
    description:
      'A confirmed admission. instead_of: an online attempt of this device whose answer never came; both are one admission. override: the event that allowed it. referral: the one that it closes',
  },
)
const Exit = Type.Object({ ...common, action: Type.Literal('exit'), basis, reason, evisa, referral }, closed)
const UnprovenExit = Type.Object(
  { ...withoutVisa, action: Type.Literal('exit'), basis, reason, passport: MrzLines, referral },
  { ...closed, description: 'An exit of somebody whose code proved nothing, or who had none. Of wire version 2' },
)
const Refusal = Type.Object({ ...common, action: Type.Literal('refusal'), reason, evisa, referral }, closed)
const UnprovenRefusal = Type.Object(
  {
    ...withoutVisa,
    action: Type.Literal('refusal'),
    reason,
    passport: Type.Optional(MrzLines),
    referral,
  },
  { ...closed, description: 'The same of somebody whose code proved nothing, or who had none. Of wire version 2' },
)
const Void = Type.Object(
  {
    ...common,
    visa_number: Type.Union([common.visa_number, Type.Null()]),
    action: Type.Literal('void'),
    voids: EventId,
    text,
    supervisor: Type.Optional(Badge),
    statement: Type.Optional(Statement),
  },
  { ...closed, description: 'An earlier event was a mistake. After 15 minutes a supervisor has to say so too' },
)
const Override = Type.Object(
  {
    ...common,
    action: Type.Literal('override'),
    code: Type.Unsafe<OverrideCode>(Type.Union(OVERRIDE_CODES.map((code) => Type.Literal(code)))),
    text,
    supervisor: Badge,
    overrules: Reasons,
    statement: Type.Optional(Statement),
  },
  { ...closed, description: 'A second person answers for an entry against these reasons' },
)
const Referral = Type.Object(
  { ...common, action: Type.Literal('referral'), reasons: Reasons, crossing: Direction, evisa },
  { ...closed, description: 'Sent to second line, for these reasons. It uses up nothing. Of wire version 2' },
)
const UnprovenReferral = Type.Object(
  {
    ...withoutVisa,
    action: Type.Literal('referral'),
    reasons: Reasons,
    crossing: Direction,
    passport: Type.Optional(MrzLines),
  },
  { ...closed, description: 'The same of somebody whose code proved nothing. Of wire version 2' },
)
const SecondLine = Type.Object(
  {
    ...common,
    visa_number: Type.Union([common.visa_number, Type.Null()]),
    action: Type.Literal('second-line'),
    referral: EventId,
    did: Type.Union([Type.Literal('taken'), Type.Literal('handed-back'), Type.Literal('closed')]),
    text: Type.Optional(text),
  },
  {
    ...closed,
    description:
      'What second line did with a referral: taken by somebody, handed back to first line, or closed, and how, where no crossing or refusal closes it. Of wire version 2',
  },
)
const Unresolved = Type.Object(
  {
    ...common,
    action: Type.Literal('unresolved'),
    because: Type.Unsafe<UnresolvedBecause>(Type.Union(UNRESOLVED_BECAUSE.map((value) => Type.Literal(value)))),
    decided_at: Instant,
    evisa,
  },
  {
    ...closed,
    description: 'A green ADMIT of `decided_at` that nobody confirmed. It uses up nothing. Of wire version 2',
  },
)
const Shift = Type.Object(
  { ...withoutVisa, action: Type.Literal('shift'), until: Instant, statement: Type.Optional(Statement) },
  { ...closed, description: 'An officer begins: later events name it. Of wire version 2' },
)

export const CrossingEvent = Type.Union(
  [
    Entry,
    Exit,
    Refusal,
    Void,
    Override,
    UnprovenExit,
    UnprovenRefusal,
    Referral,
    UnprovenReferral,
    SecondLine,
    Unresolved,
    Shift,
  ],
  { $id: 'crossing-event', title: 'Crossing event' },
)
export type CrossingEvent = Type.Static<typeof CrossingEvent>
/** One of somebody's e-visa. */
export type VisaEvent = CrossingEvent & { readonly visa_number: string }
export type CrossingAction = CrossingEvent['action']

export function isOfVisa(event: CrossingEvent): event is VisaEvent {
  return event.visa_number !== null
}

/** The actions that every scanner knows; the others are of wire version 2. */
const FIRST_ACTIONS: readonly CrossingAction[] = ['entry', 'exit', 'refusal', 'void', 'override']

/** The first version of the wire whose copies of the ledger have such an event; null for none, since it is nobody's e-visa. */
export function wireOf({ visa_number, action }: Pick<CrossingEvent, 'visa_number' | 'action'>): 1 | 2 | null {
  if (visa_number === null) return null
  return FIRST_ACTIONS.includes(action) ? 1 : 2
}
