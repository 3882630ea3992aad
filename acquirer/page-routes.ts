/** The pages of the test acquirer: where a payer types the card and confirms, and the menu of faults. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { beginCharge, confirmCharge, failCharge, missCode } from './charge-order.ts'
import { isFault } from './faults.ts'
import type { Order } from './orders.ts'
import { cardPage, closedPage, codePage, faultPage, menuPage } from './pages.ts'
import type { Form, Surroundings } from './surroundings.ts'

const CARD_PAYS = '4000000000000002'
const CARD_IS_DECLINED = '4000000000000010'
const CODE = '1234'
const HTML = 'text/html; charset=utf-8'

export function pageRoutes(app: FastifyInstance, { store, now, around, notify, globalFault }: Surroundings): void {
  /** The page of an order that can be worked at in this step; answers by itself where it cannot. */
  const atStep = (request: FastifyRequest, reply: FastifyReply, step: Order['step']): Order | null => {
    const order = store.byKey((request.params as Form).key ?? '')
    reply.type(HTML)
    if (order === null) void reply.code(404).send(faultPage('There is no such payment'))
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
      : { order: missCode(order), notices: 1, forged: false, later: [] }
    store.save(outcome.order)
    if (outcome.order.step === '3ds') return reply.code(400).send(codePage(outcome.order))
    for (const { kind, at } of outcome.later) store.later({ kind, key: order.key }, at)
    for (let sent = 0; sent < outcome.notices; sent += 1) void notify(outcome.order, outcome.forged)
    return reply.redirect(order.backLink, 303)
  })

  app.get('/', async (_request, reply) => reply.type(HTML).send(menuPage(globalFault(), store.all().length)))
  app.post('/', async (request, reply) => {
    const { fault } = request.body as Form
    if (!isFault(fault)) return reply.code(400).send({ test: true, error: 'there is no such fault' })
    store.set('fault', fault)
    return reply.redirect('/', 303)
  })
}
