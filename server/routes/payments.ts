/** The fee of an application: paid at the bank's own page, by the traveller whose application it is. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { documentLanguage } from '#evisa/language.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, textIn } from '../api-description/answers.ts'
import {
  CasePaymentsDocument,
  casePaymentsDocument,
  PAYMENT_PROBLEMS,
  PaymentDocument,
  PaymentParams,
  paymentDocument,
  ReferenceParams,
} from '../api-description/payment-answers.ts'
import { orThrow, problemOfFields } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { OPEN_PAYMENTS } from '../lifecycles/payment-states.ts'
import { beginPayment } from '../payments/begin-payment.ts'
import { receiptOf } from '../payments/receipt-of.ts'
import type { Services } from '../services.ts'
import { DocumentTooSlow, TooManyDocuments } from '../visa-document/document-maker.ts'

const closed = { additionalProperties: false } as const
const ReturnAddress = Type.String({
  pattern: '^https?://[A-Za-z0-9.:-]+/[^\\s#]*$',
  maxLength: 500,
  description: 'Where the bank sends the payer back to: a page of the portal, without anything personal in its address',
})

export const paymentRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now, documents, acquirer, paymentWatch, portalUrl } = services
  // The page of a bank that leads anywhere is good for whoever wants to be taken for the authority.
  const leadsBack = (address: string) => !portalUrl || address.startsWith(`${portalUrl}/`)
  const caseOf = async (typed: string, account: string) => {
    // A reference that is none is answered as one that is somebody else's.
    const reference = parseVisaNumber(typed)
    const found = reference.ok ? await store.paymentsOf(reference.value, account) : null
    if (found === null) throw new Problem('not-found', 'There is no such application.')
    return found
  }

  app.post(
    '/v1/applications/:reference/payments',
    {
      schema: {
        tags: ['payments'],
        operationId: 'beginPayment',
        summary: 'Begins the payment of the fee, or gives the one that is open',
        description:
          'For a submitted application of the traveller. Kept before the bank hears of it: asking again, twice at once, or after ' +
          'a fault gives the same payment. The payer is sent to `page`; what became of it is told by GET.',
        params: ReferenceParams,
        body: Type.Object({ return_address: ReturnAddress }, closed),
        response: { 201: PaymentDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      if (!leadsBack(request.body.return_address)) throw problemOfFields('bad-request', [notOfPortal(portalUrl)])
      const { id: account, actor } = callerOf(request)
      const { reference, language } = await caseOf(request.params.reference, account)
      const said = documentLanguage(language)
      const asked = { reference, account, language: said, returnAddress: request.body.return_address }
      const begun = orThrow(await beginPayment(asked, { actor, at: now() }, services), PAYMENT_PROBLEMS)
      return reply.code(201).send(paymentDocument(begun, now()))
    },
  )

  app.get(
    '/v1/applications/:reference/payments',
    {
      schema: {
        tags: ['payments'],
        operationId: 'casePayments',
        summary: 'What became of the payments of an application, and what the payer is to do',
        description: 'While one is open the bank is asked every ten seconds: ask here as often.',
        params: ReferenceParams,
        response: { 200: CasePaymentsDocument, ...callerProblems(400, 404) },
      },
    },
    async (request) => {
      const found = await caseOf(request.params.reference, callerOf(request).id)
      // Later the bank is asked less and less; whoever comes back and looks is there.
      const open = found.payments.find(({ state }) => OPEN_PAYMENTS.includes(state))
      if (open !== undefined && now() >= open.watchedUntil) paymentWatch?.nudge(open)
      return casePaymentsDocument(found, now(), acquirer)
    },
  )

  app.get(
    '/v1/applications/:reference/payments/:id/receipt.pdf',
    {
      schema: {
        tags: ['payments'],
        operationId: 'paymentReceipt',
        summary: 'The receipt of a payment, one page of A4',
        description: 'In the language of the case. It says so where no money was taken.',
        params: Type.Object({ ...ReferenceParams.properties, ...PaymentParams.properties }),
        response: { 200: textIn('application/pdf', 'A file'), ...callerProblems(400, 404) },
      },
    },
    async (request, reply) => {
      const { payments, language } = await caseOf(request.params.reference, callerOf(request).id)
      const payment = payments.find(({ id }) => id === request.params.id)
      // Of a bank that is not set any more it is not known whether it was one.
      const isTest = payment?.acquirer !== acquirer?.name || acquirer?.isTest !== false
      const facts = payment && receiptOf(payment, language, isTest)
      if (!facts) throw new Problem('not-found', 'There is no receipt of this payment: nothing was paid by it.')
      const file = await documents.receipt(facts).catch((error: unknown) => {
        if (!(error instanceof TooManyDocuments || error instanceof DocumentTooSlow)) throw error
        throw new Problem('too-busy', `${error.message}: try again in a minute.`)
      })
      const disposition = `inline; filename="receipt-${facts.invoice}.pdf"`
      return reply.type('application/pdf').header('content-disposition', disposition).send(file)
    },
  )
}

const notOfPortal = (portalUrl: string | null = null) => ({
  field: 'return_address',
  rule: 'of-portal',
  message: `is no page of the portal: it begins with ${portalUrl}/`,
})
