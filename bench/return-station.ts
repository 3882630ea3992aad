/**
 * A station that holds a whole ledger, in a process of its own: `node return-station.ts FILE`. It says its key; of the next
 * line it enrols and fetches all, of each other one it syncs, and tells what that took.
 */
import type { PublicJwk } from '#evisa/root.ts'
import { makeWorld, NOW } from '../fixtures/made-world.ts'
import { authorityClient, type Fetch } from '../scanner-client/offline/authority-client.ts'
import { deviceAccess } from '../scanner-client/offline/device-access.ts'
import { heldKnowledge, heldSet } from '../scanner-client/offline/held-knowledge.ts'
import { sync } from '../scanner-client/offline/sync.ts'
import { syncContext, verify } from '../scanner-client/station/station.ts'
import { openStationStore } from '../scanner-client/station/station-store.ts'
import { enrolmentOf } from '../test/scanner-client/made-station.ts'
import { makeDeviceKey } from '../test/server/dpop-device.ts'
import { answerLines } from './api-process.ts'
import { ownTotal } from './cpu-time.ts'
import type { ReturnServerSaid } from './return-server.ts'

export interface StationAsked {
  readonly at: ReturnServerSaid
  /** An e-visa on which the whole ledger is asked for an entry. */
  readonly visa: string
}

export interface StationReturned {
  readonly crossings: number
  /** Until it goes by the epoch that the server is in, and refers what it does not know yet. */
  readonly known: number
  /** Until it has all of the ledger again. */
  readonly complete: number
  readonly cpuSeconds: number
  /** What it takes to look an e-visa up in all that it holds. */
  readonly lookUpMs: number
  /** The longest time in which nothing else was done. */
  readonly heldUpMs: number
  /** Entries of that e-visa: by the ledger, and by the one of before. */
  readonly entries: readonly [number, number | null]
}

const [file = ''] = process.argv.slice(2)
const store = openStationStore(file)
const key = await makeDeviceKey()
const world = await makeWorld()

await answerLines(async (line): Promise<PublicJwk | StationReturned> => {
  const asked: StationAsked | null = JSON.parse(line)
  if (asked === null) return key.jwk
  const { url: server, device } = asked.at
  if ((await store.enrolment()) === null) {
    const { rootFingerprint } = world
    await store.saveEnrolment(enrolmentOf({ server, issuer: server, device, kid: key.kid, rootFingerprint }), key.pair)
  }
  return synced(asked)
})

async function synced({ at: { url, device }, visa }: StationAsked): Promise<StationReturned> {
  const date = new Date(NOW * 1000).toUTCString()
  let from = performance.now()
  let known = 0
  // The server's clock stands, and the date that the library of its answers says does not.
  const onClock: Fetch = async (address, init) => {
    if (address.includes('/crossings/feed') && known === 0) known = performance.now() - from
    const answer = await fetch(address, init)
    return {
      status: answer.status,
      body: answer.body,
      headers: { get: (name) => (name === 'date' ? date : answer.headers.get(name)) },
    }
  }
  const trust = async () => (await heldSet(store, verify))?.trust ?? null
  const of = { fetch: onClock, issuer: url, device, key: key.pair, now: syncContext.now, trust }
  const client = authorityClient(onClock, url, { id: device, access: deviceAccess(of) }, new AbortController().signal)
  const turns = watchTurns()
  const before = ownTotal()
  from = performance.now()
  const { newCrossings } = await sync(store, client, { ...syncContext, now: () => NOW })
  const complete = (performance.now() - from) / 1000
  const after = ownTotal()
  const heldUpMs = turns()
  from = performance.now()
  const knowledge = await heldKnowledge(store, verify, { now: NOW, steady: syncContext.steady(), online: false })
  const told = await knowledge.ledger?.crossingsOf(visa)
  const ofBefore = await knowledge.before?.crossingsOf(visa)
  return {
    crossings: newCrossings,
    known: known / 1000,
    complete,
    cpuSeconds: (after.total - before.total) / 1e6,
    lookUpMs: performance.now() - from,
    heldUpMs,
    entries: [told?.length ?? -1, ofBefore?.length ?? null],
  }
}

/** What it gives ends it, and tells how long this thread was kept from everything else at most. */
function watchTurns(): () => number {
  let [last, longest] = [performance.now(), 0]
  const look = () => {
    const at = performance.now()
    longest = Math.max(longest, at - last)
    last = at
  }
  const timer = setInterval(look, 5)
  return () => {
    clearInterval(timer)
    look()
    return longest
  }
}
