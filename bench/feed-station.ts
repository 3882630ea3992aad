/**
 * A fresh station that fetches the ledger, in a process of its own: `node feed-station.ts FILE URL`. Prints how long it
 * took and how much memory.
 */

import { NOW } from '../fixtures/made-world.ts'
import type { AuthorityClient } from '../scanner-client/offline/authority-client.ts'
import { sync } from '../scanner-client/offline/sync.ts'
import { syncContext } from '../scanner-client/station/station.ts'
import { openStationStore } from '../scanner-client/station/station-store.ts'
import { enrol, hold, worldSet } from '../test/scanner-client/made-station.ts'

const [file = '', url = ''] = process.argv.slice(2)
const store = openStationStore(file)
await enrol(store)
await hold(store, await worldSet(), NOW - 300)
const client: AuthorityClient = {
  artefact: async () => 'unchanged',
  handIn: async () => '',
  report: async () => undefined,
  feed: async (after) => (await fetch(`${url}/?after=${after}`)).text(),
}
const from = performance.now()
const { newCrossings } = await sync(store, client, { ...syncContext, now: () => NOW })
const seconds = (performance.now() - from) / 1000
await store.close()
process.stdout.write(JSON.stringify({ seconds, newCrossings, megabytes: process.resourceUsage().maxRSS / 1024 }))
