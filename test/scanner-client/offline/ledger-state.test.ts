import t from 'tap'
import { afterPage, markOf, newCopy } from '../../../scanner-client/offline/ledger-state.ts'

t.test('a copy goes on and never back, and is damaged no more once it is complete', async (t) => {
  const begun = afterPage(newCopy(2, true), { next: 5, asOf: null, provenEnd: 7 })
  t.same(markOf(begun), { after: 5, asOf: null, provenEnd: 7, isDamaged: true })
  const complete = afterPage(begun, { next: 7, asOf: 100 })
  t.same(markOf(complete), { after: 7, asOf: 100, provenEnd: 7 })
  t.same(markOf(afterPage(complete, { next: 3, asOf: 50 })), { after: 7, asOf: 100, provenEnd: 7 })
  t.equal(complete.copy, 2)
})
