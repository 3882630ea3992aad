/**
 * The authority over a filled ledger, in a process of its own. Of its first line it makes the server; each other one says that
 * its store was restored.
 */
import { randomBytes } from 'node:crypto'
import type { PublicJwk } from '#evisa/root.ts'
import { answerLines } from './api-process.ts'
import { type BenchAuthority, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'

export interface ReturnServerGiven {
  readonly dataDir: string
  readonly jwk: PublicJwk
  /** Devices of earlier runs stay in the store. */
  readonly firstDevice: number
}

export interface ReturnServerSaid {
  readonly url: string
  readonly device: string
}

let authority: BenchAuthority | null = null
process.once('SIGTERM', async () => {
  await authority?.close()
  process.exit()
})
await answerLines(async (line) => (authority === null ? serve(JSON.parse(line)) : restored(authority)))

async function serve({ dataDir, jwk, firstDevice }: ReturnServerGiven): Promise<ReturnServerSaid> {
  const place = { dataDir, databaseUrl: null }
  authority = await openBenchAuthority({ place, jwks: [jwk], role: 'border', callsPerMinute: NO_LIMIT, firstDevice })
  // A run of before may have signed by the day after.
  await authority.publisher.renew()
  return { url: authority.url, device: authority.devices[0]?.id ?? '' }
}

async function restored({ store, publisher, clock }: BenchAuthority): Promise<number> {
  const { number } = await store.epoch()
  const act = { actor: 'authority', at: clock.now }
  const epoch = { number: number + 1, id: randomBytes(32).toString('base64url') }
  const from = performance.now()
  await store.beginEpoch(epoch, { artefacts: [], places: [], lastList: 0 }, act)
  await publisher.renew()
  const seconds = (performance.now() - from) / 1000
  await store.settleDoubts('device', 'all', 'confirm', act)
  return seconds
}
