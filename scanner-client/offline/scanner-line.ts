/** A scanner's line to the authority: one access for as long as the program runs, and clients whose calls end in time. */
import type { VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type AuthorityClient, authorityClient } from './authority-client.ts'
import { deviceAccess, type StreamingAccess } from './device-access.ts'
import { heardAccess, type LineListener } from './heard-access.ts'
import { heldSet } from './held-knowledge.ts'
import type { Fetch } from './http-call.ts'
import type { Enrolment, ScannerStore } from './scanner-store.ts'

/** A scan waits this long for the server, then goes on with what it holds. */
export const SCAN_NETWORK_MS = 2000
export const SYNC_NETWORK_MS = 120_000

export interface ScannerLine {
  /** The access by the key of the present enrolment; null where this scanner has none. */
  accessOf(store: ScannerStore, enrolment: Enrolment): Promise<StreamingAccess | null>
  /** A client whose calls all end when the time is up, or when `end` is given; null where there is no key. */
  clientOf(
    store: ScannerStore,
    enrolment: Enrolment,
    milliseconds: number,
    end?: AbortSignal,
  ): Promise<AuthorityClient | null>
  /** From now on this one hears of every call by which a key is shown, whoever makes it. */
  follow(listener: LineListener): void
}

export function scannerLine(fetch: Fetch, now: () => EpochSeconds, verify: VerifyPlatform): ScannerLine {
  // A token and the server's nonce are good for minutes: while the program runs they are not asked for at every scan.
  const accesses = new Map<string, StreamingAccess>()
  // An access outlives the store that it was asked for with.
  const stores = new Map<string, ScannerStore>()
  let following: LineListener | null = null
  const listener: LineListener = {
    noteReached: () => following?.noteReached(),
    noteUnreachable: (because) => following?.noteUnreachable(because),
  }
  const accessOf = async (store: ScannerStore, { issuer, device, kid }: Enrolment) => {
    const name = `${issuer} ${device} ${kid}`
    stores.set(name, store)
    const known = accesses.get(name)
    if (known !== undefined) return known
    const key = await store.deviceKey()
    if (key === null) return null
    const trust = async () => (await heldSet(stores.get(name) ?? store, verify))?.trust ?? null
    const access = heardAccess(deviceAccess({ fetch, issuer, device, key, now, trust }), listener)
    accesses.set(name, access)
    return access
  }
  return {
    accessOf,
    follow: (given) => {
      following = given
    },
    clientOf: async (store, enrolment, milliseconds, end) => {
      const access = await accessOf(store, enrolment)
      if (access === null) return null
      const time = AbortSignal.timeout(milliseconds)
      const signal = end === undefined ? time : AbortSignal.any([time, end])
      return authorityClient(fetch, enrolment.server, { id: enrolment.device, access }, signal)
    },
  }
}
