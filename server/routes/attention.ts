/** What wants somebody today: the first page of a desk. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { callerProblems } from '../api-description/answers.ts'
import { orNull } from '../api-description/case-answers.ts'
import { type Attention, attentionFor, TOLD } from '../operation/attention.ts'
import { serverWarnings } from '../operation/warnings.ts'
import type { Services } from '../services.ts'

const MATTERS = Object.keys(TOLD) as Attention['matter'][]

const AttentionDocument = Type.Object({
  matter: Type.Enum(MATTERS),
  count: Type.Integer(),
  since: orNull(
    Type.Integer({
      description: 'Since when the first of them waits; of cases when it is due, of a warning when it runs out',
    }),
  ),
  warning: orNull(
    Type.Object({ about: Type.String(), code: Type.String() }, { description: 'As /health/ready has it' }),
  ),
})

export const attentionRoutes: FastifyPluginAsyncTypebox<Services> = async (
  app,
  { store, publisher, keys, terms, lastBackup, now },
) => {
  app.get(
    '/v1/attention',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'attention',
        summary: 'What wants somebody today, by what you may do about it; the most urgent first',
        description: 'What there is none of is left out. For the desk all of it.',
        response: {
          200: Type.Object({ at: Type.Integer(), attention: Type.Array(AttentionDocument) }),
          ...callerProblems(),
        },
      },
    },
    async (request) => {
      const { role, roles } = callerOf(request)
      const at = now()
      const warnings = () => serverWarnings(publisher, keys, store, terms, at, lastBackup)
      const found = await attentionFor(role === 'person' ? roles : null, at, { store, warnings })
      return { at, attention: found.map((one) => ({ ...one })) }
    },
  )
}
