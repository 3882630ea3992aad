/** A payment as its rows hold it. */
import type { TravellerLanguage } from '#evisa/language.ts'
import type { StoredPayment } from './payment-store.ts'
import { firstLocked, firstRow, type Steps } from './steps.ts'

const COLUMNS = {
  id: 'id',
  state: 'state',
  application: 'application',
  acquirer: 'acquirer',
  terminal: 'terminal',
  invoice: 'invoice',
  amountMinor: 'amount_minor',
  currency: 'currency',
  page: 'page',
  expiresAt: 'expires_at',
  watchedUntil: 'watched_until',
  asked: 'asked',
  nextAskAt: 'next_ask_at',
  transactionId: 'transaction_id',
  capturedMinor: 'captured_minor',
  capturedCurrency: 'captured_currency',
  capturedAt: 'captured_at',
  refundTries: 'refund_tries',
  refundNextAt: 'refund_next_at',
  refundId: 'refund_id',
  refundedAt: 'refunded_at',
  settledAt: 'settled_at',
  secondOf: 'second_of',
  reason: 'reason',
  createdAt: 'created_at',
  changedAt: 'changed_at',
} as const satisfies Record<keyof StoredPayment, string>

/** What is selected of a payment, under the names of `StoredPayment`. */
export const PAYMENT_COLUMNS = Object.entries(COLUMNS)
  .map(([name, column]) => (name === column ? column : `${column} AS "${name}"`))
  .join(', ')

export function* paymentById(id: string): Steps<StoredPayment | null> {
  return yield* firstRow<StoredPayment>(`SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id = ?`, id)
}

/** A case as payments look at it. */
export interface PaidCase {
  readonly id: string
  readonly state: string
  readonly account: string
  readonly language: TravellerLanguage
  readonly content: string | null
  readonly feeMinor: number | null
  readonly feeCurrency: string | null
  readonly flags: string
  readonly submittedAt: number | null
}

const CASE_COLUMNS = `id, state, account, language, content, fee_minor AS "feeMinor", fee_currency AS "feeCurrency", flags,
  submitted_at AS "submittedAt"`

/** The case, held until the act ends. */
export function* lockedCase(reference: string): Steps<PaidCase | null> {
  return yield* firstLocked<PaidCase>(`SELECT ${CASE_COLUMNS} FROM applications WHERE id = ?`, reference)
}

/** The case of a payment and then the payment, both held until the act ends: in this order, or two acts wait for each other. */
export function* lockedPayment(
  id: string,
): Steps<{ readonly payment: StoredPayment; readonly paidCase: PaidCase } | null> {
  const found = yield* firstRow<{ application: string }>('SELECT application FROM payments WHERE id = ?', id)
  if (found === null) return null
  const paidCase = yield* lockedCase(found.application)
  const payment = yield* firstLocked<StoredPayment>(`SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id = ?`, id)
  return paidCase === null || payment === null ? null : { payment, paidCase }
}
