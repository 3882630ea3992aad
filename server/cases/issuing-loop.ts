/** Runs the worker of the outbox: at once when it is woken, when something is due, and every few seconds for other processes. */
import { logEvent } from '../log-event.ts'
import { type IssuingServices, issueDueCases } from './issue-cases.ts'

export interface IssuingLoop {
  /** Looks at once whether something is due, as when a case was decided. */
  wake(): void
  /** Takes nothing more, and ends what is under way. The caller closes it before the store. */
  close(): Promise<void>
}

const POLL_MS = 5000

/** `pollMs`: how long it waits at most before it looks again, since other processes decide, too. */
export function startIssuing(services: IssuingServices, pollMs = POLL_MS): IssuingLoop {
  const { store, now, log } = services
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | null = null
  let again = false

  const wake = () => {
    again = true
    if (!isClosed) round ??= rounds()
  }
  const rounds = async () => {
    while (again && !isClosed) {
      again = false
      clearTimeout(timer)
      const waitMs = await issueAll().catch((error: Error) => {
        logEvent(log, 'cases-not-read', { error: error.name })
        return pollMs
      })
      clearTimeout(timer)
      if (!isClosed) timer = setTimeout(wake, waitMs)
    }
    // This is done in the same turn as the last look at `again`: a wake after it begins a new round.
    round = null
  }
  /** Until nothing is due; gives how long it is until something else will be. */
  const issueAll = async (): Promise<number> => {
    while (!isClosed && (await issueDueCases(services)) > 0);
    const nextAt = await store.nextIssueAt()
    return nextAt === null ? pollMs : Math.min(pollMs, Math.max(1, nextAt - now()) * 1000)
  }
  wake()
  return {
    wake,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await round
    },
  }
}
