/** For the operator: is the process alive, can it work, and what needs attention before it no longer can. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { problems } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import { assertKept } from '../http/refuse-unkept.ts'
import { serverWarnings } from '../operation/warnings.ts'
import type { Services } from '../services.ts'

const Live = Type.Object({ status: Type.Literal('ok') })
const Ready = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('warning')]),
  warnings: Type.Array(
    Type.Object({
      code: Type.String({
        description:
          'expires-soon, expired, ages, too-old, missing, not-taken, waits, nearly-used, due-soon, overdue, doubted, signed-ahead, altered',
      }),
      about: Type.String({
        description:
          'trust-list, policy, snapshot, visa key, keys, clock, backup, proposal, case, issuing, working days of 2028, ...',
      }),
      at: Type.Integer({ description: 'When it runs out; of the clock, what was signed last: epoch seconds' }),
    }),
  ),
})

const BEHIND =
  'It lacks what was acknowledged: it was restored, or a failover lost commits. Look at `authority recovery` and docs/recovery.md.'

export const healthRoutes: FastifyPluginAsyncTypebox<Services> = async (
  app,
  { store, publisher, keys, terms, watch, now, storeCheck, lastBackup },
) => {
  const common = { tags: ['operator'], security: [] }
  app.get(
    '/health/live',
    {
      schema: {
        ...common,
        operationId: 'live',
        summary: 'The process runs',
        description: 'For a supervisor: nothing but the process is asked.',
        response: { 200: Live, ...problems() },
      },
    },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/health/ready',
    {
      schema: {
        ...common,
        operationId: 'ready',
        summary: 'The store answers and artefacts can be signed; with a warning of what runs out soon',
        description: 'For a load balancer and for alarms: what is warned of runs out long before it changes an answer.',
        response: { 200: Ready, ...problems(507) },
      },
    },
    async () => {
      assertKept(store)
      if (watch.behind() !== null) throw new Problem('store-behind', BEHIND, { headers: { 'retry-after': '60' } })
      const damage = storeCheck?.damage() ?? []
      if (damage.length > 0)
        throw new Problem(
          'store-damaged',
          `${damage.length} faults were found when all of it was read: see docs/recovery.md.`,
        )
      await store.countVisas()
      await publisher.refresh()
      const warnings = await serverWarnings(publisher, keys, store, terms, now(), lastBackup)
      return { status: warnings.length === 0 ? ('ok' as const) : ('warning' as const), warnings }
    },
  )
}
