/** The e-visa of a traveller's own case: as a page, as a picture, and sent again. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { callerOf } from '../access/caller.ts'
import { callerProblems, textIn } from '../api-description/answers.ts'
import { CaseParams, readReference } from '../api-description/case-answers.ts'
import { DeliveryDocument, deliveryDocument } from '../api-description/delivery-answers.ts'
import { ownVisa, SENT_A_DAY, type SendAgainFault, sendAgain } from '../cases/own-visa.ts'
import { orThrow, type ProblemsOf, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { DocumentTooSlow, TooManyDocuments } from '../visa-document/document-maker.ts'

const OWN_VISA: ProblemsOf<SendAgainFault> = {
  'no-visa': ['not-found', 'There is no e-visa of such an application.'],
  'no-such-visa': ['not-found', 'There is no e-visa of such an application.'],
  'not-valid': ({ status }) => ['conflict', `This e-visa is ${status}: it is neither printed nor sent any more.`],
  'no-address': ['conflict', 'Your address was erased: nothing can be sent.'],
  'too-often': [
    'too-many',
    `It was sent ${SENT_A_DAY} times within a day: look into all folders of your mail, or save it here.`,
    { headers: { 'retry-after': '86400' } },
  ],
}

export const ownVisaRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, documents, mail, now } = services
  const referenceOf = ({ params }: { readonly params: { readonly reference: string } }) =>
    readOrThrow(readReference(params.reference))
  const visaOf = async (
    request: Pick<FastifyRequest, 'caller'> & { readonly params: { readonly reference: string } },
  ) => orThrow(await ownVisa(referenceOf(request), callerOf(request).id, store), OWN_VISA).visa
  const kinds = [
    ['visa.pdf', 'ownVisaDocument', 'application/pdf', 'as a page to print', documents.pdf],
    ['visa.png', 'ownVisaPicture', 'image/png', 'as a picture for a phone', documents.picture],
  ] as const

  for (const [name, operationId, mediaType, what, make] of kinds) {
    app.get(
      `/v1/applications/:reference/${name}`,
      {
        schema: {
          tags: ['applications'],
          operationId,
          summary: `The e-visa of one's own application, ${what}`,
          description: 'Of a revoked e-visa there is none.',
          params: CaseParams,
          response: { 200: textIn(mediaType, 'A file'), ...callerProblems(400, 404, 409) },
        },
      },
      async (request, reply) => {
        const visa = await visaOf(request)
        const disposition = `inline; filename="e-visa-${visa.claims.jti}${name.slice('visa'.length)}"`
        return reply
          .type(mediaType)
          .header('content-disposition', disposition)
          .send(await drawn(visa, make))
      },
    )
  }

  app.post(
    '/v1/applications/:reference/visa/deliveries',
    {
      schema: {
        tags: ['applications'],
        operationId: 'sendOwnVisa',
        summary: "Sends the e-visa of one's own application again, to the address of the account",
        description: `At most ${SENT_A_DAY} times a day.`,
        params: CaseParams,
        response: { 202: DeliveryDocument, ...callerProblems(400, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const { id, actor } = callerOf(request)
      const sent = await sendAgain(referenceOf(request), id, { actor, at: now() }, services)
      return reply.code(202).send(deliveryDocument(orThrow(sent, OWN_VISA), mail !== undefined))
    },
  )
}

async function drawn(visa: StoredVisa, make: (visa: StoredVisa) => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await make(visa)
  } catch (error) {
    if (!(error instanceof TooManyDocuments || error instanceof DocumentTooSlow)) throw error
    throw new Problem('too-busy', `${error.message}: try again in a minute.`)
  }
}
