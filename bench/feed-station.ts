/**
 * A fresh station that fetches the ledger, in a process of its own: `node feed-station.ts FILE URL`. Prints what that
 * cost, and with a third argument also where it went.
 */
import { NOW } from '../fixtures/made-world.ts'
import type { AuthorityClient } from '../scanner-client/offline/authority-client.ts'
import { sync } from '../scanner-client/offline/sync.ts'
import { syncContext } from '../scanner-client/station/station.ts'
import { openStationStore } from '../scanner-client/station/station-store.ts'
import { hold } from '../test/scanner-client/held-by-hand.ts'
import { enrol, worldSet } from '../test/scanner-client/made-station.ts'
import { cpuEach, ownTotal } from './cpu-time.ts'
import { startProfile } from './hot-spots.ts'

/** What it prints. */
export interface StationTold {
  readonly newCrossings: number
  readonly cpuSeconds: number
  readonly seconds: number
  /** The most that it held. */
  readonly megabytes: number
  /** Null where nobody asked. */
  readonly hotSpots: string | null
}

const [file = '', url = '', profile] = process.argv.slice(2)
const store = openStationStore(file)
await enrol(store)
await hold(store, await worldSet(), NOW - 300)
const client: AuthorityClient = {
  artefact: async () => 'unchanged',
  handIn: async () => '',
  report: async () => undefined,
  time: async () => null,
  witness: async () => null,
  isReplaced: async () => false,
  conflicts: async () => null,
  referrals: async () => null,
  feed: async (after) => (await fetch(`${url}/?after=${after}`)).text(),
}
const endProfile = profile === undefined ? null : await startProfile()
const before = ownTotal()
const from = performance.now()
const { newCrossings } = await sync(store, client, { ...syncContext, now: () => NOW })
const told: StationTold = {
  newCrossings,
  cpuSeconds: cpuEach(before, ownTotal(), 1).total / 1e6,
  seconds: (performance.now() - from) / 1000,
  megabytes: process.resourceUsage().maxRSS / 1024,
  hotSpots: endProfile === null ? null : await endProfile(),
}
await store.close()
process.stdout.write(JSON.stringify(told))
