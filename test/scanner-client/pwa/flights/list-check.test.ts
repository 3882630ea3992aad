import t from 'tap'
import { sync } from '../../../../scanner-client/offline/sync.ts'
import { ARRIVAL } from '../../../server/build-app.ts'
import { answersOn, listOf, madeFlights } from './made-flights.ts'

const PLAN = { flight: 'KC 104', checkpoint: 'NQZ', arrival: ARRIVAL }

t.test(
  'a flight that the server has is decided again here while it is cut off, and stays the same flight',
  async (t) => {
    const { built, flights, cut, restore } = await madeFlights(t)
    const { qr_text } = await built.issue({ valid_until: '2026-11-22', stay_days: 1 })
    await flights.check(listOf('ref,text', `1A,${qr_text}`), PLAN)
    const id = flights.shown.value?.id
    cut()
    await flights.change({ checkpoint: 'NQZ', arrival: '2026-11-23 00:20' })
    t.same(answersOn(flights), ['2 refuse dates/expired was clear'])
    t.match(flights.shown.value, { id, alone: {} })
    restore()
    await flights.send()
    t.match(flights.shown.value, { id, alone: null, plan: { arrival: '2026-11-23T00:20:00+05:00' } })
    t.same(answersOn(flights), ['2 refuse dates/expired was clear'])
    flights.leave()
    await flights.open(id ?? '')
    cut()
    await flights.change({ checkpoint: 'NQZ', arrival: '2026-11-23 01:20' })
    t.match(flights.fault.value, { code: 'not-rechecked' })
    t.equal(flights.shown.value?.plan.arrival, '2026-11-23T00:20:00+05:00', 'what is shown is still of the old landing')
  },
)

t.test('what cannot be checked says why', async (t) => {
  const { flights, cut } = await madeFlights(t)
  const list = listOf('ref,nationality', '1A,KAZ')
  await flights.check(list, { ...PLAN, flight: '?', checkpoint: 'LHR' })
  t.match(flights.fault.value, { code: 'plan', faults: [{ field: 'flight' }, { field: 'checkpoint' }] })
  t.equal(flights.shown.value, null)
  cut()
  await flights.load()
  t.equal(flights.kept.value, null)
  const fresh = await madeFlights(t, { isFresh: true })
  fresh.cut()
  await fresh.flights.check(list, PLAN)
  t.match(fresh.flights.fault.value, { code: 'no-data' })
})

t.test('a scanner whose access ended decides nothing by itself', async (t) => {
  const { built, station, flights, cut } = await madeFlights(t)
  await built.authority('DELETE', `/v1/devices/${station.enrolment.device}`)
  await flights.check(listOf('ref,nationality', '1A,KAZ'), PLAN)
  t.match(flights.fault.value, { code: 'access-ended' })
  t.equal(flights.shown.value, null)
  await t.rejects(sync(station.store, station.client, station.platform()))
  cut()
  await flights.check(listOf('ref,nationality', '1A,KAZ'), PLAN)
  t.match(flights.fault.value, { code: 'access-ended' })
  t.same(answersOn(flights), [])
})

t.test('what the server told before the line broke is not taken back', async (t) => {
  const { built, station, flights } = await madeFlights(t)
  const visa = await built.issue()
  await built.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  station.meddle = async (_, answer) => {
    const reply = await answer()
    return { ...reply, text: reply.text.replace(/\{"kind":"end".*\n$/, '') }
  }
  await flights.check(listOf('ref,text', `1A,${visa.qr_text}`, '1B,x'), PLAN)
  t.match(flights.shown.value, { alone: { because: /cut off/ }, progress: null })
  t.same(answersOn(flights), ['2 refuse status/revoked', '3 refer qr/not-an-evisa'])
})
