/** The step by which a case is paid: it is complete, its clock begins, and its traveller is told. */
import { formatInstant } from '#evisa/civil-date.ts'
import { moneyText } from '#evisa/money.ts'
import { APPLICATION } from '../lifecycles/application-states.ts'
import { PAID } from '../lifecycles/payment-states.ts'
import type { Act } from './audit-store.ts'
import type { PaidCase } from './payment-rows.ts'
import type { DueAt, StoredPayment } from './payment-store.ts'
import { type LetterKind, queueLetter } from './queue-letter.ts'
import { firstRow, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

/** Whether the case stands and this is its fee: one that was submitted anew may cost something else. */
export function takesFee({ state, feeMinor, feeCurrency }: PaidCase, payment: StoredPayment): boolean {
  return state === 'submitted' && feeMinor === payment.amountMinor && feeCurrency === payment.currency
}

/** Whether another payment of the case is its fee. */
export function* hasPaid({ id }: PaidCase, other: string): Steps<boolean> {
  const found = yield* firstRow(
    `SELECT id FROM payments WHERE application = ? AND id <> ? AND refunded_at IS NULL AND state IN (${PAID.map(() => '?').join()})`,
    ...[id, other, ...PAID],
  )
  return found !== null
}

/** `capturedAt`: by the bank's clock, whenever we learn of it. */
export function* payCase(
  paidCase: PaidCase,
  payment: StoredPayment,
  capturedAt: number,
  dueAt: DueAt,
  by: Act,
): Steps<void> {
  const taken = yield* takeEdge(APPLICATION, paidCase.id, 'pay', by, { payment: payment.id })
  if (!taken.ok) throw new TypeError(`a case that takes its fee did not: ${JSON.stringify(taken.error)}`)
  // Of one that was submitted anew the answers are younger than the amount that came late.
  const completeAt = Math.max(capturedAt, paidCase.submittedAt ?? 0)
  const due = dueAt(completeAt)
  yield* rows(
    'UPDATE applications SET paid_at = ?, complete_at = ?, due_at = ? WHERE id = ?',
    ...[capturedAt, completeAt, due, paidCase.id],
  )
  yield* tellPayer('paid', paidCase, payment, due === null ? {} : { due: timeText(due) }, by)
}

/** `2026-11-24 18:30` in Kazakhstan. */
function timeText(at: number): string {
  return formatInstant(at).slice(0, 16).replace('T', ' ')
}

/** Queues a letter about an amount to the traveller of the case, if there is an address yet. */
export function* tellPayer(
  kind: LetterKind & ('paid' | 'refund'),
  paidCase: PaidCase,
  payment: StoredPayment,
  more: Readonly<Record<string, string | number>>,
  by: Act,
): Steps<void> {
  const address = yield* addressOf(paidCase)
  if (address === '') return
  const { language } = paidCase
  const money = {
    minor: payment.capturedMinor ?? payment.amountMinor,
    currency: payment.capturedCurrency ?? payment.currency,
  }
  const content = { reference: paidCase.id, amount: moneyText(money, language), ...more }
  yield* queueLetter({ kind, address, language, about: paidCase.id, content }, by.at)
}

/** Where the traveller wanted to be written to; the account's own address where the answers were erased. */
function* addressOf({ content, account }: PaidCase): Steps<string> {
  const asked: unknown = content === null || content === '' ? null : JSON.parse(content)
  if (typeof asked === 'object' && asked !== null && 'email' in asked && typeof asked.email === 'string')
    return asked.email
  return (yield* firstRow<{ email: string }>('SELECT email FROM accounts WHERE id = ?', account))?.email ?? ''
}
