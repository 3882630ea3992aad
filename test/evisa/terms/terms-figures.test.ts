import t from 'tap'
import { amountText, feeName, figuresOf } from '../../../evisa/terms/terms-figures.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()

t.test('every figure that names a source is one of the list, each with a name of its own', async (t) => {
  const figures = figuresOf(terms)
  const inText = JSON.stringify(terms).match(/"source":/g)?.length
  t.equal(figures.length, inText)
  t.equal(new Set(figures.map(({ name }) => name)).size, figures.length)
  t.match(
    figures.find(({ path }) => path === 'purposes[1]'),
    { name: 'purpose business', said: 'asked for online, category B1 or B2, invited by legal-entity', draft: true },
  )
})

t.test('an amount has the digits of its currency', async (t) => {
  t.equal(amountText({ amount_minor: 6000, currency: 'USD' }), '60.00 USD')
  t.equal(amountText({ amount_minor: 6000, currency: 'JPY' }), '6000 JPY')
  t.equal(amountText({ amount_minor: 6005, currency: 'KWD' }), '6.005 KWD')
})

t.test('a fee for some is named by them, in whatever order they were written', async (t) => {
  const [fee] = terms.fees
  if (fee === undefined) return t.fail('a fee')
  t.equal(feeName(fee), 'fee of B12, one entry')
  const forSome = (...nationalities: string[]) => feeName({ ...fee, nationalities })
  t.equal(forSome('LKA', 'IND'), 'fee of B12, one entry for India (IND), Sri Lanka (LKA)')
  t.equal(forSome('IND', 'LKA'), forSome('LKA', 'IND'))
})
