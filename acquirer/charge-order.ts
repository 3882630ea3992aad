/** What happens when a payer has confirmed: the order is charged, or what its fault makes of that. Pure. */
import type { Fault } from './faults.ts'
import type { Job } from './order-store.ts'
import { type Charged, moved, type Order, type StatusName } from './orders.ts'

export interface Outcome {
  readonly order: Order
  /** How many notices go out at once. */
  readonly notices: number
  /** Whether a notice says that it was charged, though it was not. */
  readonly forged: boolean
  readonly later: readonly { readonly kind: Job['kind']; readonly at: number }[]
}

export interface ChargeSurroundings {
  readonly now: number
  readonly makeId: () => string
  /** How late what is late comes. */
  readonly lateSeconds: number
}

/** Begins a charge: the card was typed, and its bank asks for a code. */
export function beginCharge(order: Order, { now, makeId }: ChargeSurroundings): Order {
  const { amount, currency } = order
  const begun: Charged = {
    ...{ id: makeId(), status: '3D', amount, currency, createdAt: now, chargedAt: null, lines: [], refund: null },
  }
  return { ...order, step: '3ds', charges: [...order.charges, begun] }
}

/** The bank of the card said no. */
export function failCharge(order: Order): Order {
  return { ...order, step: 'over', charges: order.charges.map((charge) => inState(charge, 'FAILED')) }
}

/** How often the code of its bank may be typed, as at a real one. */
export const CODE_TRIES = 3

/** A wrong code: it is typed again, until the bank of the card says no. */
export function missCode(order: Order): Order {
  const missed = { ...order, wrongCodes: order.wrongCodes + 1 }
  return missed.wrongCodes < CODE_TRIES ? missed : failCharge(missed)
}

/** The payer confirmed. */
export function confirmCharge(order: Order, around: ChargeSurroundings): Outcome {
  const { now, lateSeconds } = around
  const over: Order = { ...order, step: 'over' }
  const notices = NOTICES[order.fault] ?? 1
  const none = { forged: false, later: [] }
  switch (order.fault) {
    case 'notice-forged':
      return { order: failCharge(order), notices, forged: true, later: [] }
    case 'only-held':
      return { order: { ...over, charges: over.charges.map((charge) => inState(charge, 'AUTH')) }, notices, ...none }
    case 'capture-late':
      return { order: over, notices, forged: false, later: [{ kind: 'capture', at: order.expiresAt + lateSeconds }] }
    case 'notice-late':
      return { order: capture(over, now), notices, forged: false, later: [{ kind: 'notice', at: now + lateSeconds }] }
    case 'dispute':
      return { order: capture(over, now), notices, forged: false, later: [{ kind: 'dispute', at: now + lateSeconds }] }
    case 'paid-twice':
      return { order: chargedTwice(capture(over, now), around), notices, ...none }
    default:
      return { order: capture(over, now), notices, ...none }
  }
}

const NOTICES: Readonly<Partial<Record<Fault, number>>> = {
  'notice-lost': 0,
  'notice-late': 0,
  'capture-late': 0,
  'notice-doubled': 2,
}

/** Charges what was begun, by the fault in another amount or currency. */
export function capture(order: Order, now: number): Order {
  const wrong = {
    ...(order.fault === 'wrong-amount' && { amount: '1.00' }),
    ...(order.fault === 'wrong-currency' && { currency: order.currency === 'KZT' ? 'USD' : 'KZT' }),
  }
  const captured = (charge: Charged): Charged =>
    charge.status === '3D' ? { ...moved(charge, 'CHARGE', now), ...wrong, chargedAt: now } : charge
  return { ...order, step: 'over', charges: order.charges.map(captured) }
}

function chargedTwice(order: Order, { makeId }: ChargeSurroundings): Order {
  return { ...order, charges: [...order.charges, ...order.charges.map((charge) => ({ ...charge, id: makeId() }))] }
}

function inState(charge: Charged, status: StatusName): Charged {
  return charge.chargedAt === null ? { ...charge, status } : charge
}
