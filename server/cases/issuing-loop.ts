/** Runs the worker of the outbox: at once when it is woken, when something is due, and every few seconds for other processes. */
import { type MailQueue, startRounds } from '../delivery/queue-rounds.ts'
import { logEvent } from '../log-event.ts'
import { claimDueCase, type IssuingServices, issueCase } from './issue-cases.ts'

const POLL_MS = 5000
const AT_ONCE = 4

/** `pollMs`: how long it waits at most before it looks again, since other processes decide, too. The caller closes it before the store. */
export function startIssuing(services: IssuingServices, pollMs = POLL_MS): MailQueue {
  const { store, now, log } = services
  return startRounds({
    prepare: async () => undefined,
    claim: () => claimDueCase(services),
    attempt: (due) => issueCase(due, services),
    nextAt: () => store.nextIssueAt(),
    failed: (error) => logEvent(log, 'cases-not-read', { error: error.name }),
    ...{ now, pollMs, concurrency: AT_ONCE },
  })
}
