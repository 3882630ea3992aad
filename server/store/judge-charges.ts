/** What the charges that a bank tells of mean for a payment. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { ASKED_FOR_SECONDS } from '../lifecycles/ask-times.ts'
import { OPEN_PAYMENTS } from '../lifecycles/payment-states.ts'
import type { Charge, ChargeState, StoredPayment } from './payment-store.ts'

export type ChargeVerdict =
  | { readonly kind: 'nothing' }
  /** The bank is at it. */
  | { readonly kind: 'under-way' }
  | { readonly kind: 'captured'; readonly charge: Charge; readonly isRight: boolean }
  | { readonly kind: 'failed' | 'expired' | 'cancelled' }

export interface ChargeJudgement {
  /** Of the payment itself. */
  readonly verdict: ChargeVerdict
  /** What became of it later. */
  readonly later: LaterVerdict
  /** Charged beside it under the same invoice: given back, each. */
  readonly seconds: readonly Charge[]
}

/** What became of an amount after it was captured. */
export interface LaterVerdict {
  /** A dispute, and how that ended. */
  readonly dispute: 'none' | 'open' | 'won' | 'lost'
  /** Whether the bank gave it back already. */
  readonly isReturned: boolean
}

const CAPTURED: readonly ChargeState[] = ['captured', 'disputed', 'dispute-won', 'dispute-lost']
const ONCE_CAPTURED: readonly ChargeState[] = [...CAPTURED, 'returned']
// Of these the amount may be set aside, or more may follow: they keep a payment open for longer than its page is.
const UNCLEAR: readonly ChargeState[] = ['held', 'not-listed']
const OVER: readonly ChargeState[] = ['failed', 'returned']
const DISPUTES: Readonly<Partial<Record<ChargeState, LaterVerdict['dispute']>>> = {
  disputed: 'open',
  'dispute-won': 'won',
  'dispute-lost': 'lost',
}

/** `askedAt`: when the bank was asked, whenever it answered. */
export function judgeCharges(payment: StoredPayment, told: readonly Charge[], askedAt: EpochSeconds): ChargeJudgement {
  // A bank that answers for another invoice or another terminal has answered nothing.
  const charges = told.filter(({ invoice, terminal }) => invoice === payment.invoice && terminal === payment.terminal)
  const captured = charges.filter(({ state }) => CAPTURED.includes(state))
  const main = mainOf(payment, captured)
  const own = charges.find(({ transactionId }) => transactionId === (main?.transactionId ?? payment.transactionId))
  return {
    verdict:
      main === undefined
        ? verdictWithout(payment, charges, askedAt)
        : { kind: 'captured', charge: main, isRight: isRight(payment, main) },
    later: laterOf(own),
    seconds: charges.filter(
      (charge) =>
        ONCE_CAPTURED.includes(charge.state) && charge !== own && charge.transactionId !== payment.transactionId,
    ),
  }
}

export function laterOf(charge: Charge | undefined): LaterVerdict {
  return { dispute: (charge && DISPUTES[charge.state]) ?? 'none', isReturned: charge?.state === 'returned' }
}

export function isCaptured({ state }: Charge): boolean {
  return CAPTURED.includes(state)
}

export function isRight({ amountMinor, currency }: StoredPayment, charge: Charge): boolean {
  return charge.minor === amountMinor && charge.currency === currency
}

function mainOf(payment: StoredPayment, captured: readonly Charge[]): Charge | undefined {
  const { transactionId } = payment
  if (transactionId !== null) return captured.find((charge) => charge.transactionId === transactionId)
  return captured.find((charge) => isRight(payment, charge)) ?? captured[0]
}

function verdictWithout(payment: StoredPayment, charges: readonly Charge[], askedAt: EpochSeconds): ChargeVerdict {
  if (!OPEN_PAYMENTS.includes(payment.state)) return { kind: 'nothing' }
  if (charges.some(({ state }) => UNCLEAR.includes(state)))
    return { kind: askedAt < payment.createdAt + ASKED_FOR_SECONDS ? 'under-way' : 'expired' }
  if (charges.length > 0 && charges.every(({ state }) => OVER.includes(state))) return { kind: 'failed' }
  if (askedAt < payment.expiresAt) return { kind: charges.length > 0 ? 'under-way' : 'nothing' }
  return { kind: payment.state === 'created' && charges.length === 0 ? 'cancelled' : 'expired' }
}
