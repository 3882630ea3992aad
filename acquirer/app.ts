/**
 * The test acquirer: it has the shape of a bank's public interface and takes nobody's money. A token for each operation, a page
 * for the card, a step of the card's bank, notices, status by invoice, refunds, a file a day. What it answers says TEST.
 */
import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { request as callOut } from 'undici'
import { guardTestPages } from '../platform/test-pages.ts'
import { capture } from './charge-order.ts'
import { type Fault, isFault } from './faults.ts'
import type { OrderStore } from './order-store.ts'
import { moved, type Order, toldCharge, withCharge } from './orders.ts'
import { pageRoutes } from './page-routes.ts'
import { faultPage } from './pages.ts'
import { shopRoutes } from './shop-routes.ts'
import type { Surroundings } from './surroundings.ts'
import { tokensOf } from './tokens.ts'
import { noticeOf } from './told-order.ts'

export interface AcquirerOptions {
  readonly store: OrderStore
  /** Epoch seconds. */
  readonly now: () => number
  readonly clientId: string
  readonly secret: string
  readonly terminals: readonly string[]
  readonly fault: Fault
  readonly lateSeconds: number
  /** How long an answer takes that is too slow. */
  readonly slowMs?: number
}

export interface AcquirerApp {
  readonly app: FastifyInstance
  /** Does what is due by now: late notices, late charges, disputes. */
  work(): Promise<void>
}

const NOTICE_MS = 5000
const SLOW_MS = 15_000

export function buildAcquirer(options: AcquirerOptions): AcquirerApp {
  const { store, now, lateSeconds, terminals, slowMs = SLOW_MS } = options
  const app = Fastify({ bodyLimit: 65_536, requestTimeout: 30_000 })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  )
  // Where a form goes is left open: whoever has paid goes on to the shop from there.
  const policy = "style-src 'unsafe-inline'"
  guardTestPages(app, { says: { name: 'acquirer', text: 'no bank, no money' }, policy, faultPage })
  const surroundings: Surroundings = {
    ...{ store, now, terminals, slowMs, notify },
    tokens: tokensOf(options.clientId, options.secret, now),
    around: () => ({ now: now(), makeId: () => randomBytes(12).toString('hex'), lateSeconds }),
    globalFault: () => {
      const set = store.setting('fault')
      return isFault(set) ? set : options.fault
    },
  }
  shopRoutes(app, surroundings)
  pageRoutes(app, surroundings)
  const work = async () => {
    for (const { kind, key } of store.takeDue(now())) {
      const order = store.byKey(key)
      if (order === null) continue
      const after = kind === 'capture' ? capture(order, now()) : kind === 'dispute' ? disputed(order, now()) : order
      store.save(after)
      await notify(after)
    }
  }
  return { app, work }
}

// A bank does not wait for the shop, and neither does it care: it is the shop's to ask.
async function notify(order: Order, forged = false): Promise<void> {
  await callOut(order.postLink, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(noticeOf(order, forged)),
    signal: AbortSignal.timeout(NOTICE_MS),
  }).then(
    ({ body }) => body.dump(),
    () => undefined,
  )
}

function disputed(order: Order, at: number): Order {
  const charge = toldCharge(order)
  return charge === null ? order : withCharge(order, charge.id, (one) => moved(one, 'DISPUTE', at))
}
