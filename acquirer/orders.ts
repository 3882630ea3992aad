/** An order of the test acquirer: what the shop asked for, and what was charged. No number of a card is in it. */
import type { Fault } from './faults.ts'

/** The names of states, as they are told to the shop. */
export type StatusName =
  | 'NEW'
  | '3D'
  | 'AUTH'
  | 'CHARGE'
  | 'FAILED'
  | 'REFUND'
  | 'DISPUTE'
  | 'DISPUTE_WON'
  | 'DISPUTE_LOST'

export interface Charged {
  readonly id: string
  readonly status: StatusName
  /** As it is written: `60.00`. */
  readonly amount: string
  readonly currency: string
  /** Epoch seconds. */
  readonly createdAt: number
  readonly chargedAt: number | null
  /** What happened to it, for the file of the day. */
  readonly lines: readonly { readonly kind: StatusName; readonly at: number }[]
  /** The shop's id of the refund that was done; null where none was. */
  readonly refund: string | null
}

export interface AskedOrder {
  readonly terminal: string
  readonly invoice: string
  /** The customer in the shop's own books; orders of before name none. */
  readonly accountId?: string
  readonly amount: string
  readonly currency: string
  readonly language: 'en' | 'ru' | 'kk'
  /** Where the notice goes. */
  readonly postLink: string
  /** Where the payer goes back to, whatever became of it. */
  readonly backLink: string
  readonly expiresAt: number
}

export interface Order extends AskedOrder {
  /** In the address of its page. */
  readonly key: string
  readonly step: 'card' | '3ds' | 'over'
  readonly fault: Fault
  readonly charges: readonly Charged[]
  /** How often the code of the card's bank was typed and was not it. */
  readonly wrongCodes: number
  /** Questions and refunds that met a fault which passes. */
  readonly met: number
}

/** The charge that is told where one is asked for: the first that was charged, else the last. */
export function toldCharge({ charges }: Order): Charged | null {
  return charges.find(({ chargedAt }) => chargedAt !== null) ?? charges.at(-1) ?? null
}

/** The order with one of its charges changed. */
export function withCharge(order: Order, id: string, change: (charge: Charged) => Charged): Order {
  return { ...order, charges: order.charges.map((charge) => (charge.id === id ? change(charge) : charge)) }
}

/** A charge in its next state, which its file of the day has a line of. */
export function moved(charge: Charged, status: StatusName, at: number): Charged {
  return { ...charge, status, lines: [...charge.lines, { kind: status, at }] }
}
