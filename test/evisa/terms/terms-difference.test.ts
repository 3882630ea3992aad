import t from 'tap'
import { termsDifference } from '../../../evisa/terms/terms-difference.ts'
import type { TermsEdition } from '../../../evisa/terms/terms-edition.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()
const facts = (change: Partial<TermsEdition>) => termsDifference(terms, { ...terms, ...change }).slice(1)

t.test('nothing where only the first day differs', async (t) => {
  t.same(termsDifference(terms, { ...terms, effective_from: '2027-01-01' }), [])
})

t.test('each change is one fact', async (t) => {
  const [tourism, ...purposes] = terms.purposes
  const [fee, ...fees] = terms.fees
  const [row] = terms.embassy_only
  const [y2026, y2027] = terms.work.years
  if (!tourism || !fee || !row || !y2026 || !y2027) return t.fail('rows')
  const { times, work } = terms
  t.same(facts({ purposes }), [
    'purpose tourism removed: asked for online, category B12, invited by tour-operator or legal-entity',
  ])
  t.same(facts({ fees: [{ ...fee, amount_minor: 8000 }, ...fees] }), ['fee of B12, one entry: 60.00 USD -> 80.00 USD'])
  t.same(facts({ fees: [...terms.fees, { ...fee, nationalities: ['IND'], amount_minor: 0 }] }), [
    'fee of B12, one entry for India (IND) added: 0.00 USD (a draft)',
  ])
  t.same(facts({ embassy_only: [{ ...row, nationalities: [...row.nationalities.slice(1), 'IND'] }] }), [
    'only at an embassy, for tourism, business, medical-treatment, investment, added: India (IND)',
    'only at an embassy, for tourism, business, medical-treatment, investment, removed: Afghanistan (AFG)',
  ])
  t.same(facts({ work: { ...work, hours: { ...work.hours, until: '18:00' } } }), [
    'hours of work: 09:00-18:30 -> 09:00-18:00',
  ])
  const worked = [{ day: '2026-11-28', name: 'for 30 November' }]
  t.same(facts({ work: { ...work, years: [{ ...y2026, working_weekends: worked }, y2027] } }), [
    'days of 2026, added: 2026-11-28 worked (for 30 November)',
  ])
  t.same(facts({ times: { ...times, answer_days: { value: 21, source: 'guide', draft: false } } }), [
    'times.answer_days: 14 -> 21',
    'times.answer_days: a draft no more',
    'times.answer_days: by demonstration -> by guide',
    'times.answer_days, noted: nothing any more',
  ])
  t.same(facts({ two_people: { ...terms.two_people, clean: true } }), [
    'two people: for refusal, flagged -> for refusal, flagged, clean',
  ])
  t.same(facts({ sources: [...terms.sources, { id: 'decree', title: 'A decree', as_of: '2026-12-01' }] }), [
    'source decree added: A decree, as of 2026-12-01',
  ])
})

t.test('of the first edition all is told, from its first day on', async (t) => {
  const told = termsDifference(null, terms)
  t.equal(told[0], 'from 2026-01-01 on:')
  t.ok(told.includes('times.review_business_days added: 1'))
})
