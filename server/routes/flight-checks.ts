/** Whole flights: a carrier sends its list and gets one answer a passenger, as soon as each is known; and hears what changes. */
import { Readable } from 'node:stream'
import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type Language, LanguageText } from '#evisa/language.ts'
import { Passenger } from '#evisa/passenger.ts'
import { MAX_PASSENGERS } from '#evisa/passenger-table.ts'
import { fail, ok } from '#evisa/result.ts'
import { callerOf } from '../access/caller.ts'
import { placesPerOwner } from '../access/per-owner.ts'
import { answerIn, BODY, callerProblems, nothing, textIn } from '../api-description/answers.ts'
import {
  FLIGHT_REQUEST_EXAMPLES,
  FlightHeadDocument,
  FlightKept,
  streamed,
} from '../api-description/flight-documents.ts'
import { beginFlight, readPlan } from '../flights/begin-flight.ts'
import { checkFlight } from '../flights/check-flight.ts'
import { answersOf, headOf, replayFlight, type Tell } from '../flights/flight-lines.ts'
import { type FlightEvent, followFlight } from '../flights/flight-watch.ts'
import { JSON_LINES, streamLines, TABLE_TYPE, tableLines, writeTable } from '../flights/line-writer.ts'
import { readList } from '../flights/read-list.ts'
import { onceInAWhile, recheckFlight } from '../flights/recheck-flight.ts'
import { Problem } from '../http/problem.ts'
import { logEvent } from '../log-event.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'
import type { StoredFlight } from '../store/flight-store.ts'
import { orProblem } from './flight-problems.ts'

// A thousand codes of the longest kind.
const MAX_LIST_BYTES = 4 * 1_048_576
const MAX_FLIGHTS_LISTED = 200
const UNDER_WAY_AN_OWNER = 4
const READERS_AN_OWNER = 8
const WATCHERS_AN_OWNER = 100
// As long as an access token: then who watches proves itself anew.
const WATCH_SECONDS = 300

const closed = { additionalProperties: false } as const
const time = (what: string) =>
  Type.String({ maxLength: 40, description: `${what}: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50)` })
const Plan = {
  checkpoint: Type.String({ maxLength: 40, description: 'Airport of the first landing in Kazakhstan, e.g. NQZ' }),
  arrival: time('Scheduled arrival there'),
  departure: Type.Optional(time('Scheduled departure; a flight is checked from 48 hours before it')),
}
const FlightRequest = Type.Object(
  {
    flight: Type.String({ maxLength: 20, description: 'e.g. KC104' }),
    ...Plan,
    passengers: Type.Array(Passenger, {
      description: `At most ${MAX_PASSENGERS}. One that is not well formed is answered as such, the others all the same.`,
    }),
  },
  { ...closed, 'x-examples': FLIGHT_REQUEST_EXAMPLES },
)
const Query = Type.Object(
  {
    flight: Type.Optional(Type.String({ maxLength: 20 })),
    checkpoint: Type.Optional(Plan.checkpoint),
    arrival: Type.Optional(Plan.arrival),
    departure: Plan.departure,
    lang: Type.Optional(LanguageText()),
  },
  { ...closed, description: 'Of a list sent as CSV, where its columns do not say it; `lang` of an answer as CSV' },
)
const Params = Type.Object({ id: Type.String({ maxLength: 40 }) }, closed)
const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ pattern: '^[!-~]{1,80}$', description: 'The same key and list again give the same flight' }),
  ),
})

export const flightCheckRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher, limits, now } = services
  const underWay = placesPerOwner(UNDER_WAY_AN_OWNER, 'flights are being checked')
  const reading = placesPerOwner(READERS_AN_OWNER, 'flights are being read')
  const watching = placesPerOwner(WATCHERS_AN_OWNER, 'watchers are open')
  const ending = new AbortController()
  app.addHook('preClose', async () => ending.abort())
  app.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit: MAX_LIST_BYTES },
    async (_: unknown, body: Buffer) => body,
  )
  app.addContentTypeParser(WORKBOOK, (_request, _payload, done) =>
    done(new Problem('media-type', 'This is a workbook: save it as CSV UTF-8 and send that as text/csv.')),
  )

  const recheck = async (flight: StoredFlight, rows: ReadonlySet<number> | null) =>
    orProblem(await recheckFlight(services, flight, rows))
  const recheckNow = onceInAWhile((flight) => recheck(flight, null))

  /** The caller's own flight; of another's it is not told that it exists. */
  const ownFlight = async (id: string, owner: string): Promise<StoredFlight> => {
    const flight = await store.findFlight(id, owner)
    return orProblem(flight === null ? fail('flight/not-yours') : ok(flight))
  }

  const stream = (
    request: FastifyRequest,
    reply: FastifyReply,
    done: () => void,
    work: (tell: Tell) => Promise<unknown>,
  ) => {
    const { lang = 'en' } = request.query as { readonly lang?: Language }
    const writer = wantsCsv(request) ? tableLines(lang) : JSON_LINES
    const failed = (error: Error & { code?: string }) => {
      const route = request.routeOptions.url ?? ''
      logEvent(request.log, 'request-failed', { route, error: error.name, code: error.code ?? '' })
    }
    return reply
      .type(writer.type)
      .headers(STREAMED)
      .send(streamLines(writer, work, { failed, done }))
  }

  /** Takes one of the places of the owner; what is begun gives it back when it has ended. */
  const begin = async <T>(request: FastifyRequest, work: () => Promise<T>): Promise<[T, () => void]> => {
    await limits.flightCheck(request)
    // First of all: without a key for the receipts nothing is begun.
    keyFor(await services.keys(), 'snapshot', now())
    const done = underWay(callerOf(request).owner)
    try {
      return [await work(), done]
    } catch (error) {
      done()
      throw error
    }
  }

  app.post(
    '/v1/flight-checks',
    {
      bodyLimit: MAX_LIST_BYTES,
      compress: false,
      // A passenger that is not well formed must not keep the others from being answered: see `readPassenger`.
      validatorCompiler: (route) => (route.httpPart === 'body' ? () => true : TypeBoxValidatorCompiler(route)),
      schema: {
        tags: ['flights'],
        operationId: 'checkFlight',
        summary: 'Checks the passengers of a flight: one answer each, as soon as it is known',
        description:
          'JSON, or `text/csv` with the flight in the query or in its columns. Answered as JSON lines (`flight`, then ' +
          '`answer` and `progress`, `end` at last: without it the answer is not complete), or as CSV where that is accepted. ' +
          'A row that is not understood is answered as CHECK BY HAND and says why.',
        querystring: Query,
        headers: IdempotencyKey,
        body: {
          content: {
            'application/json': { schema: FlightRequest },
            'text/csv': { schema: Type.String({ description: 'Columns in any order: see docs/flights.md' }) },
          },
        },
        response: { ...callerProblems(...BODY, 409, 422, 507), 200: streamed() },
      },
    },
    async (request, reply) => {
      const { id: device, owner } = callerOf(request)
      const [{ flight, ignored }, done] = await begin(request as FastifyRequest, async () => {
        const { lang: _, ...said } = request.query
        const { given, list, ignored } = orProblem(readList(request.body, said))
        const sent = { given, list, idempotencyKey: request.headers['idempotency-key'] ?? null }
        const carrier = owner === device ? null : owner
        return { flight: orProblem(await beginFlight(services, { owner, device, carrier }, sent)), ignored }
      })
      return stream(request as FastifyRequest, reply as FastifyReply, done, async (tell) => {
        // What was left aside was not checked.
        const telling: Tell = (line) => tell(line.kind === 'flight' ? { ...line, ignored_columns: ignored } : line)
        if (flight.revision > 0) return replayFlight(store, flight, telling)
        orProblem(await checkFlight(services, flight, telling))
      })
    },
  )

  app.get(
    '/v1/flight-checks',
    {
      schema: {
        tags: ['flights'],
        operationId: 'listFlights',
        summary: 'The flights that your carrier checked, the latest arrival first; until three days after it',
        description: `At most ${MAX_FLIGHTS_LISTED}; no other carrier sees them.`,
        response: { ...callerProblems(), 200: Type.Object({ flights: Type.Array(FlightHeadDocument) }) },
      },
    },
    async (request) => ({
      flights: (await store.flightsOf(callerOf(request).owner, MAX_FLIGHTS_LISTED)).map(headOf),
    }),
  )

  app.get(
    '/v1/flight-checks/:id',
    {
      schema: {
        tags: ['flights'],
        operationId: 'flight',
        summary: 'A flight and its answers as they are now, exceptions first; as CSV where that is accepted',
        description: 'With the receipt of every answer.',
        params: Params,
        querystring: Type.Object({ lang: Type.Optional(LanguageText()) }, closed),
        response: {
          ...callerProblems(400, 404),
          200: answerIn<FlightKept | string>('The flight', {
            'application/json': { schema: FlightKept },
            'text/csv': { schema: { type: 'string' } },
          }),
        },
      },
    },
    async (request, reply) => {
      const asked = await ownFlight(request.params.id, callerOf(request).owner)
      const done = reading(asked.owner)
      reply.raw.once('close', done)
      await recheckNow(asked)
      const flight = await ownFlight(request.params.id, callerOf(request).owner)
      const answers = await answersOf(store, flight)
      if (!wantsCsv(request)) return { flight: headOf(flight), answers }
      const csv = writeTable(answers, request.query.lang ?? 'en')
      const name = `${flight.plan.flight}-${flight.plan.arrival.slice(0, 10)}.csv`
      return reply.type(TABLE_TYPE).header('content-disposition', `attachment; filename="${name}"`).send(csv)
    },
  )

  app.put(
    '/v1/flight-checks/:id',
    {
      compress: false,
      schema: {
        tags: ['flights'],
        operationId: 'recheckFlight',
        summary: 'Checks a flight again, late or diverted: another arrival or airport',
        description: 'Answered as the first check is; `changed_from` says which answers are others than before.',
        params: Params,
        querystring: Type.Object({ lang: Type.Optional(LanguageText()) }, closed),
        body: Type.Object(Plan, closed),
        response: { ...callerProblems(...BODY, 404, 422, 507), 200: streamed() },
      },
    },
    async (request, reply) => {
      const [flight, done] = await begin(request as FastifyRequest, async () => {
        const { id: device, owner } = callerOf(request)
        const kept = await ownFlight(request.params.id, owner)
        const { departure, flight } = kept.plan
        const plan = orProblem(await readPlan(services, { departure, ...request.body, flight }))
        return { ...kept, plan, device }
      })
      return stream(request as FastifyRequest, reply as FastifyReply, done, async (tell) =>
        orProblem(await checkFlight(services, flight, tell)),
      )
    },
  )

  app.delete(
    '/v1/flight-checks/:id',
    {
      schema: {
        tags: ['flights'],
        operationId: 'removeFlight',
        summary: 'Removes a flight and its answers',
        description: 'For good; it goes by itself three days after its arrival.',
        params: Params,
        response: { ...callerProblems(400, 404, 507), 204: nothing('Removed') },
      },
    },
    async (request, reply) => {
      const flight = await ownFlight(request.params.id, callerOf(request).owner)
      await store.removeFlight(flight.id, flight.owner)
      return reply.code(204).send()
    },
  )

  app.get(
    '/v1/flight-checks/:id/events',
    {
      compress: false,
      schema: {
        tags: ['flights'],
        operationId: 'watchFlight',
        summary: 'What changes about a flight, as server-sent events',
        description:
          '`flight` has the flight, `changed` the answers that are others; the id is the revision, and who comes back with ' +
          '`Last-Event-ID` misses nothing. Ended after five minutes: come back with a new token.',
        params: Params,
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })) }),
        response: { ...callerProblems(400, 404), 200: textIn('text/event-stream', 'Events until it is ended') },
      },
    },
    async (request, reply) => {
      const flight = await ownFlight(request.params.id, callerOf(request).owner)
      const done = watching(flight.owner)
      const last = request.headers['last-event-id']
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(WATCH_SECONDS * 1000)])
      const { id } = callerOf(request)
      const mayWatch = async () => (await store.findDevice(id))?.revokedAt === null
      const knowledge = () => publisher.knowledge()
      const options = { store, recheck, recheckNow, knowledge, mayWatch }
      const events = followFlight(flight, last === undefined ? null : Number(last), options, signal)
      const out = Readable.from(eventTexts(events))
      out.once('close', done)
      return reply.type('text/event-stream').headers(STREAMED).send(out)
    },
  )
}

const WORKBOOK = /^application\/(vnd\.openxmlformats|vnd\.ms-excel|vnd\.oasis)/
const STREAMED = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

function wantsCsv({ headers: { accept = '' } }: Pick<FastifyRequest, 'headers'>): boolean {
  return accept.includes('text/csv')
}

async function* eventTexts(events: AsyncIterable<FlightEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.event === 'quiet') yield ': nothing new\n\n'
    else yield `event: ${event.event}\nid: ${event.revision}\ndata: ${JSON.stringify(event.data)}\n\n`
  }
}
