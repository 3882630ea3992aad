import t from 'tap'
import { lockedCase, lockedPayment, PAYMENT_COLUMNS, paymentById } from '../../../server/store/payment-rows.ts'
import { storedPayment } from './stored-payment.ts'

t.test('every member of a payment is selected, by its name', async (t) => {
  for (const name of Object.keys(storedPayment())) t.match(PAYMENT_COLUMNS, new RegExp(`\\b${name}\\b`))
})

t.test('the case is held before its payment, or two acts wait for each other', async (t) => {
  const steps = lockedPayment('p')
  t.match(steps.next().value, { sql: /^SELECT application FROM payments/, values: ['p'] })
  t.match(steps.next([{ application: 'a' }]).value, { sql: /FROM applications/, values: ['a'], lock: true })
  t.match(steps.next([{ id: 'a' }]).value, { sql: /FROM payments/, values: ['p'], lock: true })
  t.match(steps.next([storedPayment()]), { done: true, value: { paidCase: { id: 'a' } } })
})

t.test('of what is not there nothing is held', async (t) => {
  const steps = lockedPayment('p')
  steps.next()
  t.match(steps.next([]), { done: true, value: null })
  t.match(lockedCase('a').next().value, { lock: true })
  t.match(paymentById('p').next().value, { sql: /WHERE id = \?/, values: ['p'] })
})
