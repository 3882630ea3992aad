/** The situation of a scan: who asks, where, about which moment, and which passport lies on the desk. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { parseInstant } from './civil-date.ts'
import { fail, ok, type Result } from './result.ts'
import { CivilDateText, Holder, PassportNumber, State } from './visa-claims.ts'

export type Audience = 'carrier' | 'entry' | 'exit'

const closed = { additionalProperties: false } as const
const checkpoint = (description: string) => Type.String({ minLength: 2, maxLength: 40, description })
/** In place of the lines, for a travel document that has none: a form is compared by eye, and never was misread. */
export const NO_LINES = 'none'
const Mrz = Type.String({
  maxLength: 200,
  description: `The passport's machine readable zone, its lines as read; \`${NO_LINES}\` for a document without lines`,
})
export const Flight = Type.String({ pattern: '^[A-Z0-9]{2,3}[0-9]{1,4}[A-Z]?$', description: 'e.g. KC104' })
const WrittenFlight = Type.String({
  maxLength: 12,
  pattern: '^[A-Za-z0-9]{2,3}[ -]?[0-9]{1,4}[A-Za-z]?$',
  description: 'e.g. KC104, or as people write it: KC 104',
})

/** What a carrier's list says of a passport that nobody has read. What is left out is not compared. */
export const StatedPassport = Type.Object(
  {
    number: Type.Optional(PassportNumber),
    nationality: Type.Optional(State),
    birth_date: Type.Optional(Holder.properties.birth_date),
    expires: Type.Optional(CivilDateText('Last day of the passport')),
  },
  closed,
)
export type StatedPassport = Type.Static<typeof StatedPassport>

export const CarrierSituation = Type.Object(
  {
    audience: Type.Literal('carrier'),
    checkpoint: checkpoint('Airport of the first landing in Kazakhstan, e.g. NQZ'),
    arrival: Type.String({ maxLength: 40, description: 'Scheduled arrival there: RFC 3339 with its offset' }),
    flight: Type.Optional(WrittenFlight),
    mrz: Type.Optional(Mrz),
    stated_passport: Type.Optional(StatedPassport),
  },
  closed,
)
export type CarrierSituation = Type.Static<typeof CarrierSituation>
export const BorderSituation = Type.Object(
  {
    audience: Type.Union([Type.Literal('entry'), Type.Literal('exit')]),
    checkpoint: checkpoint('Where the booth stands, e.g. NQZ or aktau-sea'),
    booth: Type.Optional(Type.String({ maxLength: 80, description: 'The device that asks' })),
    flight: Type.Optional(WrittenFlight),
    diverted: Type.Optional(Type.Boolean({ description: 'The flight was diverted here' })),
    mrz: Type.Optional(Mrz),
  },
  closed,
)
export const Situation = Type.Union([CarrierSituation, BorderSituation])
export type Situation = Type.Static<typeof Situation>

const carrier = Compile(CarrierSituation)
const border = Compile(BorderSituation)

/** `KC 104`, `kc-104` and `KC0104` as a situation has them: `KC104`. */
export function flightNumber(written: string): string {
  return written
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replace(/^([A-Z]{3}|[A-Z0-9]{2})0+(?=[0-9])/, '$1')
}

/** Reads a situation that came from outside, its flight as people write it. The error names the member and what it takes. */
export function parseSituation(value: unknown): Result<Situation, string> {
  const { audience } = (value ?? {}) as { audience?: unknown }
  if (audience === 'entry' || audience === 'exit')
    return border.Check(value) ? ok(plainFlight(value)) : fail(faultOf(border, value))
  if (audience !== 'carrier') return fail('situation.audience must be carrier, entry or exit')
  if (!carrier.Check(value)) return fail(faultOf(carrier, value))
  return parseInstant(value.arrival) !== null
    ? ok(plainFlight(value))
    : fail('situation.arrival must be a date and time with its offset, such as 2026-11-22T23:50:00+05:00')
}

function plainFlight<T extends Situation>(situation: T): T {
  const { flight } = situation
  return flight === undefined ? situation : { ...situation, flight: flightNumber(flight) }
}

// The schema of the one audience is asked: of a union, the first error may be about the other's members.
function faultOf(schema: typeof carrier | typeof border, value: unknown): string {
  const [, [first]] = schema.Errors(value)
  const member = first?.instancePath.replaceAll('/', '.') ?? ''
  if (member === '.flight') return 'situation.flight is a flight number such as KC104'
  return `situation${member} ${first?.keyword === 'boolean' ? 'is not expected' : (first?.message ?? 'is not one')}`
}
