/** The rounds of a queue: wakes when something is due, a few at a time, and stops without leaving anything in doubt. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export interface MailQueue {
  /** Looks at once whether something is due, as when something was queued. */
  wake(): void
  /** Takes nothing more, and ends what is under way: what was not handed over waits for the next start. */
  close(): Promise<void>
}

/** What a queue does. */
export interface Rounds<T> {
  /** Done before something is taken: what was lost or put off is set right. */
  readonly prepare: () => Promise<void>
  /** Takes what is due for longest, so that no other worker does; null if nothing is. */
  readonly claim: () => Promise<T | null>
  /** Never rejects: what could not be recorded is settled when its lease runs out. */
  readonly attempt: (claimed: T, signal: AbortSignal) => Promise<void>
  /** When something is to be done next; null if nothing is open. */
  readonly nextAt: () => Promise<EpochSeconds | null>
  /** Told of a round that failed; the next one comes by itself. */
  readonly failed: (error: Error) => void
  readonly now: () => EpochSeconds
  readonly concurrency: number
  /** How long it waits at most before it looks again, since other processes queue too. */
  readonly pollMs: number
}

/** Starts the rounds; the caller closes them before the store. */
export function startRounds<T>(rounds: Rounds<T>): MailQueue {
  const { pollMs } = rounds
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | null = null
  let again = false

  const wake = () => {
    again = true
    if (stopping.signal.aborted) return
    round ??= walk()
  }
  const walk = async () => {
    while (again && !stopping.signal.aborted) {
      again = false
      clearTimeout(timer)
      const waitMs = await takeDue(rounds, underWay, stopping.signal, wake).catch((error: Error) => {
        rounds.failed(error)
        return pollMs
      })
      clearTimeout(timer)
      if (!stopping.signal.aborted) timer = setTimeout(wake, waitMs)
    }
    // This is done in the same turn as the last look at `again`: a wake after it begins a new round.
    round = null
  }
  wake()
  return {
    wake,
    close: async () => {
      stopping.abort()
      clearTimeout(timer)
      await round
      await Promise.all(underWay)
    },
  }
}

/** Begins what is due, and gives how long it is until something else will be, in milliseconds. */
async function takeDue<T>(
  { prepare, claim, attempt, nextAt, now, concurrency, pollMs }: Rounds<T>,
  underWay: Set<Promise<void>>,
  signal: AbortSignal,
  wake: () => void,
): Promise<number> {
  await prepare()
  while (underWay.size < concurrency && !signal.aborted) {
    const claimed = await claim()
    if (claimed === null) break
    const one: Promise<void> = attempt(claimed, signal).then(() => {
      underWay.delete(one)
      wake()
    })
    underWay.add(one)
  }
  const next = await nextAt()
  // An attempt that ends wakes the queue. What is due and could not be claimed is another worker's.
  if (next === null || underWay.size >= concurrency) return pollMs
  return Math.min(pollMs, Math.max(1, next - now()) * 1000)
}
