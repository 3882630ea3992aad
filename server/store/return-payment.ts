/** The steps by which an amount goes back to who paid it: it is owed, and it is returned. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { NoSuchEdge } from '../lifecycles/machine.ts'
import { PAYMENT } from '../lifecycles/payment-states.ts'
import type { Act } from './audit-store.ts'
import { tellPayer } from './pay-case.ts'
import { type PaidCase, paymentById } from './payment-rows.ts'
import { rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

/** Owes it back: due at once, under an id of our own that stays the same however often the bank is asked. */
export function* owePaymentBack(id: string, reason: string, by: Act): Steps<Result<null, NoSuchEdge | 'not-there'>> {
  const taken = yield* takeEdge(PAYMENT, id, 'owe-back', by)
  if (!taken.ok) return fail(taken.error)
  yield* rows(
    'UPDATE payments SET refund_next_at = ?, refund_tries = 0, refund_id = ?, reason = ? WHERE id = ?',
    ...[by.at, id, reason, id],
  )
  return ok(null)
}

/** The bank has returned it; false where it was not owed. */
export function* returnPayment(id: string, paidCase: PaidCase, by: Act): Steps<boolean> {
  const before = yield* paymentById(id)
  // It was given up here, and the bank has done it all the same.
  if (before?.state === 'refund-failed') yield* owePaymentBack(id, before.reason, by)
  const taken = yield* takeEdge(PAYMENT, id, 'refund', by)
  if (!taken.ok) return false
  yield* rows('UPDATE payments SET refunded_at = ?, refund_next_at = NULL WHERE id = ?', by.at, id)
  const payment = yield* paymentById(id)
  if (payment !== null) yield* tellPayer('refund', paidCase, payment, {}, by)
  return true
}

/** The flag of a case of which a bank took the fee back. It comes of no answer, so that no other answer takes it away. */
export const CHARGEBACK = 'chargeback'

/**
 * Says on the case that its bank took the fee back: an officer sees it, and nothing is revoked by it. Of a case that was erased
 * nothing is said any more. No time that runs since the case changed, as that to answer or that to keep it, begins anew.
 */
export function* flagChargeback({ id, flags }: PaidCase): Steps<void> {
  const said: unknown = JSON.parse(flags)
  const before: readonly unknown[] = Array.isArray(said) ? said : []
  if (before.includes(CHARGEBACK)) return
  yield* rows(
    'UPDATE applications SET flags = ? WHERE id = ? AND erased_at IS NULL',
    ...[JSON.stringify([...before, CHARGEBACK]), id],
  )
}
