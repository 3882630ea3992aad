/** `api.flood`: what honest devices notice while 32 hostile connections do their worst. */
import { CONNECTIONS, requestsFor, startServer } from './api.ts'
import type { FloodTold } from './api-hostile.ts'
import { fullLoad, openConnections, steadyLoad } from './api-load.ts'
import { startChild } from './api-process.ts'
import { median, quantile, round } from './measure.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

/** The limits are those of a server in service, far above what one honest device does here. */
const USUAL_LIMITS = { device: 1200, stranger: 300 }
const ROUNDS = 5
const SECONDS = 2.5
const REQUESTS = 3000

/** `kinds`: only these of the hostile requests; none for all. */
export async function apiFlood(kinds: readonly string[] = []): Promise<BenchResult> {
  const { child, desk, visas } = await startServer(USUAL_LIMITS)
  const flood = { port: desk.port, connections: CONNECTIONS, kinds }
  const hostile = await startChild<FloodTold, FloodTold>('api-hostile.ts', { ...flood, on: false })
  const honest = await openConnections(desk.port, CONNECTIONS)
  try {
    await fullLoad(honest, requestsFor(desk, visas, REQUESTS))
    const perSecond = (await fullLoad(honest, requestsFor(desk, visas, REQUESTS))) / 2
    const load = () => steadyLoad(honest, requestsFor(desk, visas, Math.round(perSecond * SECONDS)), perSecond)
    await load()
    const quiet: (readonly number[])[] = []
    const flooded: (readonly number[])[] = []
    let sent: FloodTold['sent'] = {}
    for (let at = 0; at < ROUNDS; at++) {
      quiet.push(await load())
      await hostile.ask({ ...flood, on: true })
      flooded.push(await load())
      sent = (await hostile.ask({ ...flood, on: false })).sent
    }
    const at = (rounds: readonly (readonly number[])[], share: number) =>
      median(rounds.map((latencies) => quantile(latencies, share)))
    const rise = (at(flooded, 0.99) / at(quiet, 0.99) - 1) * 100
    const again = async () => {
      await hostile.ask({ ...flood, on: true })
      await load()
      await hostile.ask({ ...flood, on: false })
    }
    const where = isMet('api.flood', [rise]) ? {} : { 'where it goes under the flood': await child.profiled(again) }
    const count = Object.values(sent).reduce((sum, one) => sum + one, 0)
    return benchResult('api.flood', [rise], {
      'honest/s': Math.round(perSecond),
      'quiet p50 ms': round(at(quiet, 0.5)),
      'quiet p99 ms': round(at(quiet, 0.99)),
      'flooded p50 ms': round(at(flooded, 0.5)),
      'flooded p99 ms': round(at(flooded, 0.99)),
      'hostile connections': CONNECTIONS,
      'hostile requests/s': Math.round(count / (ROUNDS * SECONDS)),
      ...where,
    })
  } finally {
    for (const connection of honest) connection.close()
    await hostile.stop()
    await child.stop()
  }
}
