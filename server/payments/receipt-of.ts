/** What the receipt of a payment says; null for one that nobody paid. Pure. */
import { civilDateAt, type EpochSeconds, formatInstant } from '#evisa/civil-date.ts'
import { documentLanguage, type TravellerLanguage } from '#evisa/language.ts'
import { moneyText } from '#evisa/money.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { StoredPayment } from '../store/payment-store.ts'
import type { ReceiptFacts } from '../visa-document/draw-receipt.ts'

export function receiptOf(payment: StoredPayment, language: TravellerLanguage, isTest: boolean): ReceiptFacts | null {
  const { transactionId, capturedMinor: minor, capturedCurrency: currency, capturedAt, refundedAt } = payment
  if (transactionId === null || minor === null || currency === null || capturedAt === null) return null
  const said = documentLanguage(language)
  return {
    language: said,
    amount: moneyText({ minor, currency }, said),
    reference: formatVisaNumber(payment.application),
    invoice: payment.invoice,
    transaction: transactionId,
    terminal: payment.terminal,
    paid: timeText(capturedAt),
    returned: refundedAt === null ? null : timeText(refundedAt),
    isOwed: ['duplicate', 'paid-late', 'wrong-amount', 'refund-due', 'refund-failed'].includes(payment.state),
    isTest,
    madeAt: refundedAt ?? capturedAt,
  }
}

/** `22.11.2026, 10:00` in Kazakhstan. */
function timeText(at: EpochSeconds): string {
  return `${civilDateAt(at).split('-').reverse().join('.')}, ${formatInstant(at).slice(11, 16)}`
}
