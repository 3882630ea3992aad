import t from 'tap'
import { Compile } from 'typebox/schema'
import { readPassenger } from '#evisa/passenger.ts'
import {
  FLIGHT_REQUEST_EXAMPLES,
  FlightQuery,
  FlightRequest,
  IdempotencyKey,
  LanguageQuery,
  PlanRequest,
} from '../../../server/api-description/flight-requests.ts'

t.test('the example is a request as it is described', async (t) => {
  const { value } = FLIGHT_REQUEST_EXAMPLES['a flight']
  t.same(Compile(FlightRequest).Errors(value)[1], [])
  const kinds = value.passengers.map((passenger) => Object.keys(passenger).join())
  t.equal(new Set(kinds).size, value.passengers.length, 'a passenger of each kind')
  t.ok(value.passengers.some((passenger) => readPassenger(passenger).ok))
})

t.test('what is not described is refused', async (t) => {
  const plan = { checkpoint: 'NQZ', arrival: '2026-11-22 23:50' }
  t.ok(Compile(PlanRequest).Check(plan))
  t.notOk(Compile(PlanRequest).Check({ ...plan, flight: 'KC104' }), 'a flight keeps its number')
  t.ok(Compile(FlightQuery).Check({ ...plan, flight: 'KC104', lang: 'kk' }))
  t.notOk(Compile(FlightQuery).Check({ passengers: '3' }))
  for (const [lang, is] of [
    ['ru', true],
    ['de', false],
  ] as const)
    t.equal(Compile(LanguageQuery).Check({ lang }), is)
  t.notOk(Compile(IdempotencyKey).Check({ 'idempotency-key': 'with space' }))
})
