import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { receiptOf } from '../../../server/payments/receipt-of.ts'
import { storedPayment } from '../store/stored-payment.ts'

const PAID = storedPayment({
  ...{ state: 'paid', transactionId: 't1', capturedMinor: 6000, capturedCurrency: 'USD', capturedAt: NOW },
})

t.test('a receipt says what the bank took, when, and for what', async (t) => {
  t.strictSame(receiptOf(PAID, 'en', true), {
    ...{ language: 'en', amount: '60.00\u00a0USD', reference: 'K7Q2-M4XN-9TBD', invoice: '123456000001' },
    ...{ transaction: 't1', terminal: '98765432', paid: '22.11.2026, 10:00', returned: null, isOwed: false },
    ...{ isTest: true, madeAt: NOW },
  })
  t.match(receiptOf({ ...PAID, capturedMinor: 100 }, 'kk', false), { language: 'kk', amount: /^1,00/, isTest: false })
  t.match(receiptOf(PAID, 'fr', false), { language: 'en' })
})

t.test('what came back, and what is to, is said', async (t) => {
  t.match(receiptOf({ ...PAID, state: 'refund-due' }, 'en', false), { isOwed: true, returned: null })
  t.match(receiptOf({ ...PAID, state: 'refunded', refundedAt: NOW + 3600 }, 'en', false), {
    ...{ isOwed: false, returned: '22.11.2026, 11:00', madeAt: NOW + 3600 },
  })
})

t.test('of what nobody paid there is none', async (t) => {
  t.equal(receiptOf(storedPayment(), 'en', false), null)
})
