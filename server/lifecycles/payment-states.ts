/** The life of one payment of a fee. An amount that a bank only holds is not paid. */
import type { ApplicationState } from './application-states.ts'
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
/** What a person looks at, or is to know of. */
export const TO_SETTLE: readonly PaymentState[] = ['wrong-amount', 'refund-failed', 'disputed', 'duplicate']

/** Of these nothing comes any more that the fee is for. */
const WITHOUT_VISA: readonly string[] = ['withdrawn', 'lapsed', 'refused'] satisfies ApplicationState[]

/** Whether the desk may owe an amount back; not while it is the fee of a case that goes on, or has its e-visa. */
export function mayOweBack(state: PaymentState, caseState: string): 'yes' | 'fee-of-case' | 'nothing' {
  if (PAID.includes(state) && !WITHOUT_VISA.includes(caseState)) return 'fee-of-case'
  return PAYMENT.edges['owe-back'].from.some((from) => from === state) ? 'yes' : 'nothing'
}
