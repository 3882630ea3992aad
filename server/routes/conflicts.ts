/** What the authority has to look at: entries used twice, cloned devices, events that waited for a decision. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { DeviceId } from '#evisa/crossing-event.ts'
import { VisaClaims } from '#evisa/visa-claims.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, nothing } from '../api-description/answers.ts'
import { ConflictKindText } from '../api-description/conflict-kind.ts'
import { RecordDocument, recordDocument } from '../api-description/ledger-record.ts'
import { StatusDocument } from '../api-description/visa-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { type ProblemsOf, problemOfFault, readOrThrow } from '../http/fault-problems.ts'
import { AROUND, dayLine, MOST_BOOTHS } from '../ledger/day-line.ts'
import { proveEvisas } from '../ledger/prove-evisas.ts'
import { provePersons } from '../ledger/prove-persons.ts'
import type { Services } from '../services.ts'
import type { Conflict, LedgerRecord, ReviewFault } from '../store/ledger-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'

const MAX_PAGE = 500
const DEFAULT_PAGE = 100

const closed = { additionalProperties: false } as const
const State = Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('all')], {
  description: 'open: it stands, and nobody has reviewed it. closed: it was reviewed',
})
const Limit = Type.Integer({ minimum: 1, maximum: MAX_PAGE, default: DEFAULT_PAGE })
const Cursor = Type.Integer({ minimum: 0, description: 'The `next` of the page before' })
const Verdict = Type.Union([Type.Literal('accept'), Type.Literal('close')], {
  description: 'accept: what was held counts. close: it was looked at, and stays as it is',
})
const ConflictDocument = Type.Object({
  id: Type.String(),
  kind: ConflictKindText,
  visa_number: Type.String(),
  device: Type.String({ description: 'The device whose record is the newest of them' }),
  checkpoint: Type.Union([Type.String(), Type.Null()], {
    description: 'Where that record was made; null where it is not here',
  }),
  raised_at: Type.Integer(),
  count: Type.Integer({ description: 'Those of one e-visa and kind are one: how many it stands for' }),
  review: Type.Union([
    Type.Null(),
    Type.Object({ verdict: Verdict, reason: Type.String(), actor: Type.String(), at: Type.Integer() }),
  ]),
})
const OneConflict = Type.Object({
  ...ConflictDocument.properties,
  visa: Type.Union(
    [
      Type.Null(),
      Type.Object({
        status: StatusDocument,
        entries: VisaClaims.properties.entries,
        entries_used: Type.Integer(),
        replaced_by: Type.Union([VisaClaims.properties.jti, Type.Null()]),
      }),
    ],
    { description: 'How its e-visa stands now, and nothing of its holder; null where it is about none that is here' },
  ),
})
const Listed = Type.Object({
  conflicts: Type.Array(ConflictDocument),
  next: Type.Union([Type.Null(), Type.Integer()], { description: 'null: this was the last page' }),
})
const Records = Type.Object({
  records: Type.Array(RecordDocument),
  next: Type.Union([Type.Null(), Type.Integer()], { description: 'null: these were the last ones' }),
})
const Day = Type.Object({
  records: Type.Array(RecordDocument),
  of_conflict: Type.Array(Type.String(), { description: 'The hashes of those that the conflict is about' }),
})
const ConflictParams = Type.Object({ id: Type.String({ maxLength: 160 }) })

const REVIEWING: ProblemsOf<ReviewFault> = {
  'no-such-conflict': ['not-found', 'There is no such conflict, or it is none any more.'],
  'already-reviewed': ['conflict', 'It was reviewed before; a review is not changed.'],
  'nothing-to-accept': ['conflict', 'Its records count already, or never can: close it.'],
}

export const conflictRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher, peopleAt, now }) => {
  app.get(
    '/v1/conflicts',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'listConflicts',
        description:
          'Entries used twice, uses after a revocation, overrides, cloned devices, missing records, wrong clocks: oldest first, those of one e-visa and kind as one, under the id of the newest.',
        summary: 'What has to be looked at, or was',
        querystring: Type.Object(
          {
            state: Type.Optional(State),
            kind: Type.Optional(ConflictKindText),
            visa_number: Type.Optional(Type.String({ maxLength: 40 })),
            device: Type.Optional(DeviceId),
            after: Type.Optional(Cursor),
            limit: Type.Optional(Limit),
          },
          closed,
        ),
        response: { 200: Listed, ...callerProblems(400) },
      },
    },
    async ({ query: { state = 'open', kind, visa_number: number, device, after, limit = DEFAULT_PAGE } }) => {
      const visaNumber = number === undefined ? undefined : readOrThrow(parseVisaNumber(number))
      const asked = { state, kind, visaNumber, device, after }
      // One more than is told of shows whether there is a next page.
      const found = await store.conflicts({ ...asked, limit: limit + 1 })
      const told = found.slice(0, limit)
      const next = found.length > limit ? (told.at(-1)?.place ?? null) : null
      return { conflicts: told.map(documentOf), next }
    },
  )

  app.get(
    '/v1/conflicts/:id',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'conflict',
        summary: 'One conflict: what it is, and who reviewed it',
        description: 'Reviewed or not. One that was only a mistake, and was taken back, is not there any more.',
        params: ConflictParams,
        response: { 200: OneConflict, ...callerProblems(400, 404) },
      },
    },
    async ({ params }) => {
      const conflict = await store.findConflict(params.id)
      if (conflict === null) throw problemOfFault('no-such-conflict', REVIEWING)
      return { ...documentOf(conflict), visa: standOf(await store.findVisa(conflict.visaNumber)) }
    },
  )

  app.get(
    '/v1/conflicts/:id/records',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'listConflictRecords',
        summary: 'The records that a conflict is about, as their devices signed them',
        description: 'Oldest first. One that was only a mistake, and was taken back, is not there any more.',
        params: ConflictParams,
        querystring: Type.Object(
          { after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })), limit: Type.Optional(Limit) },
          closed,
        ),
        response: { 200: Records, ...callerProblems(400, 404) },
      },
    },
    async ({ params, query: { after = 0, limit = DEFAULT_PAGE } }) => {
      const page = await store.recordsOfConflict(params.id, after, limit)
      if (page === null) throw problemOfFault('no-such-conflict', REVIEWING)
      return { records: await documentsOf(page.records), next: page.next }
    },
  )

  app.get(
    '/v1/conflicts/:id/day',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'listConflictDay',
        summary: 'What the booths of a conflict did around it, on the days of it',
        description: `Of each booth up to ${AROUND} records before its own and as many after it, oldest first; of ${MOST_BOOTHS} booths at most, those with the newest records.`,
        params: ConflictParams,
        response: { 200: Day, ...callerProblems(400, 404) },
      },
    },
    async ({ params }) => {
      const line = await dayLine(params.id, store)
      if (line === null) throw problemOfFault('no-such-conflict', REVIEWING)
      return { records: await documentsOf(line.records), of_conflict: [...line.ofConflict] }
    },
  )

  async function documentsOf(records: readonly LedgerRecord[]) {
    const events = records.map(({ event }) => event)
    const evisas = await proveEvisas(events, { store, knowledge: publisher.knowledge, now: now() })
    const proofs = { evisas, persons: await provePersons(events, { store, peopleAt }) }
    return records.map((record) => recordDocument(record, proofs))
  }

  app.post(
    '/v1/conflicts/:id/review',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'reviewConflict',
        summary: 'Closes a conflict for good, with a reason',
        description:
          'It closes those of its e-visa and kind that were raised before it, too, and none that came later. A review is not changed.',
        params: ConflictParams,
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

function documentOf({ id, kind, visaNumber, device, checkpoint, raisedAt, count, review }: Conflict) {
  return { id, kind, visa_number: visaNumber, device, checkpoint, raised_at: raisedAt, count, review }
}

function standOf(visa: StoredVisa | null) {
  if (visa === null) return null
  const { claims, status, entriesUsed, replacedBy } = visa
  return { status, entries: claims.entries, entries_used: entriesUsed, replaced_by: replacedBy }
}
