/** Whole flights: a carrier sends its list and gets one answer a passenger, as soon as each is known; and hears what changes. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type FlightPlan, type GivenFlight, readFlight } from '#evisa/flight.ts'
import { type Language, LanguageText } from '#evisa/language.ts'
import { Passenger } from '#evisa/passenger.ts'
import { MAX_PASSENGERS } from '#evisa/passenger-table.ts'
import type { Caller } from '../access/caller.ts'
import { placesPerOwner } from '../access/per-owner.ts'
import { answerIn, BODY, callerProblems, nothing, textIn } from '../api-description/answers.ts'
import {
  FLIGHT_REQUEST_EXAMPLES,
  FlightHeadDocument,
  FlightKept,
  streamed,
} from '../api-description/flight-documents.ts'
import { answersOf, type FlightChecks, flightChecks, headOf, type Tell } from '../flights/flight-checks.ts'
import { type FlightEvent, followFlight } from '../flights/flight-watch.ts'
import { JSON_LINES, streamLines, TABLE_TYPE, tableLines, writeTable } from '../flights/line-writer.ts'
import { readList } from '../flights/read-list.ts'
import { Problem } from '../http/problem.ts'
import { logEvent } from '../operation/log-event.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'
import { FLIGHT_KEPT_SECONDS, type StoredFlight } from '../store/flight-store.ts'

// A thousand codes of the longest kind.
const MAX_LIST_BYTES = 4 * 1_048_576
const MAX_FLIGHTS_LISTED = 200
const UNDER_WAY_AN_OWNER = 4
const READERS_AN_OWNER = 8
const WATCHERS_AN_OWNER = 100
// As long as an access token: then who watches proves itself anew.
const WATCH_SECONDS = 300
const LOOKED_AGAIN_MILLISECONDS = 5000

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
  const flights = flightChecks(services)
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

  const recheckNow = onceInAWhile(flights.recheck)

  /** The caller's own flight; of another's it is not told that it exists. */
  const ownFlight = async (id: string, caller: Caller | null): Promise<StoredFlight> => {
    const flight = caller === null ? null : await store.findFlight(id, caller.owner)
    if (flight === null)
      throw new Problem('not-found', 'You have no flight of this id; those of past days are removed.')
    return flight
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
    const done = underWay(request.caller?.owner ?? '')
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
      const caller = request.caller as Caller
      const [{ flight, ignored }, done] = await begin(request as FastifyRequest, async () => {
        await store.forgetFlights(now() - FLIGHT_KEPT_SECONDS)
        const { lang: _, ...said } = request.query
        const read = readList(request.body, said)
        if (!read.ok) throw new Problem(LIST_PROBLEMS[read.error.reason], read.error.message)
        const { given, list, ignored } = read.value
        const plan = await planOf(given)
        const key = request.headers['idempotency-key']
        const idempotency = key === undefined ? null : { key, contentHash: hashOf({ plan, list }) }
        return { flight: await flights.begin(caller, plan, list, idempotency), ignored }
      })
      return stream(request as FastifyRequest, reply as FastifyReply, done, (tell) => {
        // What was left aside was not checked.
        const telling: Tell = (line) => tell(line.kind === 'flight' ? { ...line, ignored_columns: ignored } : line)
        return flight.revision > 0 ? flights.replay(flight, telling) : flights.check(flight, null, telling)
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
    async ({ caller }) => ({
      flights: (await store.flightsOf((caller as Caller).owner, MAX_FLIGHTS_LISTED)).map(headOf),
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
      const asked = await ownFlight(request.params.id, request.caller)
      const done = reading(asked.owner)
      reply.raw.once('close', done)
      await recheckNow(asked)
      const flight = await ownFlight(request.params.id, request.caller)
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
      const [{ flight, plan }, done] = await begin(request as FastifyRequest, async () => {
        const flight = await ownFlight(request.params.id, request.caller)
        const { departure, flight: number } = flight.plan
        return { flight, plan: await planOf({ departure, ...request.body, flight: number }) }
      })
      const asked = { ...flight, device: request.caller?.id ?? flight.device }
      return stream(request as FastifyRequest, reply as FastifyReply, done, (tell) => flights.check(asked, plan, tell))
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
    async ({ params, caller }, reply) => {
      const flight = await ownFlight(params.id, caller)
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
      const flight = await ownFlight(request.params.id, request.caller)
      const done = watching(flight.owner)
      const last = request.headers['last-event-id']
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(WATCH_SECONDS * 1000)])
      const { id } = request.caller as Caller
      const mayWatch = async () => (await store.findDevice(id))?.revokedAt === null
      const knowledge = () => publisher.knowledge()
      const options = { store, recheck: flights.recheck, recheckNow, knowledge, mayWatch }
      const events = followFlight(flight, last === undefined ? null : Number(last), options, signal)
      const out = Readable.from(eventTexts(events))
      out.once('close', done)
      return reply.type('text/event-stream').headers(STREAMED).send(out)
    },
  )

  async function planOf(given: GivenFlight): Promise<FlightPlan> {
    const plan = readFlight(given, (await publisher.knowledge()).policy, now())
    if (plan.ok) return plan.value
    const errors = plan.error.map(({ field, rule, message }) => ({ field, rule, message }))
    throw new Problem('breaks-policy', errors.map(({ field, message }) => `${field} ${message}`).join('; '), { errors })
  }
}

const WORKBOOK = /^application\/(vnd\.openxmlformats|vnd\.ms-excel|vnd\.oasis)/
const LIST_PROBLEMS = { 'list/format': 'bad-request', 'list/too-long': 'too-large' } as const
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

/** Looks at a flight again, but not for each of many that ask at about the same time. */
function onceInAWhile(recheck: FlightChecks['recheck']): (flight: StoredFlight) => Promise<void> {
  const looked = new Map<string, Promise<boolean>>()
  return async (flight) => {
    const found = looked.get(flight.id)
    if (found !== undefined) return void (await found)
    const mine = recheck(flight, null)
    looked.set(flight.id, mine)
    const forget = () => void looked.delete(flight.id)
    // One that failed is tried again by the next who asks.
    mine.then(() => setTimeout(forget, LOOKED_AGAIN_MILLISECONDS).unref(), forget)
    await mine
  }
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}
