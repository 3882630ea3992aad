/** Crossings: border devices hand in what they admitted, and fetch what others did. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { CrossingEvent, CrossingReceipt, LedgerPage } from '#evisa/crossing-event.ts'
import type { Services } from '../app.ts'
import { Problem } from '../problem.ts'

const MAX_BATCH = 500
const MAX_PAGE = 5000

const Receipts = Type.Object({ receipts: Type.Array(CrossingReceipt) })

export const crossingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher, now }) => {
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
      // Found before, so that nothing can fail between the commit and its answer.
      const numbers = new Set(body.events.map(({ visa_number }) => visa_number))
      const visas = await Promise.all([...numbers].map((number) => store.findVisa(number)))
      const receipts = await store.appendCrossings(body.events, now())
      for (const visa of visas) if (visa !== null) publisher.statusChanged(visa.claims.status.status_list.uri)
      return { receipts: [...receipts] }
    },
  )

  app.get(
    '/v1/crossings/feed',
    {
      config: { roles: ['border'] },
      schema: {
        tags: ['border'],
        summary: 'Crossings of all devices after a position, in order of commit',
        querystring: Type.Object({ after: Type.String({ pattern: '^[0-9]{1,15}$' }) }, { additionalProperties: false }),
        response: { 200: LedgerPage },
      },
    },
    async ({ query }) => {
      const as_of = now()
      const rows = await store.crossingsAfter(Number(query.after), MAX_PAGE)
      return {
        events: rows.map(({ event }) => event),
        next: rows.at(-1)?.position ?? Number(query.after),
        complete: rows.length < MAX_PAGE,
        as_of,
      }
    },
  )
}
