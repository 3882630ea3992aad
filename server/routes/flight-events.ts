/** What changes about a flight, told to who watches it, as server-sent events. */
import { finished, Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { placesPerOwner } from '../access/per-owner.ts'
import { callerProblems, textIn } from '../api-description/answers.ts'
import { FlightParams } from '../api-description/flight-requests.ts'
import { type FlightEvent, followFlight, type WatchOptions } from '../flights/flight-watch.ts'
import type { Services } from '../services.ts'
import { ownFlight } from './kept-flights.ts'

/** So that nobody on the way keeps what is streamed, or waits for more of it. */
export const STREAMED = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

const WATCHERS_AN_OWNER = 100
// As long as an access token: then who watches proves itself anew.
const WATCH_SECONDS = 300

export type WatchServices = Pick<Services, 'store' | 'publisher'> & Pick<WatchOptions, 'recheck' | 'recheckNow'>

const WATCH = {
  tags: ['flights'],
  operationId: 'watchFlight',
  summary: 'What changes about a flight, as server-sent events',
  description:
    '`flight` has the flight, `changed` the answers that are others; the id is the revision, and who comes back with ' +
    '`Last-Event-ID` misses nothing. Ended after five minutes: come back with a new token.',
  params: FlightParams,
  headers: Type.Object({ 'last-event-id': Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })) }),
  response: { ...callerProblems(400, 404), 200: textIn('text/event-stream', 'Events until it is ended') },
}

export const watchFlightRoute: FastifyPluginAsyncTypebox<WatchServices> = async (app, services) => {
  const { store, publisher, recheck, recheckNow } = services
  const watching = placesPerOwner(WATCHERS_AN_OWNER, 'watchers are open')
  const ending = new AbortController()
  app.addHook('preClose', async () => ending.abort())
  app.get('/v1/flight-checks/:id/events', { compress: false, schema: WATCH }, async (request, reply) => {
    const flight = await ownFlight(store, request)
    const { id } = callerOf(request)
    const done = watching(flight.owner)
    const mayWatch = async () => (await store.findDevice(id))?.revokedAt === null
    const options = { store, recheck, recheckNow, knowledge: () => publisher.knowledge(), mayWatch }
    const last = request.headers['last-event-id']
    const left = new AbortController()
    // As soon as the line is gone, and not when its events are looked at next: who lost it comes back at once.
    finished(reply.raw, () => {
      done()
      left.abort()
    })
    const signal = AbortSignal.any([ending.signal, left.signal, AbortSignal.timeout(WATCH_SECONDS * 1000)])
    const events = followFlight(flight, last === undefined ? null : Number(last), options, signal)
    return reply
      .type('text/event-stream')
      .headers(STREAMED)
      .send(Readable.from(eventTexts(events)))
  })
}

async function* eventTexts(events: AsyncIterable<FlightEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.event === 'quiet') yield ': nothing new\n\n'
    else yield `event: ${event.event}\nid: ${event.revision}\ndata: ${JSON.stringify(event.data)}\n\n`
  }
}
