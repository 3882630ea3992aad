import fc from 'fast-check'
import t from 'tap'
import {
  addDays,
  addMonths,
  civilDateAt,
  dayNumber,
  daysBetween,
  formatInstant,
  fromDayNumber,
  isCivilDate,
  isWeekend,
  parseInstant,
  startOfDay,
} from '#evisa/civil-date.ts'

const at = (text: string) => Date.parse(text) / 1000
/** What Intl itself says, `YYYY-MM-DD HH:MM:SS`. */
const wallClock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty', dateStyle: 'short', timeStyle: 'medium' })
const intl = (instant: number) => wallClock.format(instant * 1000)
const instants = fc.integer({ min: at('2024-02-29T19:00:00Z'), max: at('2040-12-31T23:59:59Z') })
const runs = { numRuns: 3000 }

t.test(
  'the day at an instant is the one that Intl shows, from the first on which all of Kazakhstan is on UTC+5',
  async () => {
    fc.assert(
      fc.property(instants, (instant) => civilDateAt(instant) === intl(instant).slice(0, 10)),
      runs,
    )
  },
)

t.test('a day starts at 00:00:00 by Intl, and one second earlier it is the day before', async () => {
  fc.assert(
    fc.property(instants, (instant) => {
      const date = civilDateAt(instant)
      const start = startOfDay(date)
      return intl(start) === `${date} 00:00:00` && civilDateAt(start - 1) === addDays(date, -1) && start <= instant
    }),
    runs,
  )
})

t.test('a day changes at midnight in Almaty and not in UTC', async (t) => {
  t.equal(civilDateAt(at('2026-11-22T18:59:59Z')), '2026-11-22')
  t.equal(civilDateAt(at('2026-11-22T18:59:59.999Z')), '2026-11-22')
  t.equal(civilDateAt(at('2026-11-22T19:00:00Z')), '2026-11-23')
  t.equal(civilDateAt(at('2026-11-22T23:59:59Z')), '2026-11-23')
  t.equal(civilDateAt(at('2026-11-23T00:00:00Z')), '2026-11-23')
  t.equal(startOfDay('2026-11-23'), at('2026-11-22T19:00:00Z'))
})

t.test('knows the days that exist', async (t) => {
  for (const date of ['2026-11-22', '2024-02-29', '2000-02-29', '1900-01-01', '9999-12-31'])
    t.equal(isCivilDate(date), true, date)
  const none = [
    '',
    '2026-02-29',
    '2026-02-31',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '0099-01-01',
  ]
  const misspelt = [
    '2026-1-1',
    '26-01-01',
    '2026-01-01 ',
    ' 2026-01-01',
    '2026-01-01\n',
    '2026/01/01',
    '+002026-01-01',
    '20260101',
    '2026-01-0\u0661',
  ]
  for (const text of [...none, ...misspelt]) t.equal(isCivilDate(text), false, JSON.stringify(text))
})

t.test('counts days over month ends, years and leap days', async (t) => {
  t.equal(dayNumber('1970-01-01'), 0)
  t.equal(fromDayNumber(-1), '1969-12-31')
  t.equal(fromDayNumber(Number.NaN), '')
  t.equal(addDays('2026-12-31', 1), '2027-01-01')
  t.equal(addDays('2028-02-28', 1), '2028-02-29')
  t.equal(daysBetween('2026-11-22', '2026-12-22'), 30)
  t.equal(daysBetween('2026-12-22', '2026-11-22'), -30)
  const days = fc.integer({ min: -20_000, max: 80_000 })
  fc.assert(
    fc.property(days, days, (day, more) => daysBetween(fromDayNumber(day), addDays(fromDayNumber(day), more)) === more),
  )
  fc.assert(fc.property(days, (day) => isCivilDate(fromDayNumber(day)) && dayNumber(fromDayNumber(day)) === day))
  fc.assert(fc.property(days, days, (one, other) => one < other === fromDayNumber(one) < fromDayNumber(other)))
})

t.test('adds months, down to the last day of a shorter one', async (t) => {
  t.equal(addMonths('2026-11-30', 3), '2027-02-28')
  t.equal(addMonths('2027-11-30', 3), '2028-02-29')
  t.equal(addMonths('2026-01-31', 1), '2026-02-28')
  t.equal(addMonths('2026-12-15', 1), '2027-01-15')
  t.equal(addMonths('2026-03-31', -1), '2026-02-28')
  t.equal(addMonths('2026-03-31', 0), '2026-03-31')
})

t.test('reads a time only with its offset', async (t) => {
  t.equal(parseInstant('2026-11-22T23:50:00+05:00'), at('2026-11-22T18:50:00Z'))
  t.equal(parseInstant('2026-11-22T18:50Z'), at('2026-11-22T18:50:00Z'))
  t.equal(parseInstant('2026-11-22T18:50:00.250-03:30'), at('2026-11-22T22:20:00.250Z'))
  const none = [
    '',
    '2026-11-22',
    '2026-11-22T23:50:00',
    '2026-11-22 23:50:00Z',
    '2026-11-22T23:50:00+05',
    '1795368600',
    'tomorrow',
  ]
  const wrong = [
    '2026-02-30T10:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T23:60:00Z',
    '2026-11-22T23:59:61Z',
    '2026-11-22T23:50:00+25:00',
    '2026-11-22T23:50:00+05:60',
    '2026-11-22T23:50:00.1234Z',
    '2026-11-22T23:50:00Z\n',
    '2026-11-22t23:50:00z',
  ]
  for (const text of [...none, ...wrong]) t.equal(parseInstant(text), null, JSON.stringify(text))
})

t.test('writes an instant so that it reads the same again', async (t) => {
  t.equal(formatInstant(at('2026-11-22T18:50:00Z')), '2026-11-22T23:50:00+05:00')
  fc.assert(
    fc.property(instants, (instant) => parseInstant(formatInstant(instant)) === instant),
    runs,
  )
  fc.assert(
    fc.property(instants, (instant) => formatInstant(instant).slice(0, 19) === intl(instant).replace(' ', 'T')),
    runs,
  )
})

t.test('Saturday and Sunday are a weekend', async (t) => {
  const week = ['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30']
  t.same(week.map(isWeekend), [false, true, true, false])
  t.same(['1969-12-26', '1969-12-27', '1969-12-28', '1969-12-29'].map(isWeekend), [false, true, true, false])
})
