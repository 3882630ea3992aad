/** `station.return`: a station that holds a million crossings, after `authority restored`, until it has all of them again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicJwk } from '#evisa/root.ts'
import { startChild } from './api-process.ts'
import { waitedForCore } from './cpu-time.ts'
import { fillingOfLedger } from './filled-ledger.ts'
import { filledStore } from './filled-store.ts'
import { filledVisaAt } from './filled-visas.ts'
import { round } from './measure.ts'
import { nodeScript } from './npm-scripts.ts'
import type { ReturnServerSaid } from './return-server.ts'
import type { StationAsked, StationReturned } from './return-station.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const ENTRIES = 1_000_000
const VISA = filledVisaAt(ENTRIES - 1).number

export async function stationReturn(): Promise<BenchResult> {
  const dataDir = await filledStore(fillingOfLedger(ENTRIES))
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const { flags } = nodeScript('scan')
  const station = await startChild<PublicJwk, StationReturned>('return-station.ts', null, {
    flags,
    args: [join(folder, 'station.db')],
  })
  // Ids that no earlier run enrolled.
  const firstDevice = 1_000_000_000 + Math.floor(Math.random() * 8_000_000_000)
  const server = await startChild<ReturnServerSaid, number>('return-server.ts', {
    ...{ dataDir, jwk: station.said, firstDevice },
  })
  try {
    const asked: StationAsked = { at: server.said, visa: VISA }
    const waited = () => [station, server].map(({ pid }) => waitedForCore(pid) ?? Number.NaN)
    const restored = async () => {
      const seconds = await server.ask('restored')
      const before = waited()
      const returned = await station.ask(asked)
      if (returned.crossings !== ENTRIES || returned.entries[0] !== 1)
        throw new Error(`${returned.crossings} crossings, of that e-visa ${returned.entries}`)
      return { ...returned, seconds, waited: waited().map((one, at) => round(one - (before[at] ?? 0), 1)) }
    }
    const fresh = await station.ask(asked)
    const { seconds, waited: waitedFor, ...returned } = await restored()
    const figures = [returned.complete] as const
    return benchResult('station.return', figures, {
      'knows that it was restored after, s': round(returned.known),
      'CPU s': round(returned.cpuSeconds),
      'station and server waited for a core, s': waitedFor.join(', '),
      'held up at most, ms': round(returned.heldUpMs),
      'look-up in both, ms': round(returned.lookUpMs),
      'a fresh station, s': round(fresh.complete),
      'its look-up, ms': round(fresh.lookUpMs),
      'the server begins the epoch, s': round(seconds),
      entries: ENTRIES,
      ...(isMet('station.return', figures) ? {} : { 'where it goes': await station.profiled(restored) }),
    })
  } finally {
    await server.stop()
    await station.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
