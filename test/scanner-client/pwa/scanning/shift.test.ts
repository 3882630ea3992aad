import t from 'tap'
import {
  arrivalInstant,
  beginShift,
  countDone,
  countOutcome,
  flightOf,
  isLandingNear,
  isOver,
  localTime,
  noteRefusal,
  readShift,
  shiftByLink,
  shiftOfLink,
  situationOf,
} from '../../../../scanner-client/pwa/scanning/shift.ts'

const settings = { checkpoint: 'NQZ', flight: 'KC104', arrival: '2026-11-22T23:50', operator: 'KZ-1' }
const shift = beginShift(settings, 1_795_323_600)

t.test('counts what was answered and what was done, and outlives a closed page', async (t) => {
  const later = countDone(countOutcome(countOutcome(shift, 'clear'), 'refuse'), 'admitted')
  t.match(later, { clear: 1, refer: 0, refuse: 1, admitted: 1, exits: 0 })
  t.same(readShift(JSON.stringify(later)), later)
  for (const text of [null, '', 'null', '{', '[]', '{"checkpoint":"NQZ"}', JSON.stringify({ ...later, clear: -1 })]) {
    t.equal(readShift(text), null, String(text))
  }
})

t.test('remembers its refusals by their ids, the newest first, and not without end', async (t) => {
  const id = (at: number) => `0193a5c0-1234-7abc-9def-${String(at).padStart(12, '0')}`
  const one = noteRefusal(noteRefusal(shift, id(1)), id(2))
  t.same(one.refusals, [id(2), id(1)])
  t.same(readShift(JSON.stringify(one)), one)
  t.equal(readShift(JSON.stringify({ ...one, refusals: ['PERERA'] })), null, 'ids, and nothing else')
  let many = shift
  for (let at = 0; at < 300; at++) many = noteRefusal(many, id(at))
  t.equal(many.refusals?.length, 100)
  t.ok(readShift(JSON.stringify(many)))
})

t.test('a flight is written in one way, however it is typed', async (t) => {
  for (const typed of ['KC104', 'kc 104', 'KC-104', ' kc104 ', 'KC0104', 'kc 0104']) t.equal(flightOf(typed), 'KC104')
  for (const typed of ['', 'K', 'KC', 'KC1234567', 'KC104AB', 'К С104']) t.equal(flightOf(typed), null, typed)
})

t.test('a landing is a local time in Kazakhstan', async (t) => {
  t.equal(arrivalInstant('2026-11-22T23:50'), '2026-11-22T23:50:00+05:00')
  for (const typed of ['', '2026-11-22', '2026-11-22T25:00', '2026-02-30T10:00', '2026-11-22T23:50Z'])
    t.equal(arrivalInstant(typed), null, typed)
  t.equal(localTime(1_795_323_600), '2026-11-22T10:00')
})

t.test('makes the situation of a scan, or none while something is missing', async (t) => {
  t.same(situationOf(shift, { role: 'carrier', exit: false, mrz: null }), {
    audience: 'carrier',
    checkpoint: 'NQZ',
    arrival: '2026-11-22T23:50:00+05:00',
    flight: 'KC104',
  })
  t.match(situationOf(shift, { role: 'border', exit: true, mrz: 'M' }), { audience: 'exit', mrz: 'M' })
  t.equal(situationOf({ ...shift, arrival: '' }, { role: 'carrier', exit: false, mrz: null }), null)
  t.equal(situationOf({ ...shift, checkpoint: '' }, { role: 'border', exit: false, mrz: null }), null)
})

t.test('a shift that was kept runs out, and so does one whose flight has landed', async (t) => {
  const landing = Date.UTC(2026, 10, 22, 18, 50) / 1000
  t.equal(isOver(shift, landing), false)
  t.equal(isOver({ ...shift, began: landing }, landing + 6 * 3600), false)
  t.equal(isOver({ ...shift, began: landing }, landing + 6 * 3600 + 1), true, 'long landed')
  const booth = { ...shift, flight: '', arrival: '' }
  t.equal(isOver(booth, shift.began + 16 * 3600), false)
  t.equal(isOver(booth, shift.began + 16 * 3600 + 1), true, "another day's")
  t.equal(isOver(booth, shift.began - 16 * 3600), false, 'a clock that was turned back is told with the verdict')
  t.equal(isOver(booth, shift.began - 16 * 3600 - 1), true, 'begun by a clock that was ahead')
})

t.test('no shift is for a landing of which the day was mistyped', async (t) => {
  const landing = Date.UTC(2026, 10, 22, 18, 50) / 1000
  for (const [now, near] of [
    [landing - 68 * 3600, true],
    [landing - 68 * 3600 - 1, false],
    [landing + 6 * 3600, true],
    [landing + 6 * 3600 + 1, false],
  ] as const) {
    t.equal(isLandingNear('2026-11-22T23:50', now), near)
    t.equal(isOver({ ...shift, began: now }, now), !near)
  }
  t.equal(isLandingNear('', landing), true, 'the border has none')
})

t.test(
  'of the shift before a link leaves nothing but who stands here, if its flight or place is another',
  async (t) => {
    const now = shift.began + 60
    const counted = countOutcome(shift, 'clear')
    t.same(shiftByLink(counted, shiftOfLink('#flight=KC500&checkpoint=NQZ&arrival=rubbish'), now), {
      ...beginShift({ checkpoint: 'NQZ', flight: 'KC500', arrival: '', operator: 'KZ-1' }, now),
    })
    t.match(shiftByLink(counted, shiftOfLink('#flight=KC501&checkpoint=ALA'), now), {
      arrival: '',
      clear: 0,
      began: now,
    })
    t.match(shiftByLink(counted, shiftOfLink('#flight=KC104&arrival=2026-11-23T01:10'), now), {
      ...{ arrival: '2026-11-23T01:10', clear: 1, began: shift.began, checkpoint: 'NQZ' },
    })
    t.match(shiftByLink(counted, shiftOfLink('#flight=KC104&arrival=soon'), now), { arrival: '' })
    for (const arrival of ['2026-11-22T03:59', '2026-11-25T06:02', '2027-11-22T23:50'])
      t.match(
        shiftByLink(counted, shiftOfLink(`#flight=KC104&arrival=${arrival}`), now),
        { arrival: '', clear: 1 },
        arrival,
      )
    t.match(shiftByLink(counted, shiftOfLink('#flight=KC0104'), now), { arrival: settings.arrival, clear: 1 })
  },
)

t.test('the link of the same flight the next day begins another shift', async (t) => {
  const link = '#flight=KC104&checkpoint=NQZ&arrival=2026-11-23T23:50'
  const counted = { ...countOutcome(shift, 'clear'), began: shift.began + 8 * 3600 }
  const landed = Date.UTC(2026, 10, 22, 18, 50) / 1000 + 6 * 3600
  t.match(shiftByLink(counted, shiftOfLink(link), landed), { began: counted.began, clear: 1 }, 'it is late')
  const next = shiftByLink(counted, shiftOfLink(link), landed + 1)
  t.same(next, beginShift({ ...settings, arrival: '2026-11-23T23:50' }, landed + 1))
  t.equal(isOver(next, landed + 1), false)
  const nothing = { flight: '', checkpoint: '', arrival: '', operator: 'KZ-1', clear: 0 }
  t.match(shiftByLink(counted, shiftOfLink('#operator=KZ-1'), landed + 1), nothing, 'what is not named is asked for')
  const ahead = { ...counted, began: shift.began + 86_400 }
  t.match(shiftByLink(ahead, shiftOfLink('#flight=KC104'), shift.began), { began: shift.began, clear: 0 })
})

t.test('a link of check-in software names a shift; what is not of the form is empty', async (t) => {
  t.same(shiftOfLink('#flight=kc104&checkpoint=NQZ&arrival=2026-11-22T23:50&operator=A-7'), {
    flight: 'KC104',
    checkpoint: 'NQZ',
    arrival: '2026-11-22T23:50',
    operator: 'A-7',
  })
  t.same(shiftOfLink(''), {})
  t.same(shiftOfLink('#flight=<script>&checkpoint=../x&arrival=tomorrow&operator=%00&gate=7'), {
    ...{ flight: '', checkpoint: '', arrival: '', operator: '' },
  })
  for (const [written, arrival] of [
    ['2026-11-22T23:50:00', '2026-11-22T23:50'],
    ['2026-11-22T18:50:00Z', '2026-11-22T23:50'],
    ['2026-11-22T21:50:00+03:00', '2026-11-22T23:50'],
    ['2026-11-22T21:50:00%2B03:00', '2026-11-22T23:50'],
    ['2026-11-22T20:50:00Z', '2026-11-23T01:50'],
  ] as const)
    t.same(shiftOfLink(`#arrival=${written}`), { arrival }, written)
})
