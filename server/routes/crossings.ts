/** Crossings: border devices hand in what they did, and fetch what others did. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { MAX_EVENT_CHARACTERS } from '#evisa/event-chain.ts'
import { FEED_TYP, type FeedPage } from '#evisa/feed-page.ts'
import { Instant } from '#evisa/root.ts'
import { VISA_NUMBER_PATTERN } from '#evisa/visa-number.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, textIn } from '../api-description/answers.ts'
import { ConflictKindText } from '../api-description/conflict-kind.ts'
import { Problem } from '../http/problem.ts'
import { eventKeys } from '../ledger/event-keys.ts'
import { takeHandIn } from '../ledger/take-hand-in.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'

const MAX_BATCH = 500
const MAX_PAGE = 5000
const MAX_CONCERNS = 100
const MAX_NAMED = 50
const NUMBER = VISA_NUMBER_PATTERN.slice(1, -1)

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
const OnWire = Type.Optional(
  Type.Literal('2', { description: 'The version of the wire that the answer is to be of; 1 unless told' }),
)
const DoubleUses = Type.String({
  pattern: `^${NUMBER}(,${NUMBER}){0,${MAX_NAMED - 1}}$`,
  description: `Numbers of e-visas that the device takes for used too often, at most ${MAX_NAMED}, parted by commas`,
})
const Receipts = Type.Object({
  receipts: Type.String({ description: 'A signed receipt for each event (see /schemas/receipts.json)' }),
})

const Concerns = Type.Object({
  conflicts: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: ConflictKindText,
      visa_number: Type.String(),
      raised_at: Instant,
      events: Type.Array(Type.String(), { description: 'Ids of records of this device that it is about, the newest' }),
    }),
    { description: 'Newest first' },
  ),
  more: Type.Boolean({ description: 'There are others, older than these' }),
  closed: Type.Array(Type.String(), {
    description: 'Of `double_uses`, those that the authority has reviewed and that do not stand open again',
  }),
})

export const crossingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher, keys, now, peopleAt } = services
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
          'number that is unknown here it is held where the e-visa in it is proven or cannot be checked now, and refused otherwise. All else is a fact, ' +
          'and kept. The same events again are answered by the same receipts. What is not proven by the key of its ' +
          'device is rejected; the others are taken all the same.',
        body: HandIn,
        querystring: Type.Object({ wire: OnWire }, closed),
        response: { 200: Receipts, ...callerProblems(...BODY, 507) },
      },
    },
    async (request) => {
      const { events } = request.body
      const { length } = events
      if (length > MAX_BATCH) throw new Problem('too-large', `Send at most ${MAX_BATCH} events, not ${length}.`)
      const at = now()
      // First of all: without a key for the receipts nothing may be recorded.
      const signing = await keys()
      const isSecond = request.query.wire === '2'
      const key = (isSecond ? signing.key('receipt', at) : null) ?? keyFor(signing, 'snapshot', at)
      const epoch = isSecond ? await store.epoch() : null
      const context = { store, knowledge, keyOf, peopleAt, key, epoch, now: at }
      return { receipts: await takeHandIn(events, callerOf(request).id, context) }
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
        querystring: Type.Object({ after: Type.String({ pattern: '^[0-9]{1,15}$' }), wire: OnWire }, closed),
        response: { 200: textIn('application/jwt', 'A signed page'), ...callerProblems(400) },
      },
    },
    async ({ query }, reply) => {
      // Before the rows are read: a page must not claim to be complete for a moment that came after.
      const iat = now()
      const after = Number(query.after)
      const key = keyFor(await keys(), 'snapshot', iat)
      const isSecond = query.wire === '2'
      const { crossings, next, complete, head } = await store.feedAfter(after, MAX_PAGE, iat, isSecond ? 2 : 1)
      const ofSecond = isSecond && { epoch: await store.epoch(), ...(head && { head }) }
      const page: FeedPage = { iat, after, next, complete, crossings: [...crossings], ...ofSecond }
      return reply.type('application/jwt').send(await key.sign(FEED_TYP, page))
    },
  )

  app.get(
    '/v1/crossings/conflicts',
    {
      schema: {
        tags: ['border'],
        operationId: 'conflictsOfDevice',
        summary: 'What the authority has to look at, and has not yet, of the records of the device that asks',
        description:
          `At most ${MAX_CONCERNS}: conflicts about its own events, and about the use of e-visas that it recorded something of. ` +
          'Who reviewed what, and why, is told to the authority alone.',
        querystring: Type.Object({ double_uses: Type.Optional(DoubleUses) }, closed),
        response: { 200: Concerns, ...callerProblems(400) },
      },
    },
    async (request) => {
      const doubleUses = request.query.double_uses?.split(',') ?? []
      // One more than is told of shows whether there are others.
      const found = await store.conflictsOfDevice(callerOf(request).id, doubleUses, MAX_CONCERNS + 1)
      const told = found.open.slice(0, MAX_CONCERNS)
      return {
        conflicts: told.map(({ id, kind, visaNumber, raisedAt, events }) => {
          return { id, kind, visa_number: visaNumber, raised_at: raisedAt, events: [...events] }
        }),
        more: found.open.length > told.length,
        closed: [...found.closed],
      }
    },
  )
}
