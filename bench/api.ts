/**
 * `api.verify`: e-visas checked over HTTP by signed-in devices, against a bare route that does one raw verify.
 * `api.flood`: what honest devices notice while 32 hostile connections do their worst.
 */
import { request } from 'undici'
import { type Connection, fullLoad, openConnections, quantile, steadyLoad } from './api-load.ts'
import { type Child, startChild } from './api-process.ts'
import { type BenchVisa, type Desk, makeBenchVisas, makeDevice, proofOf, verification } from './api-requests.ts'
import { type BenchResult, median, round } from './measure.ts'

const CONNECTIONS = 32
const DEVICES = 64
const VISAS = 500
const ROUNDS = 5
const REQUESTS = 3000

/** Devices that call as often as they like: it is the work that is measured. */
const NO_LIMIT = { device: 1e9, stranger: 1e9 }

export interface Started {
  readonly child: Child
  readonly desk: Desk
  readonly visas: readonly BenchVisa[]
}

export async function apiVerify(): Promise<BenchResult> {
  const { child, desk, visas } = await startServer(NO_LIMIT)
  const bare = await startChild('api-bare.ts', { visas })
  const ours = await openConnections(desk.port, CONNECTIONS)
  const raw = await openConnections(bare.said.port, CONNECTIONS)
  try {
    await fullLoad(ours, requestsFor(desk, visas, REQUESTS))
    await fullLoad(raw, requestsFor(desk, visas, REQUESTS))
    const rates: { readonly ours: number; readonly raw: number }[] = []
    for (let at = 0; at < ROUNDS; at++) {
      const requests = requestsFor(desk, visas, REQUESTS)
      // The same bytes for both: the bare route reads past the token and the proof.
      rates.push({ ours: await fullLoad(ours, requests), raw: await fullLoad(raw, requests) })
    }
    const ourRate = median(rates.map((rate) => rate.ours))
    const rawRate = median(rates.map((rate) => rate.raw))
    const ourTimes = await halfLoad(ours, desk, visas, ourRate)
    const rawTimes = await halfLoad(raw, desk, visas, rawRate)
    const ratio = median(rates.map((rate) => rate.ours / rate.raw))
    return {
      name: 'api.verify',
      value: round(ratio),
      unit: 'x requests/s of a bare route with one raw verify',
      target: '>= 0.6',
      met: ratio >= 0.6,
      details: {
        'requests/s': Math.round(ourRate),
        'bare/s': Math.round(rawRate),
        'at half load p50 ms': round(quantile(ourTimes, 0.5)),
        'p99 ms': round(quantile(ourTimes, 0.99)),
        'bare p50 ms': round(quantile(rawTimes, 0.5)),
        'bare p99 ms': round(quantile(rawTimes, 0.99)),
        connections: CONNECTIONS,
      },
    }
  } finally {
    for (const connection of [...ours, ...raw]) connection.close()
    await child.stop()
    await bare.stop()
  }
}

/** The limits are those of a server in service, far above what one honest device does here. */
const USUAL_LIMITS = { device: 1200, stranger: 300 }
const FLOOD_ROUNDS = 5
const FLOOD_SECONDS = 2.5

export async function apiFlood(kinds: readonly string[] = []): Promise<BenchResult> {
  const { child, desk, visas } = await startServer(USUAL_LIMITS)
  const flood = { port: desk.port, connections: CONNECTIONS, kinds }
  const hostile = await startChild('api-hostile.ts', { ...flood, on: false })
  const honest = await openConnections(desk.port, CONNECTIONS)
  try {
    await fullLoad(honest, requestsFor(desk, visas, REQUESTS))
    const perSecond = (await fullLoad(honest, requestsFor(desk, visas, REQUESTS))) / 2
    const load = () => steadyLoad(honest, requestsFor(desk, visas, Math.round(perSecond * FLOOD_SECONDS)), perSecond)
    await load()
    const quiet: (readonly number[])[] = []
    const flooded: (readonly number[])[] = []
    let sent = {}
    for (let at = 0; at < FLOOD_ROUNDS; at++) {
      quiet.push(await load())
      await hostile.ask({ ...flood, on: true })
      flooded.push(await load())
      sent = (await hostile.ask({ ...flood, on: false })).sent
    }
    const at = (rounds: readonly (readonly number[])[], share: number) =>
      median(rounds.map((latencies) => quantile(latencies, share)))
    const rise = (at(flooded, 0.99) / at(quiet, 0.99) - 1) * 100
    const count = Object.values<number>(sent).reduce((sum, one) => sum + one, 0)
    return {
      name: 'api.flood',
      value: round(rise, 1),
      unit: '% more at p99 of honest requests under a flood',
      target: '<= 20',
      met: rise <= 20,
      details: {
        'honest/s': Math.round(perSecond),
        'quiet p50 ms': round(at(quiet, 0.5)),
        'quiet p99 ms': round(at(quiet, 0.99)),
        'flooded p50 ms': round(at(flooded, 0.5)),
        'flooded p99 ms': round(at(flooded, 0.99)),
        'hostile connections': CONNECTIONS,
        'hostile requests/s': Math.round(count / (FLOOD_ROUNDS * FLOOD_SECONDS)),
      },
    }
  } finally {
    for (const connection of honest) connection.close()
    await hostile.stop()
    await child.stop()
  }
}

async function halfLoad(connections: readonly Connection[], desk: Desk, visas: readonly BenchVisa[], rate: number) {
  const perSecond = rate / 2
  return steadyLoad(connections, requestsFor(desk, visas, Math.round(perSecond * 3)), perSecond)
}

export async function startServer(callsPerMinute: typeof NO_LIMIT, flags: readonly string[] = []): Promise<Started> {
  const visas = await makeBenchVisas(VISAS)
  const devices = Array.from({ length: DEVICES }, makeDevice)
  const jwks = devices.map(({ jwk }) => jwk)
  const child = await startChild('api-server.ts', { visas, jwks, callsPerMinute }, flags)
  const { url, port, tokens } = child.said
  return {
    child,
    desk: { url, port, tokens, devices, nonce: await nonceOf({ ...child.said, devices, nonce: '' }) },
    visas,
  }
}

export function requestsFor(desk: Desk, visas: readonly BenchVisa[], count: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, at) => verification(desk, at % DEVICES, visas[at % VISAS] as BenchVisa))
}

/** The nonce that the server wants in a proof: it tells in the answer to one without. */
async function nonceOf(desk: Desk): Promise<string> {
  const path = '/v1/verifications'
  const headers = { authorization: `DPoP ${desk.tokens[0]}`, dpop: proofOf(desk, 0, 'POST', path) }
  const answer = await request(`${desk.url}${path}`, { method: 'POST', headers })
  await answer.body.dump()
  return String(answer.headers['dpop-nonce'])
}
