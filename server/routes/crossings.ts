/** Crossings: border devices hand in what they admitted, and fetch what others did. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { CrossingEvent, CrossingReceipt } from '#evisa/crossing-event.ts'
import { FEED_TYP, type FeedPage } from '#evisa/feed-page.ts'
import type { Services } from '../app.ts'
import { Problem } from '../problem.ts'
import { keyFor } from '../signing-keys.ts'

const MAX_BATCH = 500
const MAX_PAGE = 5000

const Receipts = Type.Object({ receipts: Type.Array(CrossingReceipt) })

export const crossingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, keys, now }) => {
  app.post(
    '/v1/crossings',
    {
      config: { roles: ['border'] },
      schema: {
        tags: ['border'],
        summary: 'Hands in crossings; answered once they are durable',
        description:
          'An entry of basis `online` is recorded only while an entry is left; what was done offline is always kept. ' +
          'Handing the same id in again answers `known` and changes nothing.',
        body: Type.Object(
          { events: Type.Array(CrossingEvent, { minItems: 1, maxItems: MAX_BATCH }) },
          { additionalProperties: false },
        ),
        response: { 200: Receipts },
      },
    },
    async ({ body, caller }) => {
      const foreign = body.events.find(({ device }) => device !== caller?.id)
      if (foreign)
        throw new Problem('not-allowed', `Event ${foreign.id} is of device ${foreign.device}; you are ${caller?.id}.`)
      return { receipts: [...(await store.appendCrossings(body.events, now()))] }
    },
  )

  app.get(
    '/v1/crossings/feed',
    {
      config: { roles: ['border', 'authority'] },
      schema: {
        tags: ['border'],
        summary:
          'Crossings of all devices after a position, in order of commit: a signed page (see /schemas/feed-page.json)',
        querystring: Type.Object({ after: Type.String({ pattern: '^[0-9]{1,15}$' }) }, { additionalProperties: false }),
      },
    },
    async ({ query }, reply) => {
      // Before the rows are read: a page must not claim to be complete for a moment that came after.
      const iat = now()
      const after = Number(query.after)
      const rows = await store.crossingsAfter(after, MAX_PAGE)
      const page: FeedPage = {
        iat,
        after,
        next: rows.at(-1)?.position ?? after,
        complete: rows.length < MAX_PAGE,
        events: rows.map(({ event }) => event),
      }
      const key = keyFor(await keys(), 'snapshot', iat)
      return reply.type('application/jwt').send(await key.sign(FEED_TYP, page))
    },
  )
}
