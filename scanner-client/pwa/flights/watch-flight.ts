/** Watching a flight for as long as it is open: comes back whenever the line breaks, and misses nothing. */
import { AccessEnded, Rejected } from '../../offline/http-call.ts'
import type { FlightCalls, WatchedEvent } from './flight-calls.ts'

/** `gone`: the flight was removed meanwhile, or this device may not see it any more. */
export type WatchState = 'live' | 'not-live' | 'gone'

export interface WatchContext {
  readonly calls: Pick<FlightCalls, 'watch'>
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** 0 up to 1. */
  readonly random: () => number
  readonly tell: (event: WatchedEvent) => void
  readonly state: (state: WatchState) => void
}

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000

/** Watches from a revision on until the signal ends it. Throws `AccessEnded`. */
export async function watchFlight(
  id: string,
  from: number,
  { calls, sleep, random, tell, state }: WatchContext,
  signal: AbortSignal,
): Promise<void> {
  let revision = from
  let failures = 0
  while (!signal.aborted) {
    try {
      for await (const event of calls.watch(id, revision, signal)) {
        if (signal.aborted) return
        failures = 0
        state('live')
        tell(event)
        // The flight comes before its changes: only with these its revision is known here.
        if (event.event === 'changed') revision = Math.max(revision, event.revision)
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof AccessEnded) throw error
      if (error instanceof Rejected && (error.status === 404 || error.status === 403)) return state('gone')
      failures += 1
    }
    if (signal.aborted) return
    // The server ends a stream every few minutes by design: that alone is no reason to say so.
    if (failures > 0) state('not-live')
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1))
    await sleep(failures === 0 ? FIRST_PAUSE_MS : pause * (0.5 + random() / 2), signal)
  }
}
