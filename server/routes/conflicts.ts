/** What the authority has to look at: entries used twice, cloned devices, events that waited for a decision. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { CrossingEvent } from '#evisa/crossing-event.ts'
import { Standing } from '#evisa/entry-account.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, nothing } from '../api-description/answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { type ProblemsOf, problemOfFault } from '../http/fault-problems.ts'
import type { Services } from '../services.ts'
import type { Conflict, LedgerRecord, ReviewFault } from '../store/ledger-store.ts'

const closed = { additionalProperties: false } as const
const Verdict = Type.Union([Type.Literal('accept'), Type.Literal('close')], {
  description: 'accept: what was held counts. close: it was looked at, and stays as it is',
})
const RecordDocument = Type.Object({
  event: CrossingEvent,
  jws: Type.String({ description: 'As its device signed it' }),
  hash: Type.String(),
  position: Type.Integer(),
  standing: Standing,
  received_at: Type.Integer(),
  received_from: Type.String({ description: 'The device that handed it in' }),
})
const ConflictDocument = Type.Object({
  id: Type.String(),
  kind: Type.String({
    description: 'over-use, forked-chain, gap, revoked-device, future-time, id-reused or late-void',
  }),
  visa_number: Type.String(),
  device: Type.String(),
  raised_at: Type.Integer(),
  records: Type.Array(RecordDocument),
  review: Type.Union([
    Type.Null(),
    Type.Object({ verdict: Verdict, reason: Type.String(), actor: Type.String(), at: Type.Integer() }),
  ]),
})

const REVIEWING: ProblemsOf<ReviewFault> = {
  'no-such-conflict': ['not-found', 'There is no such conflict, or it is none any more.'],
  'already-reviewed': ['conflict', 'It was reviewed before; a review is not changed.'],
  'nothing-to-accept': ['conflict', 'Its records count already, or never can: close it.'],
}

export const conflictRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, now }) => {
  app.get(
    '/v1/conflicts',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'listConflicts',
        description: 'Entries used twice, cloned devices, missing records, wrong clocks: each with what was recorded.',
        summary: 'Conflicts that nobody has reviewed; with all=true the reviewed ones too',
        querystring: Type.Object({ all: Type.Optional(Type.Literal('true')) }, closed),
        response: { 200: Type.Object({ conflicts: Type.Array(ConflictDocument) }), ...callerProblems(400) },
      },
    },
    async ({ query }) => ({ conflicts: (await store.conflicts(query.all !== undefined)).map(documentOf) }),
  )

  app.post(
    '/v1/conflicts/:id/review',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'reviewConflict',
        summary: 'Closes a conflict for good, with a reason',
        description: 'A review is not changed.',
        params: Type.Object({ id: Type.String({ maxLength: 160 }) }),
        body: Type.Object({ verdict: Verdict, reason: Reason }, closed),
        response: { 204: nothing('Reviewed'), ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const review = { ...request.body, actor: callerOf(request).actor, at: now() }
      const fault = await store.review(request.params.id, review)
      if (fault !== null) throw problemOfFault(fault, REVIEWING)
      return reply.code(204).send()
    },
  )
}

function documentOf({ id, kind, visaNumber, device, raisedAt, records, review }: Conflict) {
  return {
    id,
    kind,
    visa_number: visaNumber,
    device,
    raised_at: raisedAt,
    records: records.map(recordDocument),
    review,
  }
}

function recordDocument({ event, jws, hash, position, standing, receivedAt, receivedFrom }: LedgerRecord) {
  return { event, jws, hash, position, standing, received_at: receivedAt, received_from: receivedFrom }
}
