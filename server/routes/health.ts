/** For the operator: is the process alive, and can it work. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Services } from '../app.ts'

const Health = Type.Object({ status: Type.Literal('ok') })

export const healthRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher }) => {
  const config = { roles: ['anyone'] } as const
  const schema = { tags: ['operator'], security: [], response: { 200: Health } }
  app.get('/health/live', { config, schema: { ...schema, summary: 'The process runs' } }, async () => ({
    status: 'ok' as const,
  }))
  app.get(
    '/health/ready',
    { config, schema: { ...schema, summary: 'The store answers and lists can be signed' } },
    async () => {
      await store.countVisas()
      await publisher.artefact('status/0')
      return { status: 'ok' as const }
    },
  )
}
