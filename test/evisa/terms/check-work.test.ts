import t from 'tap'
import { workFaults } from '../../../evisa/terms/check-work.ts'
import type { TermsEdition, WorkingYear } from '../../../evisa/terms/terms-edition.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()
const [y2026, y2027] = terms.work.years
if (y2026 === undefined || y2027 === undefined) throw new Error('two years')
const told = (work: Partial<TermsEdition['work']>) =>
  [...workFaults({ ...terms, work: { ...terms.work, ...work } })].map(({ path, message }) => `${path}: ${message}`)
const of2026 = (change: Partial<WorkingYear>) => told({ years: [{ ...y2026, ...change }, y2027] })
const day = (day: string) => [{ day, name: 'a day' }]

t.test('the hours and days to start from have no fault', async (t) => {
  t.same(told({}), [])
  t.same(of2026({ working_weekends: day('2026-11-28') }), [], 'a Saturday may be worked')
})

t.test('hours in order, years without holes', async (t) => {
  const { hours } = terms.work
  t.same(told({ hours: { ...hours, from: '18:30' } }), ['work.hours.until: 18:30 is not after 18:30'])
  const y2029 = { ...y2027, year: 2029, non_working: [] }
  t.same(told({ years: [y2026, y2027, y2029] }), ['work.years: 2028 is missing between 2026 and 2029'])
  t.same(told({ years: [y2026, y2027, y2026] }), ['work.years[2].year: 2026 is there twice'])
  t.same(told({ years: [y2027] }), ['work.years: 2026 is missing, in which these terms begin'])
})

t.test('a weekend that is worked is a weekend, and a day off is none', async (t) => {
  t.same(of2026({ non_working: day('2026-11-28') }), [
    'work.years[0].non_working[0].day: 2026-11-28 is of a weekend: it is off anyway',
  ])
  t.same(of2026({ working_weekends: day('2026-11-27') }), [
    'work.years[0].working_weekends[0].day: 2026-11-27 is no Saturday or Sunday: it is worked anyway',
  ])
  t.same(of2026({ non_working: day('2027-01-01') }), ['work.years[0].non_working[0].day: 2027-01-01 is not in 2026'])
  t.same(of2026({ non_working: day('2026-11-31') }), [
    'work.years[0].non_working[0].day: 2026-11-31 is not a day of the calendar',
  ])
  t.same(of2026({ non_working: [...day('2026-12-16'), ...day('2026-12-16')] }), [
    'work.years[0].non_working[1].day: 2026-12-16 is there twice',
  ])
})
