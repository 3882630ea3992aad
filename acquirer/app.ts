/**
 * The test acquirer: it has the shape of a bank's public interface and takes nobody's money. A token for each operation, a page
 * for the card, a step of the card's bank, notices, status by invoice, refunds, a file a day. What it answers says TEST.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { request as callOut } from 'undici'
import { beginCharge, capture, confirmCharge, failCharge } from './charge-order.ts'
import { type Fault, isFault, PASSES_AFTER } from './faults.ts'
import type { OrderStore } from './order-store.ts'
import { type AskedOrder, moved, type Order, toldCharge, withCharge } from './orders.ts'
import { cardPage, closedPage, codePage, menuPage } from './pages.ts'
import { noticeOf, settlementFile, toldStatus } from './told-order.ts'

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

const CARD_PAYS = '4000000000000002'
const CARD_IS_DECLINED = '4000000000000010'
const CODE = '1234'
const TOKEN_SECONDS = 300
const NOTICE_MS = 5000
const SLOW_MS = 15_000
const HTML = 'text/html; charset=utf-8'

type Form = Readonly<Record<string, string>>

export function buildAcquirer(options: AcquirerOptions): AcquirerApp {
  const { store, now, lateSeconds } = options
  const app = Fastify({ bodyLimit: 65_536, requestTimeout: 30_000 })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  )
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'x-test-acquirer': 'TEST: no bank, no money',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
  })
  const around = () => ({ now: now(), makeId: () => randomBytes(12).toString('hex'), lateSeconds })
  const globalFault = (): Fault => {
    const set = store.setting('fault')
    return isFault(set) ? set : options.fault
  }
  const notify = async (order: Order, forged = false): Promise<void> => {
    // A bank does not wait for the shop, and neither does it care: it is the shop's to ask.
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
  const tokens = tokensOf(options)

  app.post('/oauth2/token', async (request, reply) => {
    const token = tokens.give(request.body as Form)
    if (token === null) return reply.code(401).send({ test: true, error: 'invalid_client' })
    return { test: true, access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS }
  })

  app.post('/payments', async (request, reply) => {
    if (!tokens.use(request)) return refuse(reply, 401, 'no token')
    const asked = readOrder(request.body, options.terminals)
    if (asked === null) return refuse(reply, 400, 'this is no order')
    const before = store.byInvoice(asked.terminal, asked.invoice)
    if (before !== null && (before.amount !== asked.amount || before.currency !== asked.currency))
      return refuse(reply, 409, 'this invoice is of another amount')
    const order: Order = before ?? {
      ...{ ...asked, key: randomBytes(16).toString('hex'), step: 'card', fault: globalFault(), charges: [], met: 0 },
    }
    if (before === null) store.save(order)
    return { test: true, page: `${request.protocol}://${request.host}/pay/${order.key}` }
  })

  app.get<{ Params: { invoice: string }; Querystring: Form }>(
    '/check-status/payment/transaction/:invoice',
    async (request, reply) => {
      if (!tokens.use(request)) return refuse(reply, 401, 'no token')
      const order = store.byInvoice(request.query.terminal ?? '', request.params.invoice)
      const fault = order !== null && order.charges.length > 0 ? meets(store, order, STATUS_FAULTS) : null
      if (fault === 'status-500') return refuse(reply, 500, 'something failed')
      if (fault === 'status-slow') await new Promise((resolve) => setTimeout(resolve, options.slowMs ?? SLOW_MS))
      return { test: true, ...toldStatus(order, fault === 'status-unknown') }
    },
  )

  app.post<{ Params: { id: string }; Querystring: Form }>('/operation/:id/refund', async (request, reply) => {
    if (!tokens.use(request)) return refuse(reply, 401, 'no token')
    const { terminal = '', invoice = '', externalID = '' } = request.query
    const order = store.byInvoice(terminal, invoice)
    const charge = order?.charges.find(({ id }) => id === request.params.id)
    if (order === null || charge === undefined) return refuse(reply, 404, 'there is no such transaction')
    // The same refund is done once, however often it is asked for.
    if (charge.refund === externalID) return { test: true, resultCode: '100' }
    if (charge.status !== 'CHARGE') return refuse(reply, 409, `a transaction that is ${charge.status} is not refunded`)
    if (meets(store, order, ['refund-fails-first']) !== null) return refuse(reply, 500, 'something failed')
    const refunded = withCharge(store.byKey(order.key) ?? order, charge.id, (one) => ({
      ...moved(one, 'REFUND', now()),
      refund: externalID,
    }))
    store.save(refunded)
    return { test: true, resultCode: '100' }
  })

  app.get<{ Params: { day: string }; Querystring: Form }>('/settlements/:day', async (request, reply) => {
    if (!tokens.use(request)) return refuse(reply, 401, 'no token')
    const { terminal = '' } = request.query
    return reply.type('text/csv; charset=utf-8').send(settlementFile(store.all(), terminal, request.params.day))
  })

  /** The page of an order that can be worked at in this step; answers by itself where it cannot. */
  const atStep = (request: FastifyRequest, reply: FastifyReply, step: Order['step']): Order | null => {
    const order = store.byKey((request.params as Form).key ?? '')
    reply.type(HTML)
    if (order === null) void reply.code(404).send('<!doctype html><title>TEST</title><p>TEST: there is no such payment')
    else if (order.step !== step) void reply.send(closedPage(order, 'over'))
    else if (now() >= order.expiresAt) void reply.send(closedPage(order, 'expired'))
    else return order
    return null
  }

  app.get('/pay/:key', async (request, reply) => {
    const order = atStep(request, reply, 'card')
    return order === null ? reply : reply.send(cardPage(order))
  })
  app.post('/pay/:key', async (request, reply) => {
    const order = atStep(request, reply, 'card')
    if (order === null) return reply
    const { card = '', fault } = request.body as Form
    const number = card.replace(/[\s-]/g, '')
    if (number !== CARD_PAYS && number !== CARD_IS_DECLINED) return reply.code(400).send(cardPage(order, true))
    const begun = beginCharge({ ...order, fault: isFault(fault) ? fault : order.fault }, around())
    if (number === CARD_PAYS) {
      store.save(begun)
      return reply.redirect(`/pay/${order.key}/3ds`, 303)
    }
    const failed = failCharge(begun)
    store.save(failed)
    void notify(failed)
    return reply.redirect(order.backLink, 303)
  })
  app.get('/pay/:key/3ds', async (request, reply) => {
    const order = atStep(request, reply, '3ds')
    return order === null ? reply : reply.send(codePage(order))
  })
  app.post('/pay/:key/3ds', async (request, reply) => {
    const order = atStep(request, reply, '3ds')
    if (order === null) return reply
    const isRight = (request.body as Form).code === CODE
    const outcome = isRight
      ? confirmCharge(order, around())
      : { order: failCharge(order), notices: 1, forged: false, later: [] }
    store.save(outcome.order)
    for (const { kind, at } of outcome.later) store.later({ kind, key: order.key }, at)
    for (let sent = 0; sent < outcome.notices; sent += 1) void notify(outcome.order, outcome.forged)
    return reply.redirect(order.backLink, 303)
  })

  app.get('/', async (_request, reply) => reply.type(HTML).send(menuPage(globalFault(), store.all().length)))
  app.post('/', async (request, reply) => {
    const { fault } = request.body as Form
    if (!isFault(fault)) return refuse(reply, 400, 'there is no such fault')
    store.set('fault', fault)
    return reply.redirect('/', 303)
  })

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

const STATUS_FAULTS = ['status-500', 'status-slow', 'status-unknown'] as const satisfies readonly Fault[]

/** The fault of an order where it is one of these, and has not passed yet. */
function meets<F extends Fault>(store: OrderStore, order: Order, faults: readonly F[]): F | null {
  const fault = faults.find((one) => one === order.fault)
  if (fault === undefined || order.met >= PASSES_AFTER) return null
  store.save({ ...order, met: order.met + 1 })
  return fault
}

function disputed(order: Order, at: number): Order {
  const charge = toldCharge(order)
  return charge === null ? order : withCharge(order, charge.id, (one) => moved(one, 'DISPUTE', at))
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ test: true, resultCode: '1', resultMessage: message })
}

/** Tokens by client credentials; each is good for one operation. */
function tokensOf({ clientId, secret, now }: AcquirerOptions) {
  const given = new Map<string, number>()
  return {
    give: (form: Form | undefined): string | null => {
      const { grant_type, client_id = '', client_secret = '' } = form ?? {}
      if (grant_type !== 'client_credentials' || !isSame(client_id, clientId) || !isSame(client_secret, secret))
        return null
      for (const [token, until] of given) if (until < now()) given.delete(token)
      const token = randomBytes(24).toString('base64url')
      given.set(token, now() + TOKEN_SECONDS)
      return token
    },
    use: ({ headers }: FastifyRequest): boolean => {
      const token = headers.authorization?.replace(/^Bearer /, '') ?? ''
      const until = given.get(token)
      given.delete(token)
      return until !== undefined && now() <= until
    },
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const LANGUAGES = ['en', 'ru', 'kk'] as const

/** Null for what is no order. */
function readOrder(body: unknown, terminals: readonly string[]): AskedOrder | null {
  if (typeof body !== 'object' || body === null) return null
  const { invoiceId, terminal, amount, currency, language, postLink, backLink, expires } = body as Record<
    string,
    unknown
  >
  const said = LANGUAGES.find((one) => one === language)
  const isWhole =
    matches(invoiceId, /^[0-9]{6,15}$/) &&
    matches(amount, /^[0-9]{1,12}(\.[0-9]{1,3})?$/) &&
    matches(currency, /^[A-Z]{3}$/) &&
    isAddress(postLink) &&
    isAddress(backLink) &&
    typeof terminal === 'string' &&
    terminals.includes(terminal) &&
    typeof expires === 'number' &&
    said !== undefined
  if (!isWhole) return null
  return { invoice: invoiceId, terminal, amount, currency, language: said, postLink, backLink, expiresAt: expires }
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
}
