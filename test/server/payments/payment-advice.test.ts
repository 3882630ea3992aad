import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { PaymentState } from '../../../server/lifecycles/payment-states.ts'
import { adviceOf, openPage } from '../../../server/payments/payment-advice.ts'
import { storedPayment } from '../store/stored-payment.ts'

const advice = (state: string, paidAt: number | null, ...states: readonly PaymentState[]) =>
  adviceOf({ state, paidAt, payments: states.map((one) => storedPayment({ state: one })) })

t.test('whoever may have paid is never told to pay again', async (t) => {
  for (const state of ['at-acquirer', 'confirming'] as const)
    t.equal(advice('submitted', null, state, 'failed', 'expired'), 'asking')
  for (const state of ['wrong-amount', 'disputed'] as const)
    t.equal(advice('submitted', null, state, 'failed'), 'person-looks')
  t.equal(advice('paid', NOW, 'paid', 'refund-due'), 'paid')
})

t.test('a fee that is disputed is not told as paid, and is not to be paid again', async (t) => {
  for (const state of ['disputed', 'lost'] as const) {
    t.equal(advice('review', NOW, state), 'disputed')
    t.equal(advice('review', NOW, state, 'refunded'), 'disputed')
    for (const fee of ['paid', 'counted', 'won'] as const) t.equal(advice('review', NOW, state, fee), 'paid')
  }
  t.equal(advice('review', NOW, 'won'), 'paid')
})

t.test('who has not paid is told to, and that the last one was not made', async (t) => {
  t.equal(advice('submitted', null), 'pay')
  t.equal(advice('submitted', null, 'created'), 'pay')
  t.equal(advice('submitted', null, 'refunded'), 'pay')
  for (const state of ['failed', 'expired', 'cancelled'] as const)
    t.equal(advice('submitted', null, state), 'pay-again')
})

t.test('of a case that is over it is told what comes back', async (t) => {
  t.equal(advice('withdrawn', null, 'refund-due'), 'returning')
  t.equal(advice('withdrawn', null, 'refunded'), 'returned')
  t.equal(advice('withdrawn', null, 'refund-failed'), 'person-looks')
  t.equal(advice('draft', null), 'nothing')
})

t.test('a page is told while it takes a card', async (t) => {
  t.equal(openPage(storedPayment(), NOW), 'http://bank/1')
  t.equal(openPage(storedPayment({ state: 'confirming' }), NOW), 'http://bank/1')
  t.equal(openPage(storedPayment(), NOW + 1200), null)
  t.equal(openPage(storedPayment({ state: 'paid' }), NOW), null)
})
