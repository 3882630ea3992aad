import t from 'tap'
import { changesToLookAt, lookAtTerms, yearToCome } from '../../../evisa/terms/look-at-terms.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()
const texts = (remarks: ReturnType<typeof lookAtTerms>) => remarks.map(({ path, message }) => `${path}: ${message}`)

t.test('drafts that remain are told, each by its place', async (t) => {
  const [said, ...more] = texts(lookAtTerms(null, terms))
  t.same(more, [])
  t.match(said, /^: \d+ figures are drafts, which the authority has to set: purposes\[1\], .*work\.hours/)
  t.notMatch(said, /review_business_days/)
})

t.test('a year that will be needed soon and is missing is told months before', async (t) => {
  t.equal(yearToCome(terms, '2027-09-02'), null)
  t.equal(yearToCome(terms, '2027-09-03'), 2028)
  const late = { ...terms, effective_from: '2027-10-01' }
  t.match(
    texts(lookAtTerms(null, late))[0],
    'work.years: the days of 2028 are missing: nobody can be promised a day in it',
  )
})

t.test('fees that rise, fall or change their currency, less asked online, fewer people', async (t) => {
  const [fee, ...fees] = terms.fees
  const [tourism, ...purposes] = terms.purposes
  if (fee === undefined || tourism === undefined) return t.fail('a fee and a purpose')
  const told = (change: object) => texts(changesToLookAt(terms, { ...terms, ...change }))
  const changed = (change: object) => told({ fees: [{ ...fee, ...change }, ...fees] })
  t.same(changed({ amount_minor: 8050 }), ['fees[0]: the fee of B12, one entry rises: 60.00 USD -> 80.50 USD'])
  t.same(changed({ amount_minor: 0 }), ['fees[0]: the fee of B12, one entry falls: 60.00 USD -> 0.00 USD'])
  t.same(changed({ currency: 'KZT' }), ['fees[0]: the fee of B12, one entry changes: 60.00 USD -> 60.00 KZT'])
  const embassy = { purpose: tourism.purpose, ask: 'embassy', category: 'B12', source: 'guide', draft: false }
  t.same(told({ purposes: [embassy, ...purposes] }), ['purposes: tourism is not asked for online any more'])
  t.same(told({ two_people: { ...terms.two_people, refusal: false } }), [
    'two_people.refusal: one person decides alone what took two',
  ])
  t.same(told({ two_people: { ...terms.two_people, clean: true } }), [])
})
