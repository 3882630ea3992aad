/** Crossings: border devices hand in what they did, and fetch what others did. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { MAX_EVENT_CHARACTERS } from '#evisa/event-chain.ts'
import { FEED_TYP, type FeedPage } from '#evisa/feed-page.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, textIn } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import { eventKeys } from '../ledger/event-keys.ts'
import { takeHandIn } from '../ledger/take-hand-in.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'

const MAX_BATCH = 500
const MAX_PAGE = 5000

const closed = { additionalProperties: false } as const
const HandIn = Type.Object(
  {
    events: Type.Array(Type.String(), {
      minItems: 1,
      description: `Crossing events as compact JWS, oldest first, at most ${MAX_BATCH} (see /schemas/crossing-event.json)`,
    }),
  },
  closed,
)
const Receipts = Type.Object({
  receipts: Type.String({ description: 'A signed receipt for each event (see /schemas/receipts.json)' }),
})

export const crossingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher, keys, now }) => {
  const { knowledge } = publisher
  const keyOf = eventKeys(store)
  app.post(
    '/v1/crossings',
    {
      bodyLimit: MAX_BATCH * (MAX_EVENT_CHARACTERS + 4) + 100,
      schema: {
        tags: ['border'],
        operationId: 'handInCrossings',
        summary: 'Hands in crossings; answered once they are durable',
        description:
          'An entry of basis `online` is a compare-and-set: it counts only while an entry is left; of a ' +
          'number that is unknown here it is held where the e-visa in it is proven, and refused otherwise. All else is a fact, ' +
          'and kept. The same events again are answered by the same receipts. What is not proven by the key of its ' +
          'device is rejected; the others are taken all the same.',
        body: HandIn,
        response: { 200: Receipts, ...callerProblems(...BODY, 507) },
      },
    },
    async (request) => {
      const { events } = request.body
      const { length } = events
      if (length > MAX_BATCH) throw new Problem('too-large', `Send at most ${MAX_BATCH} events, not ${length}.`)
      const at = now()
      // First of all: without a key for the receipts nothing may be recorded.
      const key = keyFor(await keys(), 'snapshot', at)
      return { receipts: await takeHandIn(events, callerOf(request).id, { store, knowledge, keyOf, key, now: at }) }
    },
  )

  app.get(
    '/v1/crossings/feed',
    {
      schema: {
        tags: ['border'],
        operationId: 'crossingsFeed',
        description: `At most ${MAX_PAGE} crossings; ask again from \`next\` until the page is complete.`,
        summary:
          'Crossings of all devices after a position, in order of commit: a signed page (see /schemas/feed-page.json)',
        querystring: Type.Object({ after: Type.String({ pattern: '^[0-9]{1,15}$' }) }, closed),
        response: { 200: textIn('application/jwt', 'A signed page'), ...callerProblems(400) },
      },
    },
    async ({ query }, reply) => {
      // Before the rows are read: a page must not claim to be complete for a moment that came after.
      const iat = now()
      const after = Number(query.after)
      const key = keyFor(await keys(), 'snapshot', iat)
      const { crossings, next, complete } = await store.feedAfter(after, MAX_PAGE, iat)
      const page: FeedPage = { iat, after, next, complete, crossings: [...crossings] }
      return reply.type('application/jwt').send(await key.sign(FEED_TYP, page))
    },
  )
}
