/** Deliveries: an e-visa sent to its holder by e-mail, what became of it, and sending it again. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  DeliveryDocument,
  DeliveryLanguage,
  DeliveryState,
  deliveryDocument,
  MAX_PAGE,
  MailPageQuery,
} from '../api-description/delivery-answers.ts'
import { NO_SUCH_VISA, NumberParams } from '../api-description/visa-answers.ts'
import { deliverVisa, type ResendFault, resendDelivery } from '../delivery/deliver-visa.ts'
import { parseMailAddress } from '../delivery/mail-address.ts'
import { orThrow, type ProblemsOf, readOrThrow } from '../http/fault-problems.ts'
import type { Services } from '../services.ts'
import type { StoredDelivery } from '../store/delivery-store.ts'

const closed = { additionalProperties: false } as const
const Deliveries = Type.Object({ deliveries: Type.Array(DeliveryDocument) })
const Page = Type.Object({ deliveries: Type.Array(DeliveryDocument), complete: Type.Boolean() })
const OfDelivery = Type.Object({ id: Type.String({ pattern: '^[0-9a-f-]{36}$' }) })

const DELIVERING: ProblemsOf<ResendFault> = {
  ...NO_SUCH_VISA,
  'not-valid': ({ status, replacedBy }) => {
    const instead =
      replacedBy === null ? 'only an e-visa that is valid is sent' : `deliver ${replacedBy}, which stands in its place`
    return ['conflict', `It is ${status}: ${instead}.`]
  },
  'no-such-delivery': ['not-found', 'There is no such delivery.'],
  'under-way': ({ state }) => [
    'conflict',
    `It is ${state}: it goes out by itself. Resend it when it was sent or bounced.`,
  ],
  'address-forgotten': ['conflict', 'Its address was forgotten, ninety days after it was given: deliver it anew.'],
}

export const deliveryRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now, mail } = services
  const documentOf = (delivery: StoredDelivery) => deliveryDocument(delivery, mail !== undefined)

  app.post(
    '/v1/visas/:number/deliveries',
    {
      schema: {
        tags: ['deliveries'],
        operationId: 'deliverVisa',
        summary: 'Sends an e-visa by e-mail, with its PDF',
        description:
          'Queued, and sent soon. While it waits, asking again for the same address gives the same delivery.',
        params: NumberParams,
        body: Type.Object(
          { email: Type.String({ maxLength: 1000 }), language: Type.Optional(DeliveryLanguage) },
          closed,
        ),
        response: { 202: DeliveryDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const { email, language = 'en' } = request.body
      const visaNumber = readOrThrow(parseVisaNumber(request.params.number))
      const asked = { visaNumber, address: readOrThrow(parseMailAddress(email)), language, resendOf: null }
      const by = { actor: callerOf(request).actor, at: now() }
      return reply.code(202).send(documentOf(orThrow(await deliverVisa(asked, by, services), DELIVERING)))
    },
  )

  app.get(
    '/v1/visas/:number/deliveries',
    {
      schema: {
        tags: ['deliveries'],
        operationId: 'visaDeliveries',
        summary: 'All deliveries of an e-visa, oldest first',
        description: 'For the authority.',
        params: NumberParams,
        response: { 200: Deliveries, ...callerProblems(400) },
      },
    },
    async ({ params }) => {
      const number = readOrThrow(parseVisaNumber(params.number))
      return { deliveries: (await store.deliveriesOf(number)).map(documentOf) }
    },
  )

  app.get(
    '/v1/deliveries',
    {
      schema: {
        tags: ['deliveries'],
        operationId: 'listDeliveries',
        summary: 'Deliveries in the order in which they were asked for, of one state or of all',
        description: `At most ${MAX_PAGE} at a time, after an id; complete says whether these were the last. The newest first where that is asked for.`,
        querystring: Type.Object(
          { ...MailPageQuery, state: Type.Optional(DeliveryState), after: Type.Optional(OfDelivery.properties.id) },
          closed,
        ),
        response: { 200: Page, ...callerProblems(400) },
      },
    },
    async ({ query: { state = null, after = '', order, limit = MAX_PAGE } }) => {
      const found = await store.deliveries(state, limit, after, order === 'newest')
      return { deliveries: found.map(documentOf), complete: found.length < limit }
    },
  )

  app.post(
    '/v1/deliveries/:id/resend',
    {
      schema: {
        tags: ['deliveries'],
        operationId: 'resendDelivery',
        summary: 'Sends an e-visa again to the same address: a new delivery, linked to this one',
        description: 'For one that was sent or bounced.',
        params: OfDelivery,
        response: { 202: DeliveryDocument, ...callerProblems(400, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const by = { actor: callerOf(request).actor, at: now() }
      const again = await resendDelivery(request.params.id, by, services)
      return reply.code(202).send(documentOf(orThrow(again, DELIVERING)))
    },
  )
}
