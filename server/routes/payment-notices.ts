/** Notices of banks. Anybody can send one, and none is signed: it has the bank asked sooner, and is believed in nothing. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { BODY, nothing, problems } from '../api-description/answers.ts'
import type { Services } from '../services.ts'

// Whatever else a bank says is not looked at.
const Notice = Type.Object({
  invoiceId: Type.String({ pattern: '^[0-9]{6,15}$' }),
  terminal: Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' }),
})

export const paymentNoticeRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { acquirer, paymentWatch }) => {
  app.post(
    '/v1/payment-notices/:acquirer',
    {
      schema: {
        tags: ['payments'],
        security: [],
        operationId: 'noticePayment',
        summary: "A bank's notice that something happened to an invoice",
        description:
          'Only a nudge: the bank is asked about that invoice soon. Answered alike, and at once, whether there is such a payment or not.',
        params: Type.Object({ acquirer: Type.String({ maxLength: 40 }) }),
        body: Notice,
        response: { 204: nothing('It was heard'), ...problems(...BODY) },
      },
    },
    async ({ params, body }, reply) => {
      // Nothing is looked up before the answer goes out, so that its time tells nothing.
      if (params.acquirer === acquirer?.name) paymentWatch?.nudge({ terminal: body.terminal, invoice: body.invoiceId })
      return reply.code(204).send()
    },
  )
}
