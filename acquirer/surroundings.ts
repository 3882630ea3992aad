/** What the routes of the test acquirer work with. */
import type { ChargeSurroundings } from './charge-order.ts'
import type { Fault } from './faults.ts'
import type { OrderStore } from './order-store.ts'
import type { Order } from './orders.ts'
import type { Tokens } from './tokens.ts'

export interface Surroundings {
  readonly store: OrderStore
  /** Epoch seconds. */
  readonly now: () => number
  readonly terminals: readonly string[]
  readonly tokens: Tokens
  readonly slowMs: number
  /** Of this moment. */
  readonly around: () => ChargeSurroundings
  /** Tells the shop; never rejects, and whether it was heard nobody learns. */
  readonly notify: (order: Order, forged?: boolean) => Promise<void>
  /** What orders meet that name no fault of their own. */
  readonly globalFault: () => Fault
}

export type Form = Readonly<Record<string, string>>
