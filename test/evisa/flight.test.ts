import t from 'tap'
import { arrivalFault, type GivenFlight, readFlight } from '#evisa/flight.ts'
import { indexPolicy } from '#evisa/policy.ts'
import { NOW, policyDocument } from '../made.ts'

const policy = indexPolicy(policyDocument())
// 2026-11-22, 12:00 in Kazakhstan.
const good = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:50:00+05:00' }
const read = (change: GivenFlight = {}, now = NOW) => readFlight({ ...good, ...change }, policy, now)
const faults = (change: GivenFlight, now = NOW) => {
  const flight = read(change, now)
  return flight.ok ? [] : flight.error.map(({ field, rule }) => `${field} ${rule}`)
}

t.test('takes a flight as people write it', async (t) => {
  for (const [change, plan] of [
    [{}, { ...good, departure: null }],
    [{ flight: ' kc 104 ' }, { flight: 'KC104' }],
    [{ flight: 'KC-104' }, { flight: 'KC104' }],
    [{ flight: 'KC0104' }, { flight: 'KC104' }],
    [{ checkpoint: 'TSE' }, { checkpoint: 'NQZ' }],
    [{ checkpoint: ' tse ' }, { checkpoint: 'NQZ' }],
    [{ arrival: '2026-11-22 23:50' }, { arrival: good.arrival }],
    [{ arrival: '22.11.2026 23:50' }, { arrival: good.arrival }],
    [{ arrival: '2026-11-22T18:50:00Z' }, { arrival: good.arrival }],
    [{ arrival: '2026-11-22T23:50:30' }, { arrival: '2026-11-22T23:50:30+05:00' }],
    [{ arrival: '2026-11-23T00:00' }, { arrival: '2026-11-23T00:00:00+05:00' }],
    [{ departure: '2026-11-22 18:00' }, { departure: '2026-11-22T18:00:00+05:00' }],
    [{ departure: '' }, { departure: null }],
    [{ departure: null }, { departure: null }],
  ] as const)
    t.match(read(change), { ok: true, value: plan }, JSON.stringify(change))
})

t.test('names everything that is wrong, and what to do', async (t) => {
  t.same(faults({ flight: 'ONE', checkpoint: 'XXX', arrival: 'soon', departure: 'later' }), [
    'flight format',
    'arrival format',
    'departure format',
    'checkpoint known',
  ])
  for (const arrival of [
    '2026-02-31 10:00',
    '31.02.2026 10:00',
    '2026-11-22 24:00',
    '2026-11-22',
    '22/11/2026 10:00',
    '',
  ])
    t.same(faults({ arrival }), ['arrival format'], arrival)
  t.same(faults({ checkpoint: '__proto__' }), ['checkpoint known'])
  const unknown = read({ checkpoint: 'XXX' })
  t.match(unknown.ok ? '' : unknown.error[0]?.message, /may land at NQZ, ALA, SCO/)
  const none = readFlight({}, null, NOW)
  t.same(none.ok ? [] : none.error.map(({ field }) => field), ['flight', 'arrival', 'checkpoint'])
})

t.test('a checkpoint that is no airport is a flight all the same: its passengers are told', async (t) => {
  t.match(read({ checkpoint: 'aktau-sea' }), { ok: true, value: { checkpoint: 'aktau-sea' } })
})

t.test('from 48 hours before the departure until the arrival', async (t) => {
  const departure = NOW + 48 * 3600
  const plan = { departure: '2026-11-24 12:00', arrival: '2026-11-24 18:00' }
  t.same(faults(plan, departure - 48 * 3600), [])
  t.same(faults(plan, departure - 48 * 3600 - 1), ['departure opens'])
  const arrival = Date.parse(good.arrival) / 1000
  t.same(faults({}, arrival + 6 * 3600), [], 'a late flight lands hours after its schedule')
  t.same(faults({}, arrival + 6 * 3600 + 1), ['arrival past'])
  t.same(faults({}, arrival - 68 * 3600), [], 'without a departure the longest flight is assumed')
  t.same(faults({}, arrival - 68 * 3600 - 1), ['arrival opens'])
  t.same(faults({ departure: '2026-11-22 23:50' }), ['departure order'])
})

t.test('a flight takes at most twenty hours: a day or a month that was mistyped is told', async (t) => {
  t.same(faults({ departure: '2026-11-22 20:00', arrival: '2026-11-23 16:00' }), [])
  for (const [departure, arrival] of [
    ['2026-11-22 20:00', '2026-11-23 16:01'],
    ['2026-11-22 20:00', '2026-12-22 02:00'],
    ['2026-11-22 20:00', '2027-11-22 23:50'],
    ['2020-11-22 20:00', '2026-11-23 02:00'],
  ] as const) {
    t.same(faults({ departure, arrival }), ['arrival length'], `${departure} to ${arrival}`)
  }
})

t.test('a single passenger is asked about from 68 hours before the landing, and the border for now', async (t) => {
  const landing = Date.parse(good.arrival) / 1000
  const carrier = { audience: 'carrier', checkpoint: 'NQZ', arrival: good.arrival } as const
  t.equal(arrivalFault(carrier, landing - 68 * 3600), null)
  t.match(
    arrivalFault(carrier, landing - 68 * 3600 - 1),
    /situation.arrival is too far ahead.*2026-11-20T03:50:00\+05:00/,
  )
  t.equal(arrivalFault(carrier, landing + 400 * 86_400), null, 'what is past is told by the decision')
  t.equal(arrivalFault({ audience: 'entry', checkpoint: 'NQZ' }, 0), null)
})
