/** A scanner's line to the authority: one access for as long as the program runs, and clients whose calls end in time. */
import type { VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type AuthorityClient, authorityClient } from './authority-client.ts'
import { deviceAccess, type StreamingAccess } from './device-access.ts'
import { heldSet } from './held-knowledge.ts'
import { type Fetch, Unreachable } from './http-call.ts'
import type { Enrolment, ScannerStore } from './scanner-store.ts'

/** A scan waits this long for the server, then goes on with what it holds. */
export const SCAN_NETWORK_MS = 2000
export const SYNC_NETWORK_MS = 120_000

export interface ScannerLine {
  /** Tells of each call by its key that did not reach the server, until what it gives is called. */
  onUnreachable(tell: (because: string) => void): () => void
  /** The access by the key of the present enrolment; null where this scanner has none. */
  accessOf(store: ScannerStore, enrolment: Enrolment): Promise<StreamingAccess | null>
  /** A client whose calls all end when the time is up, or when `end` is given; null where there is no key. */
  clientOf(
    store: ScannerStore,
    enrolment: Enrolment,
    milliseconds: number,
    end?: AbortSignal,
  ): Promise<AuthorityClient | null>
}

export function scannerLine(fetch: Fetch, now: () => EpochSeconds, verify: VerifyPlatform): ScannerLine {
  // A token and the server's nonce are good for minutes: while the program runs they are not asked for at every scan.
  const accesses = new Map<string, StreamingAccess>()
  // An access outlives the store that it was asked for with.
  const stores = new Map<string, ScannerStore>()
  const listeners = new Set<(because: string) => void>()
  const accessOf = async (store: ScannerStore, { issuer, device, kid }: Enrolment) => {
    const name = `${issuer} ${device} ${kid}`
    stores.set(name, store)
    const known = accesses.get(name)
    if (known !== undefined) return known
    const key = await store.deviceKey()
    if (key === null) return null
    const trust = async () => (await heldSet(stores.get(name) ?? store, verify))?.trust ?? null
    const access = telling(deviceAccess({ fetch, issuer, device, key, now, trust }), (because) => {
      for (const tell of listeners) tell(because)
    })
    accesses.set(name, access)
    return access
  }
  return {
    onUnreachable: (tell) => {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    accessOf,
    clientOf: async (store, enrolment, milliseconds, end) => {
      const access = await accessOf(store, enrolment)
      if (access === null) return null
      const time = AbortSignal.timeout(milliseconds)
      const signal = end === undefined ? time : AbortSignal.any([time, end])
      return authorityClient(fetch, enrolment.server, { id: enrolment.device, access }, signal)
    },
  }
}

/** Tells of what did not reach the server; a call that its caller gave up says nothing of the line. */
function telling(access: StreamingAccess, tell: (because: string) => void): StreamingAccess {
  const watched = async <T>(answer: Promise<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await answer
    } catch (error) {
      const isGivenUp = signal.aborted && (signal.reason as Error)?.name !== 'TimeoutError'
      if (error instanceof Unreachable && !isGivenUp) tell(error.message)
      throw error
    }
  }
  return {
    call: (method, path, init) => watched(access.call(method, path, init), init.signal),
    stream: (method, path, init) => watched(access.stream(method, path, init), init.signal),
  }
}
