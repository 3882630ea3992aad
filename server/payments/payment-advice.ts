/** What a payer is to be told of a case's payments. Pure. */
import { PAID } from '../lifecycles/payment-states.ts'
import type { PaymentCase, StoredPayment } from '../store/payment-store.ts'

/**
 * `asking`: the bank may have taken the money, nobody pays again, it is being asked. `person-looks`: an amount came that is not the
 * fee, or one that could not be given back. `disputed`: the fee was paid, and its bank is asked to take it back or has done so.
 */
export const ADVICE = [
  'pay',
  'pay-again',
  'asking',
  'paid',
  'disputed',
  'person-looks',
  'returning',
  'returned',
  'nothing',
] as const
export type Advice = (typeof ADVICE)[number]

export function adviceOf({ state, paidAt, payments }: Pick<PaymentCase, 'state' | 'paidAt' | 'payments'>): Advice {
  const has = (...states: readonly StoredPayment['state'][]) => payments.some((one) => states.includes(one.state))
  // Of two charges one may be disputed while the other is the fee.
  if (paidAt !== null) return has('disputed', 'lost') && !has(...PAID) ? 'disputed' : 'paid'
  if (has('at-acquirer', 'confirming')) return 'asking'
  if (has('wrong-amount', 'disputed')) return 'person-looks'
  if (state === 'submitted') return has('failed', 'expired', 'cancelled') ? 'pay-again' : 'pay'
  if (has('refund-failed')) return 'person-looks'
  if (has('refund-due')) return 'returning'
  return has('refunded') ? 'returned' : 'nothing'
}

/** Whether there is a page at the bank to send the payer to. */
export function openPage({ state, page, expiresAt }: StoredPayment, now: number): string | null {
  return (state === 'at-acquirer' || state === 'confirming') && now < expiresAt ? page : null
}
