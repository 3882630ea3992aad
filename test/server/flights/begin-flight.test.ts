import t from 'tap'
import { listPassengers } from '#evisa/passenger-table.ts'
import { fail } from '#evisa/result.ts'
import { beginFlight, MAX_FLIGHTS_KEPT, readPlan } from '../../../server/flights/begin-flight.ts'
import { unwrap } from '../../made.ts'
import { NOW } from '../build-app.ts'
import { ASKER, madeFlights, PLAN } from './made-flight.ts'

const sent = (nationality: string, idempotencyKey: string | null = null) => ({
  given: { ...PLAN, checkpoint: 'TSE' },
  list: listPassengers([{ nationality }]),
  idempotencyKey,
})

t.test('a flight is kept with its list, unanswered, under the plan as the policy names it', async (t) => {
  const { services, store } = await madeFlights(t)
  const begun = unwrap(await beginFlight(services, ASKER, sent('KAZ')))
  t.match(begun, { ...ASKER, plan: PLAN, createdAt: NOW, checkedAt: null, revision: 0, passengers: 1 })
  t.match(await store.passengersOf(begun.id), [{ listed: { row: 1 }, answer: null }])
  t.match(await beginFlight(services, ASKER, { ...sent('KAZ'), given: { ...PLAN, arrival: '' } }), {
    error: [{ field: 'arrival', rule: 'format' }],
  })
})

t.test('the same mark and list again are the same flight, another list is told apart', async (t) => {
  const { services } = await madeFlights(t)
  const begin = (...given: Parameters<typeof sent>) => beginFlight(services, ASKER, sent(...given))
  const { id } = unwrap(await begin('KAZ', 'list-1'))
  t.equal(unwrap(await begin('KAZ', 'list-1')).id, id)
  t.not(unwrap(await begin('KAZ')).id, id)
  t.same(await begin('AFG', 'list-1'), fail('flight/other-list'))
  const other = { ...ASKER, owner: 'TK', carrier: 'TK' }
  t.not(unwrap(await beginFlight(services, other, sent('KAZ', 'list-1'))).id, id)
})

t.test('those of past days go first; then no more are kept than a carrier may have', async (t) => {
  const { services, store, clock } = await madeFlights(t)
  unwrap(await beginFlight(services, ASKER, sent('KAZ')))
  const full = { ...services, store: { ...store, countFlights: async () => MAX_FLIGHTS_KEPT } }
  t.same(await beginFlight(full, ASKER, sent('KAZ')), fail('flights/too-many'))
  clock.now += 4 * 86_400
  const later = { ...sent('KAZ'), given: { ...PLAN, arrival: '2026-11-27T10:00:00+05:00' } }
  unwrap(await beginFlight(services, ASKER, later))
  t.equal(await store.countFlights(ASKER.owner), 1)
})

t.test('a flight that is removed while it is begun says so', async (t) => {
  const { services, store } = await madeFlights(t)
  const removing = { ...services, store: { ...store, findFlight: async () => null } }
  t.same(await beginFlight(removing, ASKER, sent('KAZ')), fail('flight/removed'))
})

t.test('a plan is read by the policy that is in force', async (t) => {
  const { services } = await madeFlights(t)
  t.same(unwrap(await readPlan(services, { ...PLAN, checkpoint: 'tse', flight: 'kc 104' })), PLAN)
  t.match(await readPlan(services, { ...PLAN, checkpoint: 'XXX' }), { ok: false, error: [{ field: 'checkpoint' }] })
})
