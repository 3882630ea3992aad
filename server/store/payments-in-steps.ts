/** Payments of fees, as both databases keep them: how one begins, and what is read of them. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { nextAskAt, PAYER_THERE_SECONDS } from '../lifecycles/ask-times.ts'
import { invoiceOf, TAILS, tailOf, type Walk, walkOf } from '../lifecycles/invoice-walk.ts'
import { OPEN_PAYMENTS, PAYMENT } from '../lifecycles/payment-states.ts'
import type { Act } from './audit-store.ts'
import { lockedCase, lockedPayment, PAYMENT_COLUMNS, type PaidCase, paymentById } from './payment-rows.ts'
import type {
  BeginFault,
  NewPayment,
  PaymentBacklog,
  PaymentCase,
  PaymentStore,
  StoredPayment,
  TerminalUse,
} from './payment-store.ts'
import { firstLocked, firstRow, type Runs, rows, type Steps } from './steps.ts'
import { keepBeginning, takeEdge } from './take-edge.ts'

export function paymentsInSteps({ act, read }: Runs): PaymentStore {
  return {
    beginPayment: (asked, by) => act(() => beginPayment(asked, by)),
    sentToAcquirer: (id, page, by) => act(() => sentToAcquirer(id, page, by)),
    findPayment: (id) => read(() => paymentById(id)),
    paymentsOf: (reference, account) => read(() => paymentsOf(reference, account)),
    paymentOfInvoice: (terminal, invoice) => read(() => paymentOfInvoice(terminal, invoice)),
    terminalUse: () => read(() => rows<TerminalUse>('SELECT terminal, drawn FROM terminals ORDER BY terminal')),
    paymentBacklog: () => read(paymentBacklog),
  }
}

function* beginPayment(asked: NewPayment, by: Act): Steps<Result<StoredPayment, BeginFault>> {
  const paidCase = yield* lockedCase(asked.application)
  if (paidCase === null || paidCase.account !== asked.account) return fail('no-such-case')
  const open = yield* firstRow<StoredPayment>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE application = ? AND state IN (${OPEN_PAYMENTS.map(() => '?').join()})`,
    ...[asked.application, ...OPEN_PAYMENTS],
  )
  if (open !== null) return ok(open)
  const fault = yield* whyNotToPay(paidCase)
  if (fault !== null) return fail(fault)
  const drawn = yield* drawInvoice(asked)
  return drawn === null ? fail('no-invoices-left') : ok(yield* keepPayment(asked, paidCase, drawn, by))
}

function* whyNotToPay({ id, state, feeMinor, feeCurrency }: PaidCase): Steps<BeginFault | null> {
  if (state !== 'submitted') return { kind: 'not-to-pay', state }
  if (feeMinor === null || feeCurrency === null || feeMinor === 0) return 'nothing-to-pay'
  const looked = yield* firstRow(
    `SELECT id FROM payments WHERE application = ? AND state IN ('wrong-amount', 'disputed')`,
    id,
  )
  return looked === null ? null : 'person-looks'
}

interface Drawn {
  readonly terminal: string
  readonly tail: number
}

function* drawInvoice({ terminals, random }: NewPayment): Steps<Drawn | null> {
  for (const terminal of terminals) {
    const { start, step } = walkOf(random.subarray(4))
    yield* rows(
      'INSERT INTO terminals (terminal, drawn, start, step) VALUES (?, 0, ?, ?) ON CONFLICT (terminal) DO NOTHING',
      ...[terminal, start, step],
    )
    const walk = yield* firstLocked<Walk & { drawn: number }>(
      'SELECT drawn, start, step FROM terminals WHERE terminal = ?',
      terminal,
    )
    if (walk === null || walk.drawn >= TAILS) continue
    yield* rows('UPDATE terminals SET drawn = ? WHERE terminal = ?', walk.drawn + 1, terminal)
    return { terminal, tail: tailOf(walk, walk.drawn) }
  }
  return null
}

function* keepPayment(
  { id, application, acquirer, random }: NewPayment,
  { feeMinor, feeCurrency }: PaidCase,
  { terminal, tail }: Drawn,
  by: Act,
): Steps<StoredPayment> {
  const expiresAt = by.at + PAYER_THERE_SECONDS
  const next = nextAskAt({ createdAt: by.at, watchedUntil: expiresAt }, by.at)
  const [payment] = yield* rows<StoredPayment>(
    `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at,
       watched_until, next_ask_at, created_at, changed_at)
     VALUES (?, 'created', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${PAYMENT_COLUMNS}`,
    ...[id, application, acquirer, terminal, invoiceOf(tail, random), tail, feeMinor, feeCurrency],
    ...[expiresAt, expiresAt, next, by.at, by.at],
  )
  if (payment === undefined) throw new TypeError('a row that was written is not there')
  yield* keepBeginning(PAYMENT, id, 'created', by)
  return payment
}

function* sentToAcquirer(id: string, page: string, by: Act): Steps<StoredPayment | null> {
  const found = yield* lockedPayment(id)
  // Of two that were asked at once the first has done it; what has gone on meanwhile is told as it is.
  if (found === null || found.payment.state !== 'created') return found?.payment ?? null
  yield* takeEdge(PAYMENT, id, 'send-to-acquirer', by)
  yield* rows('UPDATE payments SET page = ? WHERE id = ?', page, id)
  return yield* paymentById(id)
}

function* paymentsOf(reference: string, account: string): Steps<PaymentCase | null> {
  const found = yield* firstRow<Omit<PaymentCase, 'payments'>>(
    `SELECT id AS "reference", state, language, fee_minor AS "feeMinor", fee_currency AS "feeCurrency",
       paid_at AS "paidAt" FROM applications WHERE id = ? AND account = ?`,
    ...[reference, account],
  )
  if (found === null) return null
  const payments = yield* rows<StoredPayment>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE application = ? ORDER BY created_at DESC, id DESC`,
    reference,
  )
  return { ...found, payments }
}

function* paymentOfInvoice(terminal: string, invoice: string): Steps<StoredPayment | null> {
  return yield* firstRow<StoredPayment>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE terminal = ? AND invoice = ? AND second_of IS NULL`,
    ...[terminal, invoice],
  )
}

function* paymentBacklog(): Steps<PaymentBacklog> {
  const found = yield* firstRow<PaymentBacklog>(
    `SELECT min(changed_at) AS "oldestAt", count(*) AS "waiting" FROM payments
     WHERE state IN ('wrong-amount', 'refund-failed')`,
  )
  return found ?? { oldestAt: null, waiting: 0 }
}
