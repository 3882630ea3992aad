import t from 'tap'
import {
  amountsOf,
  type ListedPayment,
  paymentRow,
  paymentsAddress,
  todoOf,
} from '../../../../desk/console/payments/payment-words.ts'

const PAYMENT = {
  ...{ id: 'p1', reference: 'K7Q2M4XN9TBD', state: 'paid', amount_minor: 6000, currency: 'USD', invoice: '123456' },
  ...{ captured_minor: 6000, captured_currency: 'USD', captured_at: 1_796_000_000, created_at: 1_795_000_000 },
} as unknown as ListedPayment
const visit = { language: 'en' } as const

t.test('what came is told where it is not the fee, and what is to be done where there is something', async (t) => {
  t.match(paymentRow(PAYMENT, visit), {
    fee: '60.00\u00a0USD',
    isOther: false,
    state: 'paid',
    todo: '',
    href: '/en/payments/p1',
  })
  t.match(amountsOf({ ...PAYMENT, captured_currency: 'KZT' }, visit), { came: /KZT/, isOther: true })
  t.match(amountsOf({ ...PAYMENT, captured_minor: null }, visit), { came: '', isOther: false })
  for (const state of ['wrong-amount', 'refund-failed', 'disputed', 'duplicate'] as const) t.ok(todoOf(state, visit))
  t.equal(todoOf('refunded', visit), '')
  t.equal(paymentsAddress(visit), '/en/payments')
})
