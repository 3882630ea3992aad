/** Syncing by itself: again and again while all is well, less and less often while it is not, and at once when asked. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { LineListener } from './heard-access.ts'
import type { HeldState } from './held-knowledge.ts'
import { Unreachable } from './http-call.ts'
import { isExpected, type SyncReport } from './sync.ts'

/** How it stands with the line to the server. */
export interface LineState extends Omit<HeldState, 'dataAsOf'> {
  readonly online: boolean
  /** The age of what is held, in seconds; null where nothing is held. */
  readonly dataAge: number | null
  readonly lastError: string | null
}

export interface LoopContext {
  /** One sync, with its own limit of time. */
  readonly sync: () => Promise<SyncReport>
  readonly held: () => Promise<HeldState>
  /** Ends early, and quietly, when the signal is given. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** From 0 up to 1. */
  readonly random: () => number
  readonly now: () => EpochSeconds
  /** Told after every sync, with its report where it succeeded, and at once when another call finds the line otherwise. */
  readonly tell: (state: LineState, report: SyncReport | null) => void
}

export interface SyncLoop extends LineListener {
  /** Runs until the signal is given; then waits for the sync that is under way. Rejects with a bug. */
  run(signal: AbortSignal): Promise<void>
  /** There is something to hand in, or somebody waits: syncs soon, but does not press a server that was just not reached. */
  wake(): void
  /** Why a scan need not wait for the server, as it was not reached a moment ago; null where it was. */
  offlineBecause(): string | null
}

const INTERVAL_MS = 30_000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 300_000
/** Whoever wakes it does not make it try more often than this while the server is not reached. */
const PRESS_SECONDS = 5

export function syncLoop({ sync, held, sleep, random, now, tell }: LoopContext): SyncLoop {
  let failures = 0
  let lastError: string | null = null
  /** Whether that was that nobody answered, which the next answer to anything ends. */
  let isUnreached = false
  let isSyncing = false
  let told: LineState | null = null
  let failedAt: EpochSeconds = Number.NEGATIVE_INFINITY
  let sleeping = new AbortController()

  const once = async () => {
    let report: SyncReport | null = null
    isSyncing = true
    try {
      report = await sync()
      failures = 0
      lastError = null
    } catch (error) {
      if (!isExpected(error)) throw error
      failures += 1
      lastError = error.message
      isUnreached = error instanceof Unreachable
      failedAt = now()
    } finally {
      isSyncing = false
    }
    told = { online: lastError === null, lastError, ...shown(await held(), now()) }
    tell(told, report)
  }
  const turn = (because: string | null) => {
    lastError = because
    isUnreached = because !== null
    if (told === null) return
    told = { ...told, online: because === null, lastError: because }
    tell(told, null)
  }
  return {
    run: async (signal) => {
      while (!signal.aborted) {
        // It is made before the sync, so that whoever wakes the loop meanwhile is not forgotten.
        sleeping = new AbortController()
        await once()
        await sleep(
          failures === 0 ? INTERVAL_MS : retryDelay(failures, random()),
          AbortSignal.any([signal, sleeping.signal]),
        )
      }
    },
    wake: () => {
      if (lastError === null || now() - failedAt >= PRESS_SECONDS) sleeping.abort()
    },
    noteReached: () => {
      if (lastError === null || !isUnreached) return
      turn(null)
      // What waited for the server is handed in now, and not when it would have been tried again.
      if (!isSyncing) sleeping.abort()
    },
    noteUnreachable: (because) => {
      if (lastError !== null) return
      failedAt = now()
      turn(because)
    },
    offlineBecause: () => lastError,
  }
}

/** What is held, as a line tells it. */
export function shown({ dataAsOf, ...state }: HeldState, now: EpochSeconds) {
  return { ...state, dataAge: dataAsOf === null ? null : Math.max(0, now - dataAsOf) }
}

/** Full jitter: somewhere between nothing and a bound that doubles, so that booths do not come back all at once. */
export function retryDelay(failures: number, random: number): number {
  return random * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
}
