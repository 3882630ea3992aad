import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { referralsAnswer } from '../../../scanner-client/offline/referrals-answer.ts'

const act = { device: 'booth-2', operator: null, at: NOW }
const one = { jws: 'a.b.c', state: 'taken', act }

t.test('takes what a newer server may add, and nothing that could not be shown', async (t) => {
  t.ok(referralsAnswer.Check({ referrals: [one, { ...one, state: 'open', act: null }], next: null }))
  t.ok(referralsAnswer.Check({ referrals: [{ ...one, event: {} }], next: '1.a', newer: true }))
  for (const wrong of [
    { ...one, state: 'gone' },
    { ...one, jws: undefined },
    { ...one, act: { ...act, at: 1e15 } },
    { ...one, act: { ...act, at: -1 } },
    { ...one, act: { ...act, operator: 7 } },
  ]) {
    t.notOk(referralsAnswer.Check({ referrals: [wrong], next: null }), JSON.stringify(wrong))
  }
  t.notOk(referralsAnswer.Check({ referrals: [one] }))
})
