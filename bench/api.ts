/** `api.verify`: e-visas checked over HTTP by signed-in devices, against a bare route that does the two checks. */
import { type Connection, fullLoad, openConnections, steadyLoad } from './api-load.ts'
import { type Child, startChild } from './api-process.ts'
import { type BenchVisa, type Desk, makeBenchVisas, makeDevice, nonceOf, verification } from './api-requests.ts'
import type { ApiServerSaid, MemoryTold } from './api-server.ts'
import { NO_LIMIT } from './bench-authority.ts'
import type { FloorServerSaid } from './floor-server.ts'
import { compareSides, comparisonDetails, quantile, round, type Side } from './measure.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

export const CONNECTIONS = 32
const DEVICES = 64
const VISAS = 500
const ROUNDS = 5
const REQUESTS = 3000
const HALF_LOAD_SECONDS = 3

export interface Started {
  readonly child: Child<ApiServerSaid, MemoryTold>
  readonly desk: Desk
  readonly visas: readonly BenchVisa[]
}

export async function apiVerify(): Promise<BenchResult> {
  const { child, desk, visas } = await startServer(NO_LIMIT)
  const jwks = desk.devices.map(({ jwk }) => jwk)
  const floor = await startChild<FloorServerSaid>('floor-server.ts', { visas, jwks })
  const ours = await openConnections(desk.port, CONNECTIONS)
  const raw = await openConnections(floor.said.port, CONNECTIONS)
  const side = (connections: readonly Connection[], process: Pick<Child<unknown>, 'cpu'>): Side => ({
    count: REQUESTS,
    prepare: () => {
      const requests = requestsFor(desk, visas, REQUESTS)
      return () => fullLoad(connections, requests)
    },
    cpu: () => process.cpu(),
  })
  try {
    const mine = side(ours, child)
    const compared = await compareSides(mine, side(raw, floor), ROUNDS)
    const ourTimes = await halfLoad(ours, desk, visas, compared.ours.rate)
    const rawTimes = await halfLoad(raw, desk, visas, compared.floor.rate)
    const isReached = isMet('api.verify', [compared.ratio])
    const where = isReached ? {} : { 'where it goes': await child.profiled(async () => (await mine.prepare())()) }
    return benchResult('api.verify', [compared.ratio], {
      ...comparisonDetails(compared, 'calls'),
      'at half load p50 ms': round(quantile(ourTimes, 0.5)),
      'p99 ms': round(quantile(ourTimes, 0.99)),
      'floor p50 ms': round(quantile(rawTimes, 0.5)),
      'floor p99 ms': round(quantile(rawTimes, 0.99)),
      connections: CONNECTIONS,
      ...where,
    })
  } finally {
    for (const connection of [...ours, ...raw]) connection.close()
    await child.stop()
    await floor.stop()
  }
}

async function halfLoad(connections: readonly Connection[], desk: Desk, visas: readonly BenchVisa[], rate: number) {
  const perSecond = rate / 2
  return steadyLoad(connections, requestsFor(desk, visas, Math.round(perSecond * HALF_LOAD_SECONDS)), perSecond)
}

export async function startServer(callsPerMinute: typeof NO_LIMIT, flags: readonly string[] = []): Promise<Started> {
  const visas = await makeBenchVisas(VISAS)
  const devices = Array.from({ length: DEVICES }, makeDevice)
  const jwks = devices.map(({ jwk }) => jwk)
  const given = { visas, jwks, callsPerMinute }
  const child = await startChild<ApiServerSaid, MemoryTold>('api-server.ts', given, { flags })
  const desk = { ...child.said, devices }
  return { child, desk: { ...desk, nonce: await nonceOf(desk, '/v1/verifications') }, visas }
}

export function requestsFor(desk: Desk, visas: readonly BenchVisa[], count: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, at) => verification(desk, at % DEVICES, visas[at % VISAS] as BenchVisa))
}
