import fc from 'fast-check'
import t from 'tap'
import { civilDateAt, formatInstant, parseInstant } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { addWorkingDays, dueAt, firstWorkingMinute, isWorkingDay } from '../../../server/applications/business-clock.ts'

const terms = defaultTerms()
const at = (time: string) => parseInstant(`${time.replace(' ', 'T')}+05:00`) ?? Number.NaN
const said = (instant: number | null) => instant && formatInstant(instant).slice(0, 19).replace('T', ' ')

// Typed by hand from the calendars of 2026 and 2027, hours 09:00 to 18:30; null: 2025 and 2028 are not known.
const TABLE: readonly (readonly [complete: string, due: string | null])[] = [
  // An ordinary week, and its ends.
  ['2026-11-24 10:00:00', '2026-11-25 18:30:00'], // Tuesday
  ['2026-11-27 10:00:00', '2026-11-30 18:30:00'], // Friday
  ['2026-11-27 18:29:59', '2026-11-30 18:30:00'], // the last second of Friday
  ['2026-11-27 18:30:00', '2026-12-01 18:30:00'], // Friday, after hours: counts as Monday
  ['2026-11-27 23:59:59', '2026-12-01 18:30:00'],
  ['2026-11-28 12:00:00', '2026-12-01 18:30:00'], // Saturday
  ['2026-11-29 23:59:59', '2026-12-01 18:30:00'], // Sunday
  ['2026-11-30 00:00:00', '2026-12-01 18:30:00'], // Monday, before hours: counts as its first minute
  ['2026-11-30 08:59:59', '2026-12-01 18:30:00'],
  ['2026-11-30 09:00:00', '2026-12-01 18:30:00'],
  ['2026-11-30 18:30:00', '2026-12-02 18:30:00'],
  // The days off of 2026.
  ['2025-12-31 12:00:00', null],
  ['2026-01-01 10:00:00', '2026-01-06 18:30:00'], // New Year: counts as Monday 5 January
  ['2026-01-06 12:00:00', '2026-01-08 18:30:00'], // the eve of Orthodox Christmas
  ['2026-01-06 20:00:00', '2026-01-09 18:30:00'],
  ['2026-03-06 12:00:00', '2026-03-10 18:30:00'], // 8 March moved to Monday
  ['2026-03-20 10:00:00', '2026-03-26 18:30:00'], // Friday before Nauryz, which is off until Wednesday
  ['2026-03-20 19:00:00', '2026-03-27 18:30:00'],
  ['2026-03-21 12:00:00', '2026-03-27 18:30:00'],
  ['2026-03-25 12:00:00', '2026-03-27 18:30:00'],
  ['2026-04-30 12:00:00', '2026-05-04 18:30:00'], // the eve of Unity Day, a Friday
  ['2026-05-06 12:00:00', '2026-05-08 18:30:00'],
  ['2026-05-08 12:00:00', '2026-05-12 18:30:00'], // Victory Day moved to Monday
  ['2026-05-26 12:00:00', '2026-05-28 18:30:00'], // Kurban Ait
  ['2026-07-03 12:00:00', '2026-07-07 18:30:00'],
  ['2026-08-28 12:00:00', '2026-09-01 18:30:00'],
  ['2026-10-23 12:00:00', '2026-10-27 18:30:00'],
  ['2026-12-15 15:00:00', '2026-12-17 18:30:00'], // the eve of Independence Day
  ['2026-12-15 18:45:00', '2026-12-18 18:30:00'],
  ['2026-12-16 11:00:00', '2026-12-18 18:30:00'],
  // New Year, and the days off of 2027.
  ['2026-12-31 10:00:00', '2027-01-05 18:30:00'], // Friday off, 2 January moved to Monday
  ['2026-12-31 19:00:00', '2027-01-06 18:30:00'],
  ['2027-01-06 12:00:00', '2027-01-08 18:30:00'],
  ['2027-03-05 12:00:00', '2027-03-09 18:30:00'],
  ['2027-03-19 12:00:00', '2027-03-25 18:30:00'], // Nauryz: off from Monday to Wednesday
  ['2027-03-19 19:00:00', '2027-03-26 18:30:00'],
  ['2027-04-30 12:00:00', '2027-05-04 18:30:00'], // 1 May moved to Monday
  ['2027-05-06 12:00:00', '2027-05-11 18:30:00'], // 7 May, a weekend, 9 May moved to Monday
  ['2027-05-06 19:00:00', '2027-05-12 18:30:00'],
  ['2027-05-14 12:00:00', '2027-05-17 18:30:00'], // Kurban Ait on a Sunday does not move
  ['2027-07-05 12:00:00', '2027-07-07 18:30:00'],
  ['2027-08-27 12:00:00', '2027-08-31 18:30:00'],
  ['2027-10-22 12:00:00', '2027-10-26 18:30:00'],
  ['2027-12-15 12:00:00', '2027-12-17 18:30:00'],
  ['2027-12-30 12:00:00', '2027-12-31 18:30:00'],
  ['2027-12-30 18:30:00', null], // counts as Friday, and the working day after that one is of 2028
  ['2027-12-31 12:00:00', null],
  ['2028-01-03 12:00:00', null],
]

t.test('due days are those of the table made by hand', async (t) => {
  for (const [complete, due] of TABLE) t.equal(said(dueAt(at(complete), terms)), due, complete)
})

t.test('a Saturday that is worked for another day counts', async (t) => {
  // As a decree would have it: Saturday 3 July 2027 is worked, and Monday 5 July, the eve of Capital City Day, is off.
  const years = terms.work.years.map((year) =>
    year.year !== 2027
      ? year
      : {
          ...year,
          non_working: [...year.non_working, { day: '2027-07-05', name: 'for 3 July' }],
          working_weekends: [{ day: '2027-07-03', name: 'for 5 July' }],
        },
  )
  const moved: TermsEdition = { ...terms, work: { ...terms.work, years } }
  for (const [complete, due] of [
    ['2027-07-02 12:00:00', '2027-07-03 18:30:00'],
    ['2027-07-02 19:00:00', '2027-07-07 18:30:00'],
    ['2027-07-03 10:00:00', '2027-07-07 18:30:00'],
    ['2027-07-03 19:00:00', '2027-07-08 18:30:00'],
    ['2027-07-04 10:00:00', '2027-07-08 18:30:00'],
  ] as const)
    t.equal(said(dueAt(at(complete), moved)), due, complete)
})

t.test('as many working days as the terms say', async (t) => {
  const { times } = terms
  const slow = { ...terms, times: { ...times, review_business_days: { ...times.review_business_days, value: 5 } } }
  t.equal(said(dueAt(at('2026-12-11 12:00:00'), slow)), '2026-12-21 18:30:00')
  t.equal(addWorkingDays('2026-12-11', 5, terms), '2026-12-21')
  t.equal(addWorkingDays('2026-12-12', 1, terms), '2026-12-14', 'from a Saturday on')
  t.equal(addWorkingDays('2027-12-31', 1, terms), null)
})

t.test('the time counts from this instant within the hours, else from the next opening', async (t) => {
  t.equal(said(firstWorkingMinute(at('2026-11-30 12:34:56'), terms)), '2026-11-30 12:34:56')
  t.equal(said(firstWorkingMinute(at('2026-11-30 07:00:00'), terms)), '2026-11-30 09:00:00')
  t.equal(said(firstWorkingMinute(at('2026-11-28 12:00:00'), terms)), '2026-11-30 09:00:00')
  t.equal(firstWorkingMinute(at('2027-12-31 18:30:00'), terms), null)
})

t.test('which days are worked', async (t) => {
  t.equal(isWorkingDay('2026-11-30', terms), true)
  t.equal(isWorkingDay('2026-11-28', terms), false)
  t.equal(isWorkingDay('2026-03-24', terms), false)
  t.equal(isWorkingDay('2028-01-03', terms), null)
})

t.test(
  'at any instant of two years: a closing hour of work, never before, never earlier for a later case',
  async () => {
    const instant = fc.integer({ min: at('2026-01-01 00:00:00'), max: at('2027-12-29 23:59:59') })
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 10 * 86_400 }), (complete, later) => {
        const due = dueAt(complete, terms)
        if (due === null || due <= complete || !/ 18:30:00$/.test(String(said(due)))) return false
        if (isWorkingDay(civilDateAt(due), terms) !== true) return false
        const next = dueAt(complete + later, terms)
        return next === null || next >= due
      }),
      { numRuns: 2000 },
    )
  },
)
