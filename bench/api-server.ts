/**
 * The authority's server of the API's benches, in a process of its own. Of its first line it makes the server, with
 * these devices and visas; of every other it tells what memory it holds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicJwk } from '#evisa/root.ts'
import { NOW } from '../fixtures/made-world.ts'
import type { CallsPerMinute } from '../server/access/rate-limits.ts'
import type { Store } from '../server/store/store.ts'
import { answerLines } from './api-process.ts'
import type { BenchVisa } from './api-requests.ts'
import { type BenchAuthority, openBenchAuthority } from './bench-authority.ts'

interface Given {
  readonly visas: readonly BenchVisa[]
  readonly jwks: readonly PublicJwk[]
  readonly callsPerMinute: CallsPerMinute
}

/** What it says when it is ready. */
export interface ApiServerSaid {
  readonly url: string
  readonly port: number
  readonly tokens: readonly string[]
}

/** What it answers every other line with. */
export interface MemoryTold {
  readonly rss: number
  readonly heapUsed: number
}

const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
let authority: BenchAuthority | null = null
process.once('SIGTERM', async () => {
  await authority?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
await answerLines(async (line) => (authority === null ? serve(JSON.parse(line)) : told()))

async function serve({ visas, jwks, callsPerMinute }: Given): Promise<ApiServerSaid> {
  const place = { dataDir: join(folder, 'authority'), databaseUrl: null }
  const recordVisas = async (store: Store) => {
    const made = visas.map(({ claims, jws, text }, at) => {
      return { claims, jws, qrText: text, visaSupportNumber: `BENCH-${at}` }
    })
    const fault = (await store.recordVisas(made, { actor: 'authority', at: NOW })).find((one) => one !== null)
    if (fault) throw new Error(fault)
  }
  authority = await openBenchAuthority({ place, jwks, role: 'carrier', callsPerMinute }, recordVisas)
  const { url, port, devices } = authority
  return { url, port, tokens: devices.map(({ token }) => token) }
}

function told(): MemoryTold {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss, heapUsed }
}
