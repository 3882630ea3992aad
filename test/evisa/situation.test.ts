import t from 'tap'
import { flightNumber, parseSituation } from '#evisa/situation.ts'

const carrier = { audience: 'carrier', checkpoint: 'NQZ', arrival: '2026-11-22T23:50:00+05:00' }
const border = { audience: 'entry', checkpoint: 'aktau-sea' }

t.test('reads the situations of a carrier and of the border', async (t) => {
  const good = [
    carrier,
    { ...carrier, flight: 'KC104', mrz: 'P<INDDOE' },
    border,
    { ...border, audience: 'exit', booth: 'booth-7', flight: '9W1A', diverted: false, mrz: '' },
  ]
  for (const situation of good) t.same(parseSituation(situation), { ok: true, value: situation })
})

t.test('reads a flight as people write it', async (t) => {
  for (const flight of ['KC 104', 'kc104', 'KC-104', 'Kc 104', 'KC0104', 'kc 0104'])
    for (const situation of [carrier, border])
      t.same(parseSituation({ ...situation, flight }), { ok: true, value: { ...situation, flight: 'KC104' } }, flight)
})

t.test('names what is wrong', async (t) => {
  const bad: readonly (readonly [unknown, RegExp])[] = [
    [null, /audience must be carrier, entry or exit/],
    [undefined, /audience/],
    ['carrier', /audience/],
    [[], /audience/],
    [{}, /audience/],
    [{ ...border, audience: 'boss' }, /audience/],
    [{ ...border, audience: ['entry'] }, /audience/],
    [{ audience: 'carrier' }, /checkpoint, arrival/],
    [{ audience: 'entry' }, /^(?!.*arrival).*checkpoint/],
    [{ ...border, checkpoint: 'N' }, /situation\.checkpoint/],
    [{ ...border, checkpoint: 'N'.repeat(41) }, /situation\.checkpoint/],
    [{ ...border, flight: 'KC' }, /^situation\.flight is a flight number such as KC104$/],
    [{ ...carrier, flight: 'from Delhi' }, /situation\.flight is a flight number/],
    [{ ...border, diverted: 'no' }, /situation\.diverted/],
    [{ ...border, mrz: 'P'.repeat(201) }, /situation\.mrz/],
    [{ ...border, mrz: 5 }, /situation\.mrz/],
    [{ ...border, arrival: carrier.arrival }, /situation\.arrival is not expected/],
    [{ ...carrier, booth: 'x' }, /situation\.booth is not expected/],
    [JSON.parse('{"audience":"entry","checkpoint":"NQZ","__proto__":{"diverted":true}}'), /__proto__ is not expected/],
  ]
  for (const [situation, error] of bad)
    t.match(parseSituation(situation), { ok: false, error }, JSON.stringify(situation))
})

t.test('an arrival needs its day, its time and its offset', async (t) => {
  for (const arrival of [
    '',
    'tonight',
    '2026-11-22',
    '2026-11-22T23:50:00',
    '2026-02-31T10:00:00+05:00',
    '2026-11-22T24:00:00Z',
  ]) {
    t.match(
      parseSituation({ ...carrier, arrival }),
      { ok: false, error: /situation\.arrival must be a date and time/ },
      arrival,
    )
  }
})

t.test('zeros before the number of a flight are left out, and no others', async (t) => {
  for (const [written, flight] of [
    ['KC0104', 'KC104'],
    ['KZR0104', 'KZR104'],
    ['5J0012', '5J12'],
    ['U6001A', 'U61A'],
    ['KC100', 'KC100'],
    ['KC0', 'KC0'],
    ['KC000', 'KC0'],
  ] as const)
    t.equal(flightNumber(written), flight)
})
