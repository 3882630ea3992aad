/** Gives an amount back that is owed: asked of the bank until it says that it is done, or until a person has to look. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { StoredPayment } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import type { Acquirer } from './acquirer.ts'
import { PAYMENTS_ACTOR } from './ask-acquirer.ts'

export interface PayingBack {
  readonly store: Pick<Store, 'refundDone' | 'refundPostponed' | 'refundFailed'>
  readonly acquirerOf: (name: string) => Acquirer | undefined
  readonly now: () => EpochSeconds
}

const FIRST_WAIT_SECONDS = 30
/** Then the desk is told: by now an hour is over. */
export const MOST_REFUND_TRIES = 8

export type RefundOutcome = 'refunded' | 'postponed' | 'failed'

export async function payBack(
  payment: StoredPayment,
  { store, acquirerOf, now }: PayingBack,
): Promise<{ readonly outcome: RefundOutcome; readonly code: string }> {
  const { id, refundTries, refundId, transactionId, invoice, terminal, capturedMinor, capturedCurrency } = payment
  const acquirer = acquirerOf(payment.acquirer)
  if (acquirer === undefined || transactionId === null || capturedMinor === null || capturedCurrency === null)
    return giveUpOrWait('not-set')
  const money = { minor: capturedMinor, currency: capturedCurrency }
  const done = await acquirer.refund({ refundId: refundId ?? id, transactionId, invoice, terminal, ...money })
  if (!done.ok) return giveUpOrWait(done.error.code)
  await store.refundDone(id, { actor: PAYMENTS_ACTOR, at: now() })
  return { outcome: 'refunded', code: '' }

  async function giveUpOrWait(code: string) {
    const at = now()
    if (refundTries >= MOST_REFUND_TRIES) {
      await store.refundFailed(id, { actor: PAYMENTS_ACTOR, at })
      return { outcome: 'failed', code } as const
    }
    await store.refundPostponed(id, at + FIRST_WAIT_SECONDS * 2 ** (refundTries - 1))
    return { outcome: 'postponed', code } as const
  }
}
