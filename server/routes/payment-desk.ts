/** Payments for the desk: what waits for a person, what goes back, and the bank's files. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addDays, startOfDay } from '#evisa/civil-date.ts'
import { CivilDateText } from '#evisa/visa-claims.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  DeskPaymentDocument,
  deskPaymentDocument,
  OnePaymentDocument,
  OWE_BACK_PROBLEMS,
  onePaymentDocument,
  PaymentParams,
  PaymentStateText,
  SETTLEMENT_PROBLEMS,
  SettlementsDocument,
  settlementDocument,
} from '../api-description/payment-answers.ts'
import { orThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { TO_SETTLE } from '../lifecycles/payment-states.ts'
import { dueOfCase } from '../payments/due-of-case.ts'
import { settleDay } from '../payments/settle-day.ts'
import type { Services } from '../services.ts'
import type { PaymentName } from '../store/payment-store.ts'
import { assertPaysBack } from './keeper.ts'
import { referenceOf } from './page-place.ts'

const closed = { additionalProperties: false } as const
const Page = Type.Object({ payments: Type.Array(DeskPaymentDocument), complete: Type.Boolean() })
const MAX_PAGE = 500
const MOST_FOUND = 100
const Listed = Type.Object(
  {
    state: Type.Optional(
      Type.Union([PaymentStateText, Type.Literal('to-settle')], {
        description: `to-settle: ${TO_SETTLE.join(', ')}`,
      }),
    ),
    day: Type.Optional(CivilDateText('Those whose amount the bank took on this day, in Kazakhstan')),
    order: Type.Optional(Type.Enum(['oldest', 'newest'])),
    after: Type.Optional(PaymentParams.properties.id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE, default: MAX_PAGE })),
  },
  closed,
)
const LookedUp = Type.Object(
  {
    reference: Type.Optional(Type.String({ maxLength: 40, description: 'Of the case' })),
    invoice: Type.Optional(Type.String({ pattern: '^[0-9]{6,15}$', description: 'As the bank calls the order' })),
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
)

export const paymentDeskRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now, acquirer, paymentWatch } = services

  app.get(
    '/v1/payments',
    {
      schema: {
        tags: ['payments'],
        operationId: 'listPayments',
        summary: 'Payments in the order in which they were begun, of one state or of all',
        description: `At most ${MAX_PAGE} at a time, after an id; complete says whether these were the last. The newest first where that is asked for.`,
        querystring: Listed,
        response: { 200: Page, ...callerProblems(400) },
      },
    },
    async ({ query: { state, day, order, after, limit = MAX_PAGE } }) => {
      const found = await store.listPayments({
        ...(state !== undefined && { states: state === 'to-settle' ? TO_SETTLE : [state] }),
        ...(day !== undefined && { captured: { from: startOfDay(day), until: startOfDay(addDays(day, 1)) } }),
        ...{ isNewestFirst: order === 'newest', after, limit },
      })
      return {
        payments: found.map((payment) => deskPaymentDocument(payment, now())),
        complete: found.length < limit,
      }
    },
  )

  app.get(
    '/v1/payments/:id',
    {
      schema: {
        tags: ['payments'],
        operationId: 'showPayment',
        summary: 'One payment',
        description: 'With all that is known of it, and how it came to that.',
        params: PaymentParams,
        response: { 200: OnePaymentDocument, ...callerProblems(400, 404) },
      },
    },
    async ({ params }) => {
      const payment = await store.findPayment(params.id)
      if (payment === null) throw new Problem('not-found', 'There is no such payment.')
      return onePaymentDocument(payment, await store.lifeOfPayment(payment), now())
    },
  )

  app.post(
    '/v1/payment-look-ups',
    {
      schema: {
        tags: ['payments'],
        operationId: 'findPayments',
        summary: 'The payments of a case, or those of an invoice; newest first',
        description: `At most ${MOST_FOUND}. What is looked for stands in no address.`,
        body: LookedUp,
        response: { 200: Type.Object({ payments: Type.Array(DeskPaymentDocument) }), ...callerProblems(...BODY) },
      },
    },
    async ({ body: { reference, invoice = '' } }) => {
      const name: PaymentName = reference === undefined ? { invoice } : { reference: referenceOf(reference) }
      const found = await store.findPayments(name, MOST_FOUND)
      return { payments: found.map((payment) => deskPaymentDocument(payment, now())) }
    },
  )

  app.post(
    '/v1/payments/:id/owe-back',
    {
      schema: {
        tags: ['payments'],
        operationId: 'owePaymentBack',
        summary:
          'Gives an amount back: a wrong one, one whose return failed, or the fee of a case that is over without an e-visa',
        description:
          'It goes to the card that it came from, by itself, and is tried until the bank has done it: all that came, and never another amount. ' +
          'For supervisors and operators, each with a key; for a token in a demonstration, and as long as none of them has one.',
        params: PaymentParams,
        body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }) }, closed),
        response: { 200: DeskPaymentDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      await assertPaysBack(caller, services)
      const by = { actor: caller.actor, at: now() }
      const owed = orThrow(await store.oweBack(request.params.id, request.body.reason, by), OWE_BACK_PROBLEMS)
      paymentWatch?.wake()
      return deskPaymentDocument(owed, now())
    },
  )

  app.post(
    '/v1/settlements',
    {
      schema: {
        tags: ['payments'],
        operationId: 'settlePayments',
        summary: "Fetches the bank's file of a day, for each terminal, and takes it in",
        description:
          'It is done every hour without being asked. A charge that we do not know is as if the bank had been asked; what does not agree ' +
          'is told in findings. The same file again changes nothing. No file is taken from anybody but the bank.',
        body: Type.Object({ day: CivilDateText('As the bank counts days') }, closed),
        response: { 200: SettlementsDocument, ...callerProblems(...BODY, 409, 507) },
      },
    },
    async (request) => {
      const by = { actor: callerOf(request).actor, at: now() }
      const settling = { store, now, dueOf: dueOfCase(services) }
      const settled = await settleDay(request.body.day, acquirer, by, settling)
      paymentWatch?.wake()
      return { settlements: orThrow(settled, SETTLEMENT_PROBLEMS).map(settlementDocument) }
    },
  )
}
