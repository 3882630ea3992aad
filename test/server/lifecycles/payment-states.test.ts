import t from 'tap'
import { OPEN_PAYMENTS, PAID, PAYMENT } from '../../../server/lifecycles/payment-states.ts'
import { toldMachine, unreached } from './told-machine.ts'

t.test('a payment lives as the table says, and in no other way', async (t) => {
  t.strictSame(toldMachine(PAYMENT), {
    'created -> at-acquirer': 'send-to-acquirer',
    'created -> cancelled': 'cancel',
    'at-acquirer -> confirming': 'confirm',
    'confirming -> paid': 'pay',
    'confirming -> failed': 'fail',
    'confirming -> expired': 'expire',
    'confirming -> wrong-amount': 'find-wrong-amount',
    'failed -> paid-late': 'pay-late',
    'expired -> paid-late': 'pay-late',
    'cancelled -> paid-late': 'pay-late',
    'paid-late -> counted': 'count',
    'paid -> duplicate': 'find-duplicate',
    'paid-late -> refund-due': 'owe-back',
    'wrong-amount -> refund-due': 'owe-back',
    'paid -> refund-due': 'owe-back',
    'duplicate -> refund-due': 'owe-back',
    'refund-failed -> refund-due': 'owe-back',
    'counted -> refund-due': 'owe-back',
    'won -> refund-due': 'owe-back',
    'refund-due -> refund-failed': 'fail-refund',
    'refund-due -> refunded': 'refund',
    'paid -> disputed': 'dispute',
    'counted -> disputed': 'dispute',
    'wrong-amount -> disputed': 'dispute',
    'refund-due -> disputed': 'dispute',
    'refund-failed -> disputed': 'dispute',
    'refunded -> disputed': 'dispute',
    'disputed -> won': 'win',
    'disputed -> lost': 'lose',
  })
  t.strictSame(unreached(PAYMENT), [])
})

t.test('no payment is open and paid', async (t) => {
  t.strictSame(
    OPEN_PAYMENTS.filter((state) => PAID.includes(state)),
    [],
  )
})
