/** A refusal of entry by the number of its form, for whoever is shown one: a court, or the person who was given it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { accountEntries } from '#evisa/entry-account.ts'
import { groundOf, REFUSAL_GROUNDS, type RefusalGround } from '#evisa/refusal/refusal-ground.ts'
import { formatRefusalNumber, idsOfRefusal, readRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { callerProblems } from '../api-description/answers.ts'
import { RecordDocument, recordDocument } from '../api-description/ledger-record.ts'
import { readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { proveEvisas } from '../ledger/prove-evisas.ts'
import { provePersons } from '../ledger/prove-persons.ts'
import type { Services } from '../services.ts'
import type { LedgerRecord } from '../store/ledger-store.ts'

const RefusalDocument = Type.Object({
  ...RecordDocument.properties,
  ground: Type.Unsafe<RefusalGround>(
    Type.Union(
      REFUSAL_GROUNDS.map((ground) => Type.Literal(ground)),
      { description: 'The ground that the form has, by the reason in the record' },
    ),
  ),
  voided: Type.Boolean({ description: 'It was taken back since' }),
})

export const refusalRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher, peopleAt, now }) => {
  app.get(
    '/v1/refusals/:number',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'refusal',
        summary: 'A refusal of entry by the number of its form',
        description:
          'The record as the booth signed it. A form that was handed out before its booth reached the server is found once that has handed in. A number leads to one record, unless a device made ids up.',
        params: Type.Object({ number: Type.String({ maxLength: 64 }) }),
        response: {
          200: Type.Object({ number: Type.String(), refusals: Type.Array(RefusalDocument) }),
          ...callerProblems(400, 404),
        },
      },
    },
    async ({ params }) => {
      const number = readOrThrow(readRefusalNumber(params.number))
      const ofMillisecond = await store.refusalsBetween(idsOfRefusal(number))
      const found = ofMillisecond.filter(({ event }) => refusalNumber(event.id) === number)
      if (found.length === 0)
        throw new Problem(
          'not-found',
          'No refusal of this number was handed in. Its booth may not have reached us yet.',
        )
      const events = found.map(({ event }) => event)
      const evisas = await proveEvisas(events, { store, knowledge: publisher.knowledge, now: now() })
      const proofs = { evisas, persons: await provePersons(events, { store, peopleAt }) }
      const refusals = await Promise.all(
        found.map(async (record) => ({
          ...recordDocument(record, proofs),
          ground: groundOf('reason' in record.event ? record.event.reason : null),
          voided: await isVoided(record),
        })),
      )
      return { number: formatRefusalNumber(number), refusals }
    },
  )

  async function isVoided({ event: { id, visa_number: visaNumber } }: LedgerRecord): Promise<boolean> {
    return visaNumber !== null && accountEntries(await store.crossingsOf(visaNumber)).voided.includes(id)
  }
}
