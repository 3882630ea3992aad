import t from 'tap'
import { readTerms } from '../../../evisa/terms/terms-shape.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()
const faultsOf = (written: unknown) => {
  const read = readTerms(written)
  return read.ok ? [] : read.error.map(({ path, message }) => `${path} ${message}`)
}

t.test('the terms to start from have the form of terms', async (t) => {
  t.match(readTerms(terms), { ok: true, value: { effective_from: '2026-01-01' } })
})

t.test('each place that is wrong is named, with what it takes', async (t) => {
  t.strictSame(
    faultsOf('terms'),
    ['takes an object: one edition, as `terms show` prints it'].map((text) => ` ${text}`),
  )
  t.strictSame(faultsOf({ ...terms, fees: [{ ...terms.fees[0], amount_minor: 60.5 }] }), [
    'fees[0].amount_minor takes a whole number of the smallest unit, such as 6000 for 60.00, at most 100000000',
  ])
  const { review_business_days: review } = terms.times
  t.strictSame(faultsOf({ ...terms, times: { ...terms.times, review_business_days: { ...review, value: 0 } } }), [
    'times.review_business_days.value takes a whole number from 1 to 60',
  ])
  t.strictSame(faultsOf({ ...terms, two_people: { ...terms.two_people, draft: 'yes' } }), [
    'two_people.draft takes true or false',
  ])
  t.strictSame(faultsOf({ ...terms, price: 60 }), [
    'price is no member of terms here: leave it out, or mend its spelling',
  ])
  const { work: _, ...without } = terms
  t.strictSame(faultsOf(without), ['work is missing'])
})

t.test('of a purpose only the faults of the form that it says it has', async (t) => {
  const sourced = { source: 'guide', draft: false }
  const purposes = [
    { purpose: 'tourism', ask: 'online', categories: [], invited_by: ['aunt'], ...sourced },
    { purpose: 'study', ask: 'embassy', ...sourced },
    { purpose: 'rest', ask: 'perhaps', ...sourced },
    7,
  ]
  t.strictSame(faultsOf({ ...terms, purposes }), [
    'purposes[0].categories takes a list of 1 to 8 categories',
    'purposes[0].invited_by[0] takes one of legal-entity, individual, tour-operator, medical-institution',
    'purposes[1].category is missing',
    'purposes[2].ask takes "online", "embassy" or "not-at-all"',
    'purposes[3].ask takes "online", "embassy" or "not-at-all"',
  ])
})
