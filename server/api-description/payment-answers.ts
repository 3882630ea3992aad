/** Payments as the API answers them: to the traveller whose case it is, and to the desk. */
import Type from 'typebox'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import { mayOweBack, PAYMENT, type PaymentState } from '../lifecycles/payment-states.ts'
import type { Acquirer } from '../payments/acquirer.ts'
import type { PaymentFault } from '../payments/begin-payment.ts'
import { ADVICE, type Advice, adviceOf, openPage } from '../payments/payment-advice.ts'
import type { NotSettled } from '../payments/settle-day.ts'
import type { OweBackFault, PaymentCase, PaymentLife, Settlement, StoredPayment } from '../store/payment-store.ts'
import { DeliveryState } from './delivery-answers.ts'

const orNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])
const states = [...new Set([...PAYMENT.begins, ...Object.values(PAYMENT.edges).map(({ to }) => to)])]

export const PaymentStateText = Type.Unsafe<PaymentState>(Type.Union(states.map((state) => Type.Literal(state))))
export const PaymentParams = Type.Object({ id: Type.String({ pattern: '^[0-9a-f-]{36}$' }) })

export const PaymentDocument = Type.Object({
  id: Type.String(),
  state: PaymentStateText,
  amount_minor: Type.Integer({ description: 'In the smallest unit of the currency' }),
  currency: Type.String(),
  invoice: Type.String({ description: 'By which the bank knows it' }),
  page: orNull(Type.String({ description: "The bank's page, where the card is typed; null where none is open" })),
  expires_at: Type.Integer({ description: 'Until then the page takes a card, epoch seconds' }),
  created_at: Type.Integer(),
  captured_at: orNull(Type.Integer({ description: "When the bank took the amount, by the bank's clock" })),
  captured_minor: orNull(Type.Integer()),
  captured_currency: orNull(Type.String()),
  refunded_at: orNull(Type.Integer()),
  has_receipt: Type.Boolean(),
})

export function paymentDocument(payment: StoredPayment, now: number) {
  return {
    id: payment.id,
    state: payment.state,
    amount_minor: payment.amountMinor,
    currency: payment.currency,
    invoice: payment.invoice,
    page: openPage(payment, now),
    expires_at: payment.expiresAt,
    created_at: payment.createdAt,
    captured_at: payment.capturedAt,
    captured_minor: payment.capturedMinor,
    captured_currency: payment.capturedCurrency,
    refunded_at: payment.refundedAt,
    has_receipt: payment.transactionId !== null,
  }
}

/** In English, for whoever reads the API; faces say it in their own words, by its code. */
const ADVICE_TEXTS: Readonly<Record<Advice, string>> = {
  pay: 'The fee is to be paid.',
  'pay-again': 'The last payment was not made: nothing was taken as far as the bank says. The fee is to be paid.',
  asking:
    'Your bank may have taken the money. Do not pay again: we are asking the bank, and this page tells what it says.',
  paid: 'The fee is paid.',
  disputed: 'The fee was disputed at the bank of the card. Do not pay again: a person looks at it.',
  'person-looks': 'An amount came that is not as it should be. Do not pay again: a person looks at it.',
  returning: 'An amount is being given back to your card.',
  returned: 'The amount was given back to your card.',
  nothing: 'Nothing is to be paid.',
}

export const CasePaymentsDocument = Type.Object({
  reference: Type.String(),
  fee: orNull(Type.Object({ amount_minor: Type.Integer(), currency: Type.String() })),
  advice: Type.Object({
    code: Type.Unsafe<Advice>(Type.Union(ADVICE.map((code) => Type.Literal(code)))),
    text: Type.String(),
    may_pay: Type.Boolean({ description: 'Whether a payment may be begun' }),
  }),
  bank: orNull(
    Type.Object({
      page_origin: Type.String({
        description: 'Of its page, where the card is typed: tell it before the payer goes there',
      }),
      is_test: Type.Boolean({ description: 'No money moves' }),
    }),
  ),
  payments: Type.Array(PaymentDocument, { description: 'Newest first' }),
})

/** `acquirer`: undefined where none is set, so that nothing can be paid. */
export function casePaymentsDocument(
  found: PaymentCase,
  now: number,
  acquirer?: Pick<Acquirer, 'pageOrigin' | 'isTest'>,
) {
  const code = adviceOf(found)
  const { feeMinor, feeCurrency } = found
  const fee = feeMinor === null || feeCurrency === null ? null : { amount_minor: feeMinor, currency: feeCurrency }
  return {
    reference: found.reference,
    fee,
    advice: { code, text: ADVICE_TEXTS[code], may_pay: code === 'pay' || code === 'pay-again' },
    bank: acquirer ? { page_origin: acquirer.pageOrigin, is_test: acquirer.isTest } : null,
    payments: found.payments.map((payment) => paymentDocument(payment, now)),
  }
}

/** What the desk sees beside it. */
export const DeskPaymentDocument = Type.Object({
  ...PaymentDocument.properties,
  reference: Type.String(),
  acquirer: Type.String(),
  terminal: Type.String(),
  transaction: orNull(Type.String({ description: 'By which the bank knows the charge' })),
  next_ask_at: orNull(Type.Integer({ description: 'When the bank is asked again' })),
  refund_tries: Type.Integer(),
  refund_next_at: orNull(Type.Integer()),
  settled_at: orNull(Type.Integer({ description: "When it was first in the bank's file" })),
  second_of: orNull(Type.String({ description: 'The payment under whose invoice the bank charged this as well' })),
  reason: Type.String({ description: 'Why the desk owes it back' }),
})

export function deskPaymentDocument(payment: StoredPayment, now: number) {
  return {
    ...paymentDocument(payment, now),
    reference: payment.application,
    acquirer: payment.acquirer,
    terminal: payment.terminal,
    transaction: payment.transactionId,
    next_ask_at: payment.nextAskAt,
    refund_tries: payment.refundTries,
    refund_next_at: payment.refundNextAt,
    settled_at: payment.settledAt,
    second_of: payment.secondOf,
    reason: payment.reason,
  }
}

/** One payment, and how it came to what it is. */
export const OnePaymentDocument = Type.Object({
  ...DeskPaymentDocument.properties,
  asked: Type.Integer({ description: 'How often the bank was asked about it' }),
  case_state: Type.String({ description: 'Of the application' }),
  may_owe_back: Type.Enum(['yes', 'fee-of-case', 'nothing'], {
    description:
      'fee-of-case: it is what the case is looked at for. nothing: there is nothing that could be given back',
  }),
  edges: Type.Array(
    Type.Object({ edge: Type.String(), state: PaymentStateText, actor: Type.String(), at: Type.Integer() }),
    { description: 'What became of it, oldest first; the first edge is begin' },
  ),
  findings: Type.Array(Type.Object({ line: Type.Integer(), kind: Type.String(), read_at: Type.Integer() }), {
    description: "What the bank's files had of its invoice that did not agree",
  }),
  letters: Type.Array(Type.Object({ kind: Type.Enum(['paid', 'refund']), state: DeliveryState, at: Type.Integer() }), {
    description: 'That were written to the payer about the fees of this case',
  }),
})

export function onePaymentDocument(payment: StoredPayment, life: PaymentLife, now: number) {
  const { caseState, edges, findings, letters } = life
  return {
    ...deskPaymentDocument(payment, now),
    asked: payment.asked,
    case_state: caseState,
    may_owe_back: mayOweBack(payment.state, caseState),
    edges: edges.map((one) => ({ ...one })),
    findings: findings.map(({ line, kind, readAt }) => ({ line, kind, read_at: readAt })),
    letters: letters.map((one) => ({ ...one })),
  }
}

export const SettlementDocument = Type.Object({
  sha256: Type.String(),
  terminal: Type.String(),
  lines: Type.Integer(),
  read_by: Type.String(),
  read_at: Type.Integer({ description: 'The first time: the same file changes nothing more' }),
  findings: Type.Array(Type.Object({ line: Type.Integer(), kind: Type.String(), invoice: Type.String() })),
})

export const SettlementsDocument = Type.Object({
  settlements: Type.Array(SettlementDocument, { description: 'One for each terminal' }),
})

export function settlementDocument({ fileHash, terminal, lines, readBy, readAt, findings }: Settlement) {
  return { sha256: fileHash, terminal, lines, read_by: readBy, read_at: readAt, findings: [...findings] }
}

const AWAY = 'The bank cannot be reached now. Nothing was taken; try again in a minute.'
const NO_ACQUIRER: Told = [
  'not-built',
  'No acquirer is set (EVISA_ACQUIRER_URL), so that nothing can be paid here. Nothing was taken.',
]

export const PAYMENT_PROBLEMS: ProblemsOf<PaymentFault> = {
  'no-such-case': ['not-found', 'There is no such application.'],
  'not-to-pay': ({ state }) => ['conflict', `The application is ${state}: only one that is submitted is paid for.`],
  'nothing-to-pay': ['conflict', 'Nothing is to be paid for this application.'],
  'person-looks': ['conflict', ADVICE_TEXTS['person-looks']],
  'no-invoices-left': ['not-built', 'All invoices of the terminals are used up: the authority has to set another one.'],
  'no-acquirer': NO_ACQUIRER,
  'not-reached': ['too-busy', AWAY],
  refused: ['too-busy', AWAY],
  'not-understood': ['too-busy', AWAY],
}

export const OWE_BACK_PROBLEMS: ProblemsOf<OweBackFault> = {
  'not-there': ['not-found', 'There is no such payment.'],
  'no-such-edge': ({ state }) => ['conflict', `It is ${state}: there is nothing that could be given back.`],
  'fee-of-case': ({ state }) => [
    'conflict',
    `It is the fee of an application that is ${state}: it can be given back where that was refused, was withdrawn or lapsed.`,
  ],
}

export const SETTLEMENT_PROBLEMS: ProblemsOf<NotSettled> = {
  'no-acquirer': NO_ACQUIRER,
  'no-such-day': ({ day }) => ['bad-request', `${day} is no day of the calendar, or it has not begun yet.`],
  'no-settlement': ({ terminals }) => [
    'conflict',
    `Not taken: ${terminals.map(({ terminal, why }) => `of terminal ${terminal}, ${why}`).join('; ')}. ` +
      'What other terminals had was taken; try again later.',
  ],
}

/** A reference as a person types it. */
export const ReferenceParams = Type.Object({ reference: Type.String({ maxLength: 40 }) })
