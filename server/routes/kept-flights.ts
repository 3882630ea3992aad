/** Flights that are kept: a carrier lists its own, reads their answers, and removes them. */
import { finished } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { fail, ok } from '#evisa/result.ts'
import { type Caller, callerOf } from '../access/caller.ts'
import { placesPerOwner } from '../access/per-owner.ts'
import { answerIn, callerProblems, nothing } from '../api-description/answers.ts'
import { FlightHeadDocument, FlightKept } from '../api-description/flight-documents.ts'
import { FlightParams, LanguageQuery } from '../api-description/flight-requests.ts'
import { answersOf, headOf } from '../flights/flight-lines.ts'
import { TABLE_TYPE, writeTable } from '../flights/line-writer.ts'
import type { Services } from '../services.ts'
import type { FlightStore, StoredFlight } from '../store/flight-store.ts'
import { orProblem } from './flight-problems.ts'

const MAX_FLIGHTS_LISTED = 200
const READERS_AN_OWNER = 8

interface AskedFlight {
  readonly params: { readonly id: string }
  readonly caller: Caller | null
}

/** The caller's own flight. Throws the problem `not-found`: of another's it is not told that it exists. */
export async function ownFlight(store: Pick<FlightStore, 'findFlight'>, asked: AskedFlight): Promise<StoredFlight> {
  const flight = await store.findFlight(asked.params.id, callerOf(asked).owner)
  return orProblem(flight === null ? fail('flight/not-yours') : ok(flight))
}

/** Whether the answer is to be a table instead of JSON. */
export function wantsTable({ headers: { accept = '' } }: Pick<FastifyRequest, 'headers'>): boolean {
  return accept.includes('text/csv')
}

const LIST = {
  tags: ['flights'],
  operationId: 'listFlights',
  summary: 'The flights that your carrier checked, the latest arrival first; until three days after it',
  description: `At most ${MAX_FLIGHTS_LISTED}; no other carrier sees them.`,
  response: { ...callerProblems(), 200: Type.Object({ flights: Type.Array(FlightHeadDocument) }) },
}

export const listFlightsRoute: FastifyPluginAsyncTypebox<Pick<Services, 'store'>> = async (app, { store }) => {
  app.get('/v1/flight-checks', { schema: LIST }, async (request) => {
    const flights = await store.flightsOf(callerOf(request).owner, MAX_FLIGHTS_LISTED)
    return { flights: flights.map(headOf) }
  })
}

export interface ReadServices extends Pick<Services, 'store'> {
  /** Looks at a flight again, unless somebody just did. */
  readonly recheckNow: (flight: StoredFlight) => Promise<unknown>
}

const READ = {
  tags: ['flights'],
  operationId: 'flight',
  summary: 'A flight and its answers as they are now, exceptions first; as CSV where that is accepted',
  description: 'With the receipt of every answer.',
  params: FlightParams,
  querystring: LanguageQuery,
  response: {
    ...callerProblems(400, 404),
    200: answerIn<FlightKept | string>('The flight', {
      'application/json': { schema: FlightKept },
      'text/csv': { schema: { type: 'string' } },
    }),
  },
}

export const readFlightRoute: FastifyPluginAsyncTypebox<ReadServices> = async (app, { store, recheckNow }) => {
  const reading = placesPerOwner(READERS_AN_OWNER, 'flights are being read')
  app.get('/v1/flight-checks/:id', { schema: READ }, async (request, reply) => {
    const asked = await ownFlight(store, request)
    // Also of a connection that closed meanwhile: of that nothing is heard any more.
    finished(reply.raw, reading(asked.owner))
    await recheckNow(asked)
    const flight = await ownFlight(store, request)
    const answers = await answersOf(store, flight)
    if (!wantsTable(request)) return { flight: headOf(flight), answers }
    const name = `${flight.plan.flight}-${flight.plan.arrival.slice(0, 10)}.csv`
    return reply
      .type(TABLE_TYPE)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(writeTable(answers, request.query.lang ?? 'en'))
  })
}

const REMOVE = {
  tags: ['flights'],
  operationId: 'removeFlight',
  summary: 'Removes a flight and its answers',
  description: 'For good; it goes by itself three days after its arrival.',
  params: FlightParams,
  response: { ...callerProblems(400, 404, 507), 204: nothing('Removed') },
}

export const removeFlightRoute: FastifyPluginAsyncTypebox<Pick<Services, 'store'>> = async (app, { store }) => {
  app.delete('/v1/flight-checks/:id', { schema: REMOVE }, async (request, reply) => {
    const flight = await ownFlight(store, request)
    await store.removeFlight(flight.id, flight.owner)
    return reply.code(204).send()
  })
}
