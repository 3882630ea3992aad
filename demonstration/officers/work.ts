/** The work of the officers, round after round: what fails is told and tried again later, and nothing of it ends the program. */
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { CallFailed } from '../../desk/calls/authority-calls.ts'
import type { Officers } from './officers.ts'

export interface Round {
  readonly officers: Officers
  /** Does something about one thing. What fails is left alone for a while, longer each time; null then. */
  attempt<T>(act: string, subject: string, work: () => Promise<T>): Promise<T | null>
}

/** One kind of work, for all things that it is about. */
export type Act = (round: Round) => Promise<void>

export interface WorkOptions {
  /** Called at the start, and again where the server does not know the officers any more. */
  readonly signIn: () => Promise<Officers>
  readonly acts: readonly Act[]
  readonly everyMs: number
  readonly nowMs: () => number
  readonly log: Pick<FastifyBaseLogger, 'warn'>
}

const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 300_000
// Who is told to come back later is not forgotten before so many others are.
const MOST_WAITING = 1_000

/** Begins at once. `close` resolves once the round that runs is over. */
export function startWork({ signIn, acts, everyMs, nowMs, log }: WorkOptions): { close(): Promise<void> } {
  const attempt = attempts(nowMs, log)
  const stopped = new AbortController()
  let officers: Officers | null = null
  let isAway = false
  const round = async () => {
    try {
      officers ??= await signIn()
      for (const act of acts) if (!stopped.signal.aborted) await act({ officers, attempt })
      isAway = false
    } catch (error) {
      if (statusOf(error) === 401) officers = null
      // Once: the server may be away for hours.
      if (!isAway) log.warn({ event: 'round-failed', ...whatFailed(error) })
      isAway = true
    }
  }
  const work = async () => {
    while (!stopped.signal.aborted) {
      await round()
      await wait(everyMs, null, { signal: stopped.signal }).catch(() => null)
    }
  }
  const over = work()
  return {
    close: () => {
      stopped.abort()
      return over
    },
  }
}

function attempts(nowMs: () => number, log: WorkOptions['log']): Round['attempt'] {
  const failed = new Map<string, { readonly waitMs: number; readonly until: number }>()
  return async (act, subject, work) => {
    const key = `${act} ${subject}`
    const before = failed.get(key)
    if (before !== undefined && nowMs() < before.until) return null
    try {
      const done = await work()
      failed.delete(key)
      return done
    } catch (error) {
      if (endsRound(error)) throw error
      const waitMs = Math.min(LONGEST_WAIT_MS, before === undefined ? FIRST_WAIT_MS : before.waitMs * 2)
      if (failed.size >= MOST_WAITING) failed.clear()
      failed.set(key, { waitMs, until: nowMs() + waitMs })
      log.warn({ event: 'act-failed', act, subject, ...whatFailed(error) })
      return null
    }
  }
}

/** Where the server is away, or knows the officers no more, no other act would do better. */
function endsRound(error: unknown): boolean {
  return error instanceof CallFailed && (error.status === null || error.status === 401)
}

function statusOf(error: unknown): number | null {
  return error instanceof CallFailed ? error.status : null
}

/** By codes and the names of fields: what was said of them may be a person's. */
function whatFailed(error: unknown) {
  const rules = error instanceof CallFailed ? error.faults.map(({ field, rule }) => `${field} ${rule}`) : []
  return { error: (error as Error).name, status: statusOf(error), rules }
}
