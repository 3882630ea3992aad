/** Payments as their payer is told of them. Pure. */
import { shortTime } from '#evisa/day-in-words.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { moneyText } from '#evisa/money.ts'
import type { Words } from '../../pages/words.ts'
import { type CasePayments, caseAddress } from '../own-case.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export interface PaymentRow {
  readonly amount: string
  readonly at: string
  /** What became of it. */
  readonly text: string
  /** The address of its receipt; null where nothing was taken. */
  readonly receipt: string | null
}

/** Every payment of a case, the newest first. */
export function paymentRows(
  { reference, payments }: Pick<CasePayments, 'reference' | 'payments'>,
  language: TravellerLanguage,
): readonly PaymentRow[] {
  return payments.map(({ id, state, amount_minor, currency, captured_minor, captured_currency, ...payment }) => ({
    amount: moneyText({ minor: captured_minor ?? amount_minor, currency: captured_currency ?? currency }, language),
    at: shortTime(payment.captured_at ?? payment.created_at, language),
    text: WORDS[language].states[state],
    receipt: payment.has_receipt ? caseAddress(language, reference, `payments/${id}/receipt.pdf`) : null,
  }))
}

type Advice = CasePayments['advice']['code']
// What else is said on the page of the case: that nothing is paid yet, or that it is.
const NOTICED: readonly Advice[] = ['asking', 'disputed', 'person-looks', 'returning', 'returned']

/** What the payer has to know of their payments beside how the case stands; null where that says it. */
export function noticeOf(
  { advice: { code } }: Pick<CasePayments, 'advice'>,
  language: TravellerLanguage,
): { readonly title: string; readonly text: string } | null {
  return NOTICED.includes(code) ? WORDS[language].advice[code] : null
}

/** What is to be paid, in words; null where nothing is. */
export function feeInWords({ fee }: Pick<CasePayments, 'fee'>, language: TravellerLanguage): string | null {
  return fee && moneyText({ minor: fee.amount_minor, currency: fee.currency }, language)
}

/** The bank's page of the payment that is open, which is the same payment however often it is opened; null where none is. */
export function openPageOf({
  payments,
}: Pick<CasePayments, 'payments'>): { readonly page: string; readonly expiresAt: number } | null {
  const open = payments.find(({ page }) => page !== null && isWebAddress(page))
  return open?.page ? { page: open.page, expiresAt: open.expires_at } : null
}

/** Whether a browser may be sent there: an address of the web, and nothing that runs. */
export function isWebAddress(address: string): boolean {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '')
}
