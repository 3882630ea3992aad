/** What is sent to the flight checks, as schemas. */
import Type from 'typebox'
import { LanguageText } from '#evisa/language.ts'
import { Passenger } from '#evisa/passenger.ts'
import { MAX_PASSENGERS } from '#evisa/passenger-table.ts'

/** A request with a passenger of each kind. */
export const FLIGHT_REQUEST_EXAMPLES = {
  'a flight': {
    summary: 'By code, by number, visa-free, crew',
    value: {
      flight: 'KC104',
      checkpoint: 'NQZ',
      arrival: '2026-11-22T23:50:00+05:00',
      passengers: [
        { reference: '12A', text: 'EV1:0123456789', passport_number: 'N1234567', nationality: 'LKA' },
        { reference: '12B', visa_number: 'K7Q2-M4XN-9TBD', passport_number: 'X1', birth_date: '1990-03-04' },
        { reference: '12C', nationality: 'DEU' },
        { reference: 'C1', type: 'crew' },
      ],
    },
  },
}

const closed = { additionalProperties: false } as const
const time = (what: string) =>
  Type.String({ maxLength: 40, description: `${what}: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50)` })
const plan = {
  checkpoint: Type.String({ maxLength: 40, description: 'Airport of the first landing in Kazakhstan, e.g. NQZ' }),
  arrival: time('Scheduled arrival there'),
  departure: Type.Optional(time('Scheduled departure; a flight is checked from 48 hours before it')),
}

/** A flight and its list. */
export const FlightRequest = Type.Object(
  {
    flight: Type.String({ maxLength: 20, description: 'e.g. KC104' }),
    ...plan,
    passengers: Type.Array(Passenger, {
      description: `At most ${MAX_PASSENGERS}. One that is not well formed is answered as such, the others all the same.`,
    }),
  },
  { ...closed, 'x-examples': FLIGHT_REQUEST_EXAMPLES },
)

/** Another arrival or airport of a flight. */
export const PlanRequest = Type.Object(plan, closed)

/** In which language an answer as CSV is. */
export const LanguageQuery = Type.Object({ lang: Type.Optional(LanguageText()) }, closed)

export const FlightQuery = Type.Object(
  {
    flight: Type.Optional(Type.String({ maxLength: 20 })),
    checkpoint: Type.Optional(plan.checkpoint),
    arrival: Type.Optional(plan.arrival),
    departure: plan.departure,
    lang: Type.Optional(LanguageText()),
  },
  { ...closed, description: 'Of a list sent as CSV, where its columns do not say it; `lang` of an answer as CSV' },
)

export const FlightParams = Type.Object({ id: Type.String({ maxLength: 40 }) }, closed)

export const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ pattern: '^[!-~]{1,80}$', description: 'The same key and list again give the same flight' }),
  ),
})
