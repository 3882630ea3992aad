/** Amounts that go back, as both databases keep them. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { mayOweBack, PAYMENT } from '../lifecycles/payment-states.ts'
import type { Act } from './audit-store.ts'
import { lockedPayment, PAYMENT_COLUMNS, paymentById } from './payment-rows.ts'
import type { OweBackFault, RefundStore, StoredPayment } from './payment-store.ts'
import { owePaymentBack, returnPayment } from './return-payment.ts'
import { type Runs, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

export function refundsInSteps({ act }: Runs): RefundStore {
  return {
    oweBack: (id, reason, by) => act(() => oweBack(id, reason, by)),
    claimRefunds: (now, leaseUntil, limit) => act(() => claimRefunds(now, leaseUntil, limit)),
    refundDone: (id, by) => act(() => refundDone(id, by)),
    refundPostponed: (id, nextAt) => act(() => refundPostponed(id, nextAt)),
    refundFailed: (id, by) => act(() => refundFailed(id, by)),
  }
}

function* oweBack(id: string, reason: string, by: Act): Steps<Result<StoredPayment, OweBackFault>> {
  const found = yield* lockedPayment(id)
  if (found === null) return fail('not-there')
  const { state } = found.paidCase
  if (mayOweBack(found.payment.state, state) === 'fee-of-case') return fail({ kind: 'fee-of-case', state })
  const owed = yield* owePaymentBack(id, reason, by)
  if (!owed.ok) return owed
  return ok((yield* paymentById(id)) ?? found.payment)
}

function* claimRefunds(now: number, leaseUntil: number, limit: number): Steps<readonly StoredPayment[]> {
  return yield* rows<StoredPayment>(
    `UPDATE payments SET refund_next_at = ?, refund_tries = refund_tries + 1 WHERE refund_next_at <= ? AND id IN (
       SELECT id FROM payments WHERE refund_next_at <= ? ORDER BY refund_next_at, id LIMIT ?)
     RETURNING ${PAYMENT_COLUMNS}`,
    ...[leaseUntil, now, now, limit],
  )
}

function* refundDone(id: string, by: Act): Steps<boolean> {
  const found = yield* lockedPayment(id)
  return found !== null && (yield* returnPayment(id, found.paidCase, by))
}

function* refundPostponed(id: string, nextAt: number): Steps<void> {
  yield* rows(`UPDATE payments SET refund_next_at = ? WHERE id = ? AND state = 'refund-due'`, nextAt, id)
}

function* refundFailed(id: string, by: Act): Steps<boolean> {
  const found = yield* lockedPayment(id)
  if (found === null) return false
  const taken = yield* takeEdge(PAYMENT, id, 'fail-refund', by)
  if (taken.ok) yield* rows('UPDATE payments SET refund_next_at = NULL WHERE id = ?', id)
  return taken.ok
}
