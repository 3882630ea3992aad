/** What a shop asks of the test acquirer: a token for each operation, an order, its status, a refund, the file of a day. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Fault, PASSES_AFTER } from './faults.ts'
import type { OrderStore } from './order-store.ts'
import { moved, type Order, withCharge } from './orders.ts'
import { readOrder } from './read-order.ts'
import type { Form, Surroundings } from './surroundings.ts'
import { TOKEN_SECONDS } from './tokens.ts'
import { settlementFile, toldStatus } from './told-order.ts'

export function shopRoutes(
  app: FastifyInstance,
  { store, now, tokens, terminals, slowMs, globalFault }: Surroundings,
): void {
  app.post('/oauth2/token', async (request, reply) => {
    const token = tokens.give(request.body as Form)
    if (token === null) return reply.code(401).send({ test: true, error: 'invalid_client' })
    return { test: true, access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS }
  })

  app.post('/payments', async (request, reply) => {
    if (!tokens.use(request.headers.authorization)) return refuse(reply, 401, 'no token')
    const asked = readOrder(request.body, terminals)
    if (asked === null) return refuse(reply, 400, 'this is no order')
    const before = store.byInvoice(asked.terminal, asked.invoice)
    if (before !== null && (before.amount !== asked.amount || before.currency !== asked.currency))
      return refuse(reply, 409, 'this invoice is of another amount')
    const order: Order = before ?? {
      ...{
        ...asked,
        key: randomBytes(16).toString('hex'),
        step: 'card',
        fault: globalFault(),
        charges: [],
        wrongCodes: 0,
        met: 0,
      },
    }
    if (before === null) store.save(order)
    return { test: true, page: `${request.protocol}://${request.host}/pay/${order.key}` }
  })

  app.get<{ Params: { invoice: string }; Querystring: Form }>(
    '/check-status/payment/transaction/:invoice',
    async (request, reply) => {
      if (!tokens.use(request.headers.authorization)) return refuse(reply, 401, 'no token')
      const order = store.byInvoice(request.query.terminal ?? '', request.params.invoice)
      const fault = order !== null && order.charges.length > 0 ? meets(store, order, STATUS_FAULTS) : null
      if (fault === 'status-500') return refuse(reply, 500, 'something failed')
      if (fault === 'status-slow') await new Promise((resolve) => setTimeout(resolve, slowMs))
      return { test: true, ...toldStatus(order, fault === 'status-unknown') }
    },
  )

  app.post<{ Params: { id: string }; Querystring: Form }>('/operation/:id/refund', async (request, reply) => {
    if (!tokens.use(request.headers.authorization)) return refuse(reply, 401, 'no token')
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
    if (!tokens.use(request.headers.authorization)) return refuse(reply, 401, 'no token')
    const { terminal = '' } = request.query
    return reply.type('text/csv; charset=utf-8').send(settlementFile(store.all(), terminal, request.params.day))
  })
}

const STATUS_FAULTS = ['status-500', 'status-slow', 'status-unknown'] as const satisfies readonly Fault[]

/** The fault of an order where it is one of these, and has not passed yet. */
function meets<F extends Fault>(store: OrderStore, order: Order, faults: readonly F[]): F | null {
  const fault = faults.find((one) => one === order.fault)
  if (fault === undefined || order.met >= PASSES_AFTER) return null
  store.save({ ...order, met: order.met + 1 })
  return fault
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ test: true, resultCode: '1', resultMessage: message })
}
