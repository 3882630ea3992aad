import t from 'tap'
import { feeOf } from '#evisa/terms/fee-of.ts'
import type { Fee } from '#evisa/terms/terms-edition.ts'

const row = (change: Partial<Fee>): Fee => ({
  category: 'B12',
  entries: 1,
  nationalities: null,
  amount_minor: 6000,
  currency: 'USD',
  source: 'guide',
  draft: false,
  ...change,
})

t.test('the row that names the nationality comes before the one for all others', async (t) => {
  const fees = [
    row({}),
    row({ nationalities: ['LKA'], amount_minor: 4000 }),
    row({ entries: 'multiple', amount_minor: 9000 }),
  ]
  t.strictSame(feeOf({ category: 'B12', entries: 1, nationality: 'IND' }, { fees }), { minor: 6000, currency: 'USD' })
  t.strictSame(feeOf({ category: 'B12', entries: 1, nationality: 'LKA' }, { fees }), { minor: 4000, currency: 'USD' })
  t.strictSame(feeOf({ category: 'B12', entries: 'multiple', nationality: 'LKA' }, { fees }), {
    minor: 9000,
    currency: 'USD',
  })
})

t.test('what no row states has no fee', async (t) => {
  const fees = [row({ nationalities: ['LKA'] })]
  t.equal(feeOf({ category: 'B12', entries: 1, nationality: 'IND' }, { fees }), null)
  t.equal(feeOf({ category: 'B2', entries: 1, nationality: 'LKA' }, { fees }), null)
})
