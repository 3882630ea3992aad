import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { readEligibility, type WrittenQuestion } from '../../../server/terms/read-eligibility.ts'

const good: WrittenQuestion = { citizenship: 'Sri Lanka', purpose: 'tourism', days: '14', entry: 'air' }
const read = (change: Partial<WrittenQuestion>) => readEligibility({ ...good, ...change }, defaultTerms())

t.test('a question as it was typed', async (t) => {
  t.strictSame(read({}), {
    ok: true,
    value: {
      ...{ citizenship: 'LKA', purpose: 'tourism', days: 14, entry: 'air', entries: null, passportExpires: null },
    },
  })
  t.match(read({ citizenship: 'lk', entries: 'multiple', passport_expires: '2028-02-29' }), {
    value: { citizenship: 'LKA', entries: 'multiple', passportExpires: '2028-02-29' },
  })
  t.match(read({ entries: '2', days: '3660' }), { value: { entries: 2, days: 3660 } })
})

t.test('each fault says what to write', async (t) => {
  for (const [change, said] of [
    [{ citizenship: 'Atlantis' }, /^citizenship takes a state by its three letters/],
    [{ citizenship: '' }, /^citizenship takes/],
    [{ purpose: 'holidays' }, /^purpose takes one of tourism, business, /],
    [{ purpose: '__proto__' }, /^purpose takes/],
    [{ entry: 'foot' }, /^entry takes air, rail, road, sea/],
    [{ entries: '3' }, /^entries takes 1, 2 or multiple/],
    [{ passport_expires: '2027-02-29' }, /^passport_expires takes a day of the calendar/],
    [{ passport_expires: '29.02.2028' }, /^passport_expires takes/],
  ] as const)
    t.match(read(change), { ok: false, error: said }, JSON.stringify(change))
  for (const days of ['0', '-1', '1.5', '1e3', '', ' 14', '014', '3661', '99999999999', '14 days', '１４'])
    t.match(read({ days }), { ok: false, error: /^days takes a whole number of days from 1 to 3660\.$/ }, days)
  t.match(read({ citizenship: '?', days: '?', entry: '?' }), { error: /^citizenship .*; days .*; entry .*\.$/ })
})
