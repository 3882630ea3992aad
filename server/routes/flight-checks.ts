/** Whole flights: a carrier sends its list and gets one answer a passenger, as soon as each is known; and hears what changes. */
import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest, FastifySchema, FastifySchemaCompiler } from 'fastify'
import Type from 'typebox'
import type { Language } from '#evisa/language.ts'
import { callerOf } from '../access/caller.ts'
import { placesPerOwner } from '../access/per-owner.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { streamed } from '../api-description/flight-documents.ts'
import {
  FlightParams,
  FlightQuery,
  FlightRequest,
  IdempotencyKey,
  LanguageQuery,
  PlanRequest,
} from '../api-description/flight-requests.ts'
import { beginFlight, readPlan } from '../flights/begin-flight.ts'
import { checkFlight } from '../flights/check-flight.ts'
import { replayFlight, type Tell, tellingHowRead } from '../flights/flight-lines.ts'
import { JSON_LINES, streamLines, tableLines } from '../flights/line-writer.ts'
import { readList } from '../flights/read-list.ts'
import { onceInAWhile, recheckFlight } from '../flights/recheck-flight.ts'
import { Problem } from '../http/problem.ts'
import { logEvent } from '../log-event.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'
import type { StoredFlight } from '../store/flight-store.ts'
import { STREAMED, watchFlightRoute } from './flight-events.ts'
import { orProblem } from './flight-problems.ts'
import { listFlightsRoute, ownFlight, readFlightRoute, removeFlightRoute, wantsTable } from './kept-flights.ts'

// A thousand codes of the longest kind.
const MAX_LIST_BYTES = 4 * 1_048_576
const UNDER_WAY_AN_OWNER = 4
const WORKBOOK = /^application\/(vnd\.openxmlformats|vnd\.ms-excel|vnd\.oasis)/

export const flightCheckRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const file = { parseAs: 'buffer', bodyLimit: MAX_LIST_BYTES } as const
  app.addContentTypeParser('text/csv', file, async (_: unknown, body: Buffer) => body)
  app.addContentTypeParser(WORKBOOK, (_request, _payload, done) =>
    done(new Problem('media-type', 'This is a workbook: save it as CSV UTF-8 and send that as text/csv.')),
  )
  const recheck = async (flight: StoredFlight, rows: ReadonlySet<number> | null) =>
    orProblem(await recheckFlight(services, flight, rows))
  const recheckNow = onceInAWhile((flight) => recheck(flight, null))
  const flights = { ...services, recheck, recheckNow, stream: streamer(services) }
  await app.register(checkFlightRoute, flights)
  await app.register(listFlightsRoute, flights)
  await app.register(readFlightRoute, flights)
  await app.register(changeFlightRoute, flights)
  await app.register(removeFlightRoute, flights)
  await app.register(watchFlightRoute, flights)
}

interface CheckServices extends Services {
  readonly stream: Stream
}

const CHECK = {
  tags: ['flights'],
  operationId: 'checkFlight',
  summary: 'Checks the passengers of a flight: one answer each, as soon as it is known',
  description:
    'JSON, or `text/csv` with the flight in the query or in its columns. Answered as JSON lines (`flight`, then ' +
    '`answer` and `progress`, `end` at last: without it the answer is not complete), or as CSV where that is accepted. ' +
    'A row that is not understood is answered as CHECK BY HAND and says why.',
  querystring: FlightQuery,
  headers: IdempotencyKey,
  body: {
    content: {
      'application/json': { schema: FlightRequest },
      'text/csv': { schema: Type.String({ description: 'Columns in any order: see docs/flights.md' }) },
    },
  },
  response: { ...callerProblems(...BODY, 409, 422, 507), 200: streamed() },
}

// A passenger that is not well formed must not keep the others from being answered: see `readPassenger`.
const validateAllButBody: FastifySchemaCompiler<FastifySchema> = (route) =>
  route.httpPart === 'body' ? () => true : TypeBoxValidatorCompiler(route)

const checkFlightRoute: FastifyPluginAsyncTypebox<CheckServices> = async (app, services) => {
  const options = {
    bodyLimit: MAX_LIST_BYTES,
    compress: false,
    validatorCompiler: validateAllButBody,
    schema: CHECK,
  } as const
  app.post('/v1/flight-checks', options, async (request, reply) =>
    services.stream(request as FastifyRequest, reply as FastifyReply, async () => {
      const { lang: _, ...said } = request.query
      const { given, list, table } = orProblem(readList(request.body, said))
      const sent = { given, list, idempotencyKey: request.headers['idempotency-key'] ?? null }
      const { id: device, owner } = callerOf(request)
      const asker = { owner, device, carrier: owner === device ? null : owner }
      const flight = orProblem(await beginFlight(services, asker, sent))
      return async (tell) => {
        const telling = tellingHowRead(tell, list, table)
        if (flight.revision > 0) await replayFlight(services.store, flight, telling)
        else orProblem(await checkFlight(services, flight, telling))
      }
    }),
  )
}

const CHANGE = {
  tags: ['flights'],
  operationId: 'recheckFlight',
  summary: 'Checks a flight again, late or diverted: another arrival or airport',
  description: 'Answered as the first check is; `changed_from` says which answers are others than before.',
  params: FlightParams,
  querystring: LanguageQuery,
  body: PlanRequest,
  response: { ...callerProblems(...BODY, 404, 422, 507), 200: streamed() },
}

const changeFlightRoute: FastifyPluginAsyncTypebox<CheckServices> = async (app, services) => {
  app.put('/v1/flight-checks/:id', { compress: false, schema: CHANGE }, async (request, reply) =>
    services.stream(request as FastifyRequest, reply as FastifyReply, async () => {
      const kept = await ownFlight(services.store, request)
      const { departure, flight } = kept.plan
      const plan = orProblem(await readPlan(services, { departure, ...request.body, flight }))
      const changed = { ...kept, plan, device: callerOf(request).id }
      return async (tell) => orProblem(await checkFlight(services, changed, tell))
    }),
  )
}

type Work = (tell: Tell) => Promise<unknown>
type Stream = (request: FastifyRequest, reply: FastifyReply, begin: () => Promise<Work>) => Promise<FastifyReply>

/** Begins work in one of the owner's places and streams what it tells. What cannot be begun is a problem, and takes no place. */
function streamer({ limits, keys, now }: Services): Stream {
  const underWay = placesPerOwner(UNDER_WAY_AN_OWNER, 'flights are being checked')
  return async (request, reply, begin) => {
    await limits.flightCheck(request)
    // First of all: without a key for the receipts nothing is begun.
    keyFor(await keys(), 'snapshot', now())
    const done = underWay(callerOf(request).owner)
    const work = await begin().catch((error) => {
      done()
      throw error
    })
    const failed = (error: Error & { code?: string }) => {
      const route = request.routeOptions.url ?? ''
      logEvent(request.log, 'request-failed', { route, error: error.name, code: error.code ?? '' })
    }
    const { lang = 'en' } = request.query as { readonly lang?: Language }
    const writer = wantsTable(request) ? tableLines(lang) : JSON_LINES
    const lines = streamLines(writer, work, { failed, done })
    return reply.type(writer.type).headers(STREAMED).send(lines)
  }
}
