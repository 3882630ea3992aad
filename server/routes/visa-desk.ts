/** The number of the visa desk, for every device that may have to call it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { VISA_DESK_TYP, type VisaDeskDocument } from '#evisa/visa-desk.ts'
import { callerProblems, textIn } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'

type DeskServices = Pick<Services, 'keys' | 'now' | 'visaDesk'>

export const visaDeskRoutes: FastifyPluginAsyncTypebox<DeskServices> = async (app, { keys, now, visaDesk }) => {
  app.get(
    '/v1/visa-desk',
    {
      schema: {
        tags: ['devices'],
        operationId: 'visaDesk',
        summary: 'The number and the hours of the visa desk, signed (see /schemas/visa-desk.json)',
        description:
          'By a key of the purpose `policy`, so that nobody in the network sends a gate to another telephone. It may be kept and shown without a network; asking once a day is enough.',
        response: { 200: textIn('application/jwt', 'The visa desk, signed'), ...callerProblems(404) },
      },
    },
    async (_request, reply) => {
      if (visaDesk == null)
        throw new Problem('not-found', 'This authority names no visa desk: EVISA_VISA_DESK is not set.')
      const at = now()
      const document: VisaDeskDocument = { iat: at, ...visaDesk }
      return reply.type('application/jwt').send(await keyFor(await keys(), 'policy', at).sign(VISA_DESK_TYP, document))
    },
  )
}
