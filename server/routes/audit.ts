/** The audit trail: who did what, for those who answer for it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Services } from '../app.ts'
import { auditCheckpoints } from '../audit-checkpoints.ts'
import { Problem } from '../problem.ts'

const MAX_PAGE = 5000
const closed = { additionalProperties: false } as const
const Row = Type.Object({
  position: Type.Integer(),
  prev: Type.String({ description: 'The hash of the row before; empty for the first' }),
  at: Type.Integer(),
  actor: Type.String(),
  act: Type.String(),
  subject: Type.String(),
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  hash: Type.String({ description: 'SHA-256 of the strict JSON of the other members in this order, base64url' }),
})
const Page = Type.Object({
  rows: Type.Array(Row),
  checkpoints: Type.Array(Type.Object({ position: Type.Integer(), jws: Type.String() }), {
    description: 'Signed checkpoints of these rows (see /schemas/audit-checkpoint.json)',
  }),
  complete: Type.Boolean(),
})

export const auditRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, keys, now }) => {
  const checkpoints = auditCheckpoints(store, keys, now)
  app.get(
    '/v1/audit',
    {
      schema: {
        tags: ['audit'],
        summary: 'Who did what, in order, each row chained to the one before',
        querystring: Type.Object({ after: Type.String({ pattern: '^[0-9]{1,15}$' }) }, closed),
        response: { 200: Page },
      },
    },
    async ({ query }) => {
      await checkpoints.makeIfDue()
      const after = Number(query.after)
      const rows = [...(await store.auditAfter(after, MAX_PAGE))]
      const last = rows.at(-1)?.position ?? after
      const found = await store.auditCheckpointsAfter(after, MAX_PAGE)
      return {
        rows,
        checkpoints: found.filter(({ position }) => position <= last),
        complete: rows.length < MAX_PAGE,
      }
    },
  )

  app.get(
    '/v1/audit/checkpoint',
    {
      schema: {
        tags: ['audit'],
        summary: 'A signed checkpoint of the trail as it is now: keep it elsewhere',
        response: { 200: Type.Object({ checkpoint: Type.String() }) },
      },
    },
    async () => {
      const checkpoint = await checkpoints.make()
      if (checkpoint === null) throw new Problem('not-found', 'Nothing was done yet.')
      return { checkpoint }
    },
  )
}
