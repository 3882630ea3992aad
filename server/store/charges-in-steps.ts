/** What banks answer of payments, as both databases take it in: whatever a charge leads to is one act. */
import { uuidv7 } from 'uuidv7'
import { NUDGED_AT_MOST_SECONDS, nextAskAt } from '../lifecycles/ask-times.ts'
import { OPEN_PAYMENTS, PAYMENT, type PaymentEdge, type PaymentState } from '../lifecycles/payment-states.ts'
import type { Act } from './audit-store.ts'
import { type ChargeVerdict, isCaptured, judgeCharges, type LaterVerdict, laterOf } from './judge-charges.ts'
import { hasPaid, payCase, takesFee } from './pay-case.ts'
import { lockedPayment, PAYMENT_COLUMNS, type PaidCase, paymentById } from './payment-rows.ts'
import type { Charge, ChargeStore, DueAt, Learned, StoredPayment } from './payment-store.ts'
import { flagChargeback, owePaymentBack, returnPayment } from './return-payment.ts'
import { firstRow, type Runs, rows, type Steps } from './steps.ts'
import { keepBeginning, takeEdge } from './take-edge.ts'

export function chargesInSteps({ act, read }: Runs): ChargeStore {
  return {
    nudgePayment: (terminal, invoice, now) => act(() => nudgePayment(terminal, invoice, now)),
    claimAsks: (now, leaseUntil, limit) => act(() => claimAsks(now, leaseUntil, limit)),
    nextPaymentAt: () => read(nextPaymentAt),
    postponeAsk: (id, now) => act(() => postponeAsk(id, now)),
    learnCharges: (id, charges, asked, by) => act(() => learnCharges(id, charges, asked, by)),
  }
}

// Also of a payment that is asked about no more: its bank may have more to tell.
function* nudgePayment(terminal: string, invoice: string, now: number): Steps<void> {
  const soonest = `CASE WHEN asked_at > ? THEN asked_at + ${NUDGED_AT_MOST_SECONDS} ELSE ? END`
  const times = [now - NUDGED_AT_MOST_SECONDS, now]
  yield* rows(
    `UPDATE payments SET next_ask_at = ${soonest} WHERE terminal = ? AND invoice = ? AND second_of IS NULL
       AND (next_ask_at IS NULL OR next_ask_at > ${soonest})`,
    ...[...times, terminal, invoice, ...times],
  )
}

function* claimAsks(now: number, leaseUntil: number, limit: number): Steps<readonly StoredPayment[]> {
  // Of two workers who see the same rows the second finds, once the first is done, that they are not due any more.
  return yield* rows<StoredPayment>(
    `UPDATE payments SET next_ask_at = ?, asked = asked + 1, asked_at = ? WHERE next_ask_at <= ? AND id IN (
       SELECT id FROM payments WHERE next_ask_at <= ? ORDER BY next_ask_at, id LIMIT ?)
     RETURNING ${PAYMENT_COLUMNS}`,
    ...[leaseUntil, now, now, now, limit],
  )
}

function* nextPaymentAt(): Steps<number | null> {
  const ask = yield* firstRow<{ at: number | null }>(
    'SELECT min(next_ask_at) AS "at" FROM payments WHERE next_ask_at IS NOT NULL',
  )
  const refund = yield* firstRow<{ at: number | null }>(
    'SELECT min(refund_next_at) AS "at" FROM payments WHERE refund_next_at IS NOT NULL',
  )
  const times = [ask?.at ?? null, refund?.at ?? null].filter((at) => at !== null)
  return times.length === 0 ? null : Math.min(...times)
}

function* postponeAsk(id: string, now: number): Steps<void> {
  const payment = yield* paymentById(id)
  if (payment === null) return
  yield* askAgain(payment, now)
  // Of one that is open nothing was learned yet, however old it is: a restored store has such of days ago.
  if (OPEN_PAYMENTS.includes(payment.state))
    yield* rows(
      'UPDATE payments SET next_ask_at = ? WHERE id = ? AND next_ask_at IS NULL',
      now + UNANSWERED_SECONDS,
      id,
    )
}

function* askAgain(payment: StoredPayment, now: number): Steps<void> {
  const next = ASKED_ABOUT.includes(payment.state) ? nextAskAt(payment, now) : null
  yield* rows('UPDATE payments SET next_ask_at = ? WHERE id = ?', next, payment.id)
}

const UNANSWERED_SECONDS = 3600

// Of one that failed or ran out the amount may come late.
const ASKED_ABOUT: readonly PaymentState[] = [...OPEN_PAYMENTS, 'failed', 'expired']

function* learnCharges(
  id: string,
  charges: readonly Charge[],
  asked: { readonly at: number; readonly dueAt: DueAt },
  by: Act,
): Steps<Learned | null> {
  const found = yield* lockedPayment(id)
  if (found === null) return null
  const { payment, paidCase } = found
  const judged = judgeCharges(payment, charges, asked.at)
  yield* follow(payment, paidCase, judged.verdict, asked.dueAt, by)
  let seconds = 0
  for (const charge of judged.seconds) if (yield* keepSecond(payment, paidCase, charge, by)) seconds += 1
  yield* followLater(id, paidCase, judged.later, by)
  const after = yield* paymentById(id)
  if (after === null) return null
  yield* askAgain(after, by.at)
  return { payment: (yield* paymentById(id)) ?? after, before: payment.state, seconds }
}

function* follow(
  payment: StoredPayment,
  paidCase: PaidCase,
  verdict: ChargeVerdict,
  dueAt: DueAt,
  by: Act,
): Steps<void> {
  switch (verdict.kind) {
    case 'nothing':
      return
    case 'under-way':
      return yield* toConfirming(payment, by)
    case 'cancelled':
      return yield* edge(payment.id, 'cancel', by)
    case 'failed':
    case 'expired':
      yield* toConfirming(payment, by)
      return yield* edge(payment.id, verdict.kind === 'failed' ? 'fail' : 'expire', by)
    case 'captured':
      return yield* takeCapture(payment, paidCase, verdict, dueAt, by)
  }
}

/** From any state in which a payment is open, by the edges that lead there. */
function* toConfirming({ id, state }: StoredPayment, by: Act): Steps<void> {
  if (state === 'created') yield* edge(id, 'send-to-acquirer', by)
  if (state === 'created' || state === 'at-acquirer') yield* edge(id, 'confirm', by)
}

function* takeCapture(
  payment: StoredPayment,
  paidCase: PaidCase,
  { charge, isRight }: ChargeVerdict & { readonly kind: 'captured' },
  dueAt: DueAt,
  by: Act,
): Steps<void> {
  const isOpen = OPEN_PAYMENTS.includes(payment.state)
  const isLate = !isOpen && LATE.includes(payment.state)
  if (!isOpen && !isLate) return
  const { id } = payment
  const capturedAt = charge.capturedAt ?? by.at
  yield* rows(
    'UPDATE payments SET transaction_id = ?, captured_minor = ?, captured_currency = ?, captured_at = ? WHERE id = ?',
    ...[charge.transactionId, charge.minor, charge.currency, capturedAt, id],
  )
  if (isOpen) yield* toConfirming(payment, by)
  if (isOpen && !isRight) return yield* edge(id, 'find-wrong-amount', by)
  yield* edge(id, isOpen ? 'pay' : 'pay-late', by)
  if (isRight && takesFee(paidCase, payment)) {
    if (isLate) yield* edge(id, 'count', by)
    return yield* payCase(paidCase, payment, capturedAt, dueAt, by)
  }
  if (isOpen && (yield* hasPaid(paidCase, id))) yield* edge(id, 'find-duplicate', by)
  yield* owePaymentBack(id, '', by)
}

const LATE: readonly PaymentState[] = ['failed', 'expired', 'cancelled']

/** Keeps what a bank charged a second time under one invoice, and owes it back; false where it was known. */
function* keepSecond(payment: StoredPayment, paidCase: PaidCase, charge: Charge, by: Act): Steps<boolean> {
  const known = yield* firstRow<{ id: string }>(
    'SELECT id FROM payments WHERE second_of = ? AND transaction_id = ?',
    ...[payment.id, charge.transactionId],
  )
  if (known === null && !isCaptured(charge)) return false
  const id = known?.id ?? (yield* insertSecond(payment, charge, by))
  yield* followLater(id, paidCase, laterOf(charge), by)
  return known === null
}

function* insertSecond(payment: StoredPayment, charge: Charge, by: Act): Steps<string> {
  const id = uuidv7()
  const { application, acquirer, terminal, invoice } = payment
  yield* rows(
    `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at,
       watched_until, transaction_id, captured_minor, captured_currency, captured_at, second_of, created_at, changed_at)
     VALUES (?, 'duplicate', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, application, acquirer, terminal, invoice, Number(invoice.slice(-6)), charge.minor, charge.currency],
    ...[by.at, by.at, charge.transactionId, charge.minor, charge.currency, charge.capturedAt ?? by.at],
    ...[payment.id, by.at, by.at],
  )
  yield* keepBeginning(PAYMENT, id, 'duplicate', by)
  yield* owePaymentBack(id, '', by)
  return id
}

/** What became of a captured amount later: a dispute, or that the bank gave it back. */
function* followLater(id: string, paidCase: PaidCase, { dispute, isReturned }: LaterVerdict, by: Act): Steps<void> {
  if (isReturned) yield* returnPayment(id, paidCase, by)
  if (dispute === 'none') return
  // One that is over was open before, whether or not anybody told us.
  const taken = yield* takeEdge(PAYMENT, id, 'dispute', by)
  if (taken.ok) {
    yield* rows('UPDATE payments SET refund_next_at = NULL WHERE id = ?', id)
    yield* flagChargeback(paidCase)
  }
  if (dispute !== 'open') yield* endDispute(id, dispute, by)
}

function* endDispute(id: string, dispute: 'won' | 'lost', by: Act): Steps<void> {
  const ended = yield* takeEdge(PAYMENT, id, dispute === 'won' ? 'win' : 'lose', by)
  const payment = ended.ok && dispute === 'won' ? yield* paymentById(id) : null
  if (payment === null || payment.refundedAt !== null) return
  // What was not ours to keep before the payer's bank took it is not ours once that bank has given it to us.
  const isFee = payment.capturedMinor === payment.amountMinor && payment.capturedCurrency === payment.currency
  if (payment.refundId !== null || !isFee) yield* owePaymentBack(id, payment.reason, by)
}

/** Takes an edge that the state, which is held, has been seen to allow. */
function* edge(id: string, name: PaymentEdge, by: Act): Steps<void> {
  const taken = yield* takeEdge(PAYMENT, id, name, by)
  if (!taken.ok) throw new TypeError(`no edge ${name} here: ${JSON.stringify(taken.error)}`)
}
