import t from 'tap'
import { feeFaults } from '../../../evisa/terms/check-fees.ts'
import type { Fee } from '../../../evisa/terms/terms-edition.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()
const [fee] = terms.fees
if (fee === undefined) throw new Error('a fee')
const at = terms.fees.length
const told = (fees: readonly Fee[], policy: ReturnType<typeof defaultEdition> | null = defaultEdition()) =>
  [...feeFaults({ ...terms, fees: [...fees] }, policy)].map(({ path, message }) => `${path}: ${message}`)

t.test('whoever may ask finds one price', async (t) => {
  t.same(told(terms.fees), [])
  t.same(told([...terms.fees, { ...fee, nationalities: ['IND', 'LKA'], amount_minor: 0 }]), [], 'another for some')
})

t.test('a fee that is there twice, for all or for one nationality', async (t) => {
  t.same(told([...terms.fees, fee]), [`fees[${at}]: B12, entries 1, all others is there twice`])
  const rows = [
    { ...fee, nationalities: ['IND', 'LKA'] },
    { ...fee, nationalities: ['CHN', 'LKA'] },
  ]
  t.same(told([...terms.fees, ...rows]), [`fees[${at + 1}]: B12, entries 1, LKA is there twice`])
})

t.test('a fee for nobody, or for a state that is none', async (t) => {
  t.same(told([...terms.fees, { ...fee, nationalities: [] }]), [
    `fees[${at}].nationalities: are none: nobody pays this fee`,
  ])
  t.match(told([...terms.fees, { ...fee, nationalities: ['KAX'] }]), [/nationalities\[0\]: KAX is no state/])
})

t.test('a category and entries that a purpose leads to without a fee', async (t) => {
  const without = terms.fees.filter(({ category, entries }) => category !== 'B2' || entries !== 2)
  t.same(told(without), ['purposes[1].categories[1]: B2 with entries 2 has no fee for all nationalities'])
  const forSome = terms.fees.map((one) => (one === fee ? { ...fee, nationalities: ['IND'] } : one))
  t.same(told(forSome), ['purposes[0].categories[0]: B12 with entries 1 has no fee for all nationalities'])
  t.same(told(forSome, null), ['purposes[0].categories[0]: B12 has no fee for all nationalities'])
})
