import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { dueAt } from '../../../server/applications/business-clock.ts'
import { dueOfCase } from '../../../server/payments/due-of-case.ts'

const edition = defaultTerms()
const of = (found: { revision: number; from: string } | null) =>
  dueOfCase({
    store: { termsOfCase: async () => found },
    terms: { editionOf: async (revision, from) => (revision === 3 && from === '2026-01-01' ? edition : null) },
  })('K7Q2M4XN9TBD')

t.test('the clock of a case is that of the terms that it was submitted under', async (t) => {
  t.equal((await of({ revision: 3, from: '2026-01-01' }))(NOW), dueAt(NOW, edition))
  t.type(dueAt(NOW, edition), 'number')
})

t.test('where the terms are not known nothing is promised', async (t) => {
  for (const found of [null, { revision: 4, from: '2026-01-01' }]) t.equal((await of(found))(NOW), null)
})
