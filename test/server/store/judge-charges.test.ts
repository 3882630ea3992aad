import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { isCaptured, isRight, judgeCharges, laterOf } from '../../../server/store/judge-charges.ts'
import { CHARGE_STATES, type StoredPayment } from '../../../server/store/payment-store.ts'
import { charge } from './made-payment.ts'
import { storedPayment } from './stored-payment.ts'

const PAYMENT = storedPayment()
const verdict = (payment: StoredPayment, charges: Parameters<typeof judgeCharges>[1], at = NOW + 60) =>
  judgeCharges(payment, charges, at).verdict.kind

t.test(
  'each state of a charge means one thing for a payment that is open, before its page runs out and after',
  async (t) => {
    const meant = Object.fromEntries(
      CHARGE_STATES.map((state) => [
        state,
        [NOW + 60, NOW + 1200, NOW + 86_400].map((at) => verdict(PAYMENT, [charge(PAYMENT, { state })], at)).join(),
      ]),
    )
    t.strictSame(meant, {
      begun: 'under-way,expired,expired',
      held: 'under-way,under-way,expired',
      captured: 'captured,captured,captured',
      failed: 'failed,failed,failed',
      returned: 'failed,failed,failed',
      disputed: 'captured,captured,captured',
      'dispute-won': 'captured,captured,captured',
      'dispute-lost': 'captured,captured,captured',
      'not-listed': 'under-way,under-way,expired',
    })
  },
)

t.test('where nothing was begun a payment runs out, and one that no payer was sent to is given up', async (t) => {
  t.equal(verdict(PAYMENT, []), 'nothing')
  t.equal(verdict(PAYMENT, [], NOW + 1200), 'expired')
  t.equal(verdict(storedPayment({ state: 'created' }), [], NOW + 1200), 'cancelled')
  t.equal(verdict(storedPayment({ state: 'created' }), [charge(PAYMENT, { state: 'begun' })], NOW + 1200), 'expired')
})

t.test('what a bank tells of another invoice or terminal is nothing', async (t) => {
  for (const change of [{ invoice: '999999' }, { terminal: '1' }])
    t.strictSame(judgeCharges(PAYMENT, [charge(PAYMENT, change)], NOW), judgeCharges(PAYMENT, [], NOW))
})

t.test('the right amount is the payment, and every other charge is a second one', async (t) => {
  const wrong = charge(PAYMENT, { transactionId: 'w', minor: 1 })
  const right = charge(PAYMENT, { transactionId: 'r' })
  t.match(judgeCharges(PAYMENT, [wrong, right], NOW), { verdict: { charge: right, isRight: true }, seconds: [wrong] })
  t.match(judgeCharges(PAYMENT, [wrong], NOW), { verdict: { charge: wrong, isRight: false }, seconds: [] })
  const known = storedPayment({ state: 'wrong-amount', transactionId: 'w' })
  t.match(judgeCharges(known, [wrong, right], NOW), { verdict: { charge: wrong }, seconds: [right] })
  const paid = storedPayment({ state: 'paid', transactionId: 'r' })
  t.match(judgeCharges(paid, [wrong], NOW), { verdict: { kind: 'nothing' }, seconds: [wrong] })
  t.equal(isRight(PAYMENT, charge(PAYMENT, { currency: 'KZT' })), false)
})

t.test('what became of an amount later is told apart', async (t) => {
  const later = (state: (typeof CHARGE_STATES)[number]) => laterOf(charge(PAYMENT, { state }))
  t.strictSame(laterOf(undefined), { dispute: 'none', isReturned: false })
  t.strictSame(later('captured'), { dispute: 'none', isReturned: false })
  t.strictSame(later('returned'), { dispute: 'none', isReturned: true })
  t.match(
    [later('disputed'), later('dispute-won'), later('dispute-lost')].map(({ dispute }) => dispute),
    ['open', 'won', 'lost'],
  )
  t.ok(isCaptured(charge(PAYMENT)))
  t.notOk(isCaptured(charge(PAYMENT, { state: 'held' })))
})
