/** An e-visa as something to print, to keep on a phone, or to scan. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { callerOf } from '../access/caller.ts'
import { callerProblems, textIn } from '../api-description/answers.ts'
import { NO_SUCH_VISA, NumberParams } from '../api-description/visa-answers.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { lookUpVisa } from '../issuing/look-up-visa.ts'
import type { Services } from '../services.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { DocumentTooSlow, TooManyDocuments } from '../visa-document/document-maker.ts'
import { qrPng, qrSvg } from '../visa-document/qr-picture.ts'

interface Kind {
  readonly name: string
  readonly operationId: string
  readonly summary: string
  readonly mediaType: string
  /** What the name of the file ends in. */
  readonly suffix: string
  /** Also of an e-visa that is revoked. */
  readonly always: boolean
  make(visa: StoredVisa): Promise<string | Uint8Array>
}

export const visaDocumentRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, documents, now }) => {
  const kinds: readonly Kind[] = [
    {
      name: 'document.pdf',
      operationId: 'visaDocument',
      summary: 'The e-visa as a page of A4, for the traveller to print',
      mediaType: 'application/pdf',
      suffix: '.pdf',
      always: false,
      make: (visa) => documents.pdf(visa),
    },
    {
      name: 'picture.png',
      operationId: 'visaPicture',
      summary: 'The e-visa as a picture for a phone, 1080 pixels across',
      mediaType: 'image/png',
      suffix: '.png',
      always: false,
      make: (visa) => documents.picture(visa),
    },
    {
      name: 'qr.svg',
      operationId: 'visaQrSvg',
      summary: 'The QR code as SVG, 50 mm',
      mediaType: 'image/svg+xml',
      suffix: '-qr.svg',
      always: true,
      make: async ({ qrText }) => qrSvg(qrText, await documents.isSpecimen()),
    },
    {
      name: 'qr.png',
      operationId: 'visaQrPng',
      summary: 'The QR code as PNG',
      mediaType: 'image/png',
      suffix: '-qr.png',
      always: true,
      make: async ({ qrText }) => qrPng(qrText, await documents.isSpecimen()),
    },
  ]
  for (const { name, operationId, summary, mediaType, suffix, always, make } of kinds) {
    app.get(
      `/v1/visas/:number/${name}`,
      {
        schema: {
          tags: ['visas'],
          operationId,
          summary,
          description: `Noted in the audit trail.${always ? '' : ' Of a revoked e-visa there is none.'}`,
          params: NumberParams,
          response: {
            200: textIn(mediaType, 'A file'),
            ...callerProblems(400, 404, ...(always ? [] : [409 as const])),
          },
        },
      },
      async (request, reply) => {
        const by = { actor: callerOf(request).actor, at: now() }
        const found = await lookUpVisa(readOrThrow(parseVisaNumber(request.params.number)), by, store)
        const visa = orThrow(found, NO_SUCH_VISA)
        if (visa.status === 'revoked' && !always)
          throw new Problem('conflict', 'This e-visa is revoked: it is not printed any more.')
        const file = await make(visa).catch((error: unknown) => {
          if (!(error instanceof TooManyDocuments || error instanceof DocumentTooSlow)) throw error
          throw new Problem('too-busy', `${error.message}: try again in a minute.`)
        })
        const disposition = `inline; filename="e-visa-${visa.claims.jti}${suffix}"`
        return reply.type(mediaType).header('content-disposition', disposition).send(file)
      },
    )
  }
}
