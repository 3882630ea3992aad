/** The port to the payments of fees: begun before a bank hears of them, and paid by what the bank answers to our own question. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Money } from '#evisa/money.ts'
import type { Result } from '#evisa/result.ts'
import type { NoSuchEdge } from '../lifecycles/machine.ts'
import type { PaymentState } from '../lifecycles/payment-states.ts'
import type { Act } from './audit-store.ts'
import type { DeliveryState } from './delivery-store.ts'

export interface StoredPayment {
  readonly id: string
  readonly state: PaymentState
  /** The reference of the case. */
  readonly application: string
  readonly acquirer: string
  readonly terminal: string
  /** As the bank knows it: 6 to 15 digits. */
  readonly invoice: string
  readonly amountMinor: number
  readonly currency: string
  /** Where the payer is sent; null until the bank gave it. */
  readonly page: string | null
  readonly expiresAt: EpochSeconds
  readonly watchedUntil: EpochSeconds
  readonly asked: number
  readonly nextAskAt: EpochSeconds | null
  readonly transactionId: string | null
  readonly capturedMinor: number | null
  readonly capturedCurrency: string | null
  readonly capturedAt: EpochSeconds | null
  readonly refundTries: number
  readonly refundNextAt: EpochSeconds | null
  readonly refundId: string | null
  readonly refundedAt: EpochSeconds | null
  readonly settledAt: EpochSeconds | null
  /** The payment under whose invoice the bank charged this one, too; null for a payment of its own. */
  readonly secondOf: string | null
  /** Why the desk owes it back; else empty. */
  readonly reason: string
  readonly createdAt: EpochSeconds
  readonly changedAt: EpochSeconds
}

/**
 * What a bank may say of a charge, whatever its own words. `held` is an amount that is only set aside; `not-listed` is a state that
 * we do not know, and which therefore pays nothing.
 */
export const CHARGE_STATES = [
  'begun',
  'held',
  'captured',
  'failed',
  'returned',
  'disputed',
  'dispute-won',
  'dispute-lost',
  'not-listed',
] as const
export type ChargeState = (typeof CHARGE_STATES)[number]

/** One charge, as a bank tells of it. */
export interface Charge extends Money {
  readonly transactionId: string
  readonly invoice: string
  readonly terminal: string
  readonly state: ChargeState
  /** By the bank's clock; null where it was not captured. */
  readonly capturedAt: EpochSeconds | null
  /** The case that its order named, where the bank tells it. */
  readonly reference?: string
}

export interface NewPayment {
  readonly id: string
  readonly application: string
  /** The account of the traveller who asks; of another's case there is none. */
  readonly account: string
  readonly acquirer: string
  /** In the order in which they are used up. */
  readonly terminals: readonly string[]
  /** Bytes for what is drawn: six digits of the invoice, and of a new terminal where its walk begins and how far it steps. */
  readonly random: Uint8Array
}

export type BeginFault =
  | 'no-such-case'
  | { readonly kind: 'not-to-pay'; readonly state: string }
  | 'nothing-to-pay'
  | 'person-looks'
  | 'no-invoices-left'

/** When a complete case is due; null where the year's working days are not known. */
export type DueAt = (completeAt: EpochSeconds) => EpochSeconds | null

export interface PaymentCase {
  readonly reference: string
  /** Of the application. */
  readonly state: string
  readonly language: TravellerLanguage
  readonly feeMinor: number | null
  readonly feeCurrency: string | null
  readonly paidAt: EpochSeconds | null
  /** Newest first. */
  readonly payments: readonly StoredPayment[]
}

/** What an answer of the bank led to. */
export interface Learned {
  readonly payment: StoredPayment
  readonly before: PaymentState
  /** Charges under the same invoice that are given back. */
  readonly seconds: number
}

export interface RefundClaim {
  readonly payment: StoredPayment
}

export interface TerminalUse {
  readonly terminal: string
  readonly drawn: number
}

export interface PaymentBacklog {
  /** Of wrong amounts and failed refunds, which wait for a person: since when; null where there is none. */
  readonly oldestAt: EpochSeconds | null
  readonly waiting: number
}

/** What of all payments is listed, a page at a time, in the order in which they were begun. */
export interface PaymentQuery {
  /** All of them where it is none. */
  readonly states?: readonly PaymentState[] | undefined
  /** Those whose amount the bank took from a time on and before another one, by its clock. */
  readonly captured?: { readonly from: EpochSeconds; readonly until: EpochSeconds } | undefined
  readonly isNewestFirst?: boolean | undefined
  /** The id of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

/** By the case, or by what the bank calls the order. */
export type PaymentName = { readonly reference: string } | { readonly invoice: string }

export interface PaymentEdgeTaken {
  readonly edge: string
  /** The one that it led to. */
  readonly state: PaymentState
  readonly actor: string
  readonly at: EpochSeconds
}

/** What a bank's file had of an invoice that does not agree. */
export interface FindingOfPayment extends Pick<SettlementFinding, 'line' | 'kind'> {
  readonly readAt: EpochSeconds
}

/** What the payer was told by letter of what was paid, or given back, and never in which words. */
export interface PaymentLetter {
  readonly kind: 'paid' | 'refund'
  readonly state: DeliveryState
  readonly at: EpochSeconds
}

/** How one payment came to what it is. */
export interface PaymentLife {
  /** Of the application. */
  readonly caseState: string
  readonly edges: readonly PaymentEdgeTaken[]
  readonly findings: readonly FindingOfPayment[]
  /** Of all payments of the case. */
  readonly letters: readonly PaymentLetter[]
}

export interface PaymentViewStore {
  listPayments(query: PaymentQuery): Promise<readonly StoredPayment[]>
  /** Newest first. */
  findPayments(name: PaymentName, limit: number): Promise<readonly StoredPayment[]>
  lifeOfPayment(payment: StoredPayment): Promise<PaymentLife>
}

export interface PaymentStore {
  /** Begins the payment of a case, or gives the one that is open. It is on the disk before a bank hears of it. */
  beginPayment(asked: NewPayment, act: Act): Promise<Result<StoredPayment, BeginFault>>
  /** Keeps where the payer is sent; gives the payment as it stands, null if there is none. */
  sentToAcquirer(id: string, page: string, act: Act): Promise<StoredPayment | null>
  findPayment(id: string): Promise<StoredPayment | null>
  /** The case of this traveller with its payments; null where there is none of theirs. */
  paymentsOf(reference: string, account: string): Promise<PaymentCase | null>
  paymentOfInvoice(terminal: string, invoice: string): Promise<StoredPayment | null>
  terminalUse(): Promise<readonly TerminalUse[]>
  paymentBacklog(): Promise<PaymentBacklog>
}

export interface ChargeStore {
  /** Has the bank asked soon; does nothing where there is no such payment. */
  nudgePayment(terminal: string, invoice: string, now: EpochSeconds): Promise<void>
  /** Those that are due, each for one worker until the lease runs out. */
  claimAsks(now: EpochSeconds, leaseUntil: EpochSeconds, limit: number): Promise<readonly StoredPayment[]>
  /** When the next one is due to be asked about or given back; null if none is. */
  nextPaymentAt(): Promise<EpochSeconds | null>
  /** The bank could not be asked, or was not understood: it is asked again. */
  postponeAsk(id: string, now: EpochSeconds): Promise<void>
  /**
   * Takes in what the bank answered to a question of ours, in one act: the edges of the payment, those of the case, its times, its
   * letter. `askedAt` is when it was asked. Null if there is no such payment.
   */
  learnCharges(
    id: string,
    charges: readonly Charge[],
    asked: { readonly at: EpochSeconds; readonly dueAt: DueAt },
    act: Act,
  ): Promise<Learned | null>
}

/** `fee-of-case`: it is what a case is looked at for that goes on, or has its e-visa. */
export type OweBackFault = NoSuchEdge | 'not-there' | { readonly kind: 'fee-of-case'; readonly state: string }

export interface RefundStore {
  /** Owes it back; `reason` is the desk's. */
  oweBack(id: string, reason: string, act: Act): Promise<Result<StoredPayment, OweBackFault>>
  claimRefunds(now: EpochSeconds, leaseUntil: EpochSeconds, limit: number): Promise<readonly StoredPayment[]>
  refundDone(id: string, act: Act): Promise<boolean>
  refundPostponed(id: string, nextAt: EpochSeconds): Promise<void>
  /** A person has to look. */
  refundFailed(id: string, act: Act): Promise<boolean>
}

/** What was found in a bank's file that does not agree with what is known here. */
export interface SettlementFinding {
  readonly line: number
  readonly kind: string
  readonly invoice: string
}

export interface Settlement {
  /** SHA-256 of the file, hex. */
  readonly fileHash: string
  readonly terminal: string
  readonly lines: number
  readonly findings: readonly SettlementFinding[]
  readonly readBy: string
  readonly readAt: EpochSeconds
}

/** What a bank charged under an invoice that the store does not know. */
export interface FoundCharge extends Money {
  /** Of the payment that it becomes. */
  readonly id: string
  readonly acquirer: string
  readonly terminal: string
  readonly invoice: string
  /** The case that its order named. */
  readonly reference: string
}

export interface SettlementStore {
  /**
   * Takes in a charge whose invoice is not known, as a payment that ran out; gives the payment that there is by then. Null where
   * the case is not known either: it is in doubt, until somebody says what becomes of it.
   */
  adoptCharge(found: FoundCharge, act: Act): Promise<StoredPayment | null>
  /** Days of which a bank knows more than this store, which was restored since; oldest first. */
  unsettledDays(): Promise<readonly CivilDate[]>
  /** The file of such a day was had, and no other one comes of it. */
  daySettled(day: CivilDate, act: Act): Promise<void>
  findSettlement(fileHash: string): Promise<Settlement | null>
  /** Keeps what was found; gives what was kept before, where the file was read already. */
  keepSettlement(settlement: Omit<Settlement, 'readBy' | 'readAt'>, act: Act): Promise<Settlement>
  /** Notes that a bank's file has this payment in it. */
  markSettled(id: string, at: EpochSeconds): Promise<void>
}
