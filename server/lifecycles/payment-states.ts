/** The life of one payment of a fee. An amount that a bank only holds is not paid. */
import type { EdgeOf, Machine, StateOf } from './machine.ts'

export const PAYMENT = {
  kind: 'payment',
  // What a bank charged a second time under one invoice comes in as what it is; what was forgotten here, as what ran out.
  begins: ['created', 'duplicate', 'expired'],
  edges: {
    'send-to-acquirer': { from: ['created'], to: 'at-acquirer' },
    cancel: { from: ['created'], to: 'cancelled' },
    confirm: { from: ['at-acquirer'], to: 'confirming' },
    pay: { from: ['confirming'], to: 'paid' },
    fail: { from: ['confirming'], to: 'failed' },
    expire: { from: ['confirming'], to: 'expired' },
    'find-wrong-amount': { from: ['confirming'], to: 'wrong-amount' },
    'pay-late': { from: ['failed', 'expired', 'cancelled'], to: 'paid-late' },
    count: { from: ['paid-late'], to: 'counted' },
    'find-duplicate': { from: ['paid'], to: 'duplicate' },
    'owe-back': {
      from: ['paid-late', 'wrong-amount', 'paid', 'duplicate', 'refund-failed', 'counted', 'won'],
      to: 'refund-due',
    },
    'fail-refund': { from: ['refund-due'], to: 'refund-failed' },
    refund: { from: ['refund-due'], to: 'refunded' },
    // A bank that takes the amount back has returned it: it is not returned once more.
    dispute: { from: ['paid', 'counted', 'wrong-amount', 'refund-due', 'refund-failed', 'refunded'], to: 'disputed' },
    win: { from: ['disputed'], to: 'won' },
    lose: { from: ['disputed'], to: 'lost' },
  },
} as const satisfies Machine

export type PaymentState = StateOf<typeof PAYMENT>
export type PaymentEdge = EdgeOf<typeof PAYMENT>

/** Whether somebody may have paid, or may yet: no other payment of the case is begun meanwhile. */
export const OPEN_PAYMENTS: readonly PaymentState[] = ['created', 'at-acquirer', 'confirming']
/** Whether the fee is there. */
export const PAID: readonly PaymentState[] = ['paid', 'counted', 'won']
