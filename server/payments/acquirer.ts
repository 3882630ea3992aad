/** The port to the bank that takes cards (the acquirer). It shows its own page: no number of a card comes to this server. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { Language } from '#evisa/language.ts'
import type { Money } from '#evisa/money.ts'
import type { Result } from '#evisa/result.ts'
import type { Charge } from '../store/payment-store.ts'

/** What a payer is to pay. The same invoice of a terminal is the same order, however often it is opened. */
export interface PaymentOrder extends Money {
  /** The case that it is for: its bank tells it again, should this store have forgotten the invoice. */
  readonly reference: string
  readonly invoice: string
  readonly terminal: string
  readonly language: Language
  /** Until when the page takes a card. */
  readonly expiresAt: EpochSeconds
  /** Where the payer comes back to. */
  readonly returnAddress: string
  /** Where notices go, which are believed in nothing. */
  readonly noticeAddress: string
}

export interface RefundOrder extends Money {
  /** Of our own: the same one is done once, however often it is asked for. */
  readonly refundId: string
  readonly transactionId: string
  readonly invoice: string
  readonly terminal: string
}

export interface InvoiceOfTerminal {
  readonly invoice: string
  readonly terminal: string
}

/** Why there is no answer: nothing came, it said no, or what it said was not understood. */
export interface AcquirerFault {
  readonly kind: 'not-reached' | 'refused' | 'not-understood'
  /** A word or a status for the log: never what was answered. */
  readonly code: string
}

export interface Acquirer {
  /** As payments and the address of notices name it. */
  readonly name: string
  /** The origin of its page that takes the card: payers are told it before they are sent there. */
  readonly pageOrigin: string
  /** Whether no money moves; then whatever is printed says so. */
  readonly isTest: boolean
  /** In the order in which they are used up. */
  readonly terminals: readonly string[]
  /** The address of the page that takes the card. */
  openPayment(order: PaymentOrder): Promise<Result<string, AcquirerFault>>
  /** The charges of an invoice; none where the payer has begun nothing, or the bank does not know it. */
  chargesOf(of: InvoiceOfTerminal): Promise<Result<readonly Charge[], AcquirerFault>>
  refund(order: RefundOrder): Promise<Result<null, AcquirerFault>>
  /** The file of a day, as text. */
  settlement(day: CivilDate, terminal: string): Promise<Result<string, AcquirerFault>>
}
