/** For the operator: is the process alive, can it work, and what needs attention before it no longer can. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Services } from '../app.ts'
import { serverWarnings } from '../warnings.ts'

const Live = Type.Object({ status: Type.Literal('ok') })
const Ready = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('warning')]),
  warnings: Type.Array(
    Type.Object({
      code: Type.String({ description: 'expires-soon, expired, ages, too-old, missing, not-taken' }),
      about: Type.String({ description: 'trust-list, policy, snapshot, visa key, keys, ...' }),
      at: Type.Integer({ description: 'When it runs out, epoch seconds' }),
    }),
  ),
})

export const healthRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher, keys, now }) => {
  const common = { tags: ['operator'], security: [] }
  app.get(
    '/health/live',
    { schema: { ...common, summary: 'The process runs', response: { 200: Live } } },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/health/ready',
    {
      schema: {
        ...common,
        summary: 'The store answers and artefacts can be signed; with a warning of what runs out soon',
        response: { 200: Ready },
      },
    },
    async () => {
      await store.countVisas()
      await publisher.refresh()
      const warnings = await serverWarnings(publisher, keys, now())
      return { status: warnings.length === 0 ? ('ok' as const) : ('warning' as const), warnings }
    },
  )
}
