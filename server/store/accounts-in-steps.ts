/** Accounts and sessions, as both databases keep them. */
import type { AccountStore, LiveSession } from './account-store.ts'
import { firstRow, type Runs, rows, type Steps } from './steps.ts'

const SEEN_EVERY_SECONDS = 60

export function accountsInSteps({ read }: Runs): AccountStore {
  return { findSession: (tokenHash, now) => read(() => findSession(tokenHash, now)) }
}

function* findSession(tokenHash: string, now: number): Steps<LiveSession | null> {
  const found = yield* firstRow<LiveSession & { seenAt: number }>(
    `SELECT s.id, s.account, a.kind, s.seen_at AS "seenAt" FROM sessions s JOIN accounts a ON a.id = s.account
     JOIN devices d ON d.id = s.device
     WHERE s.token_hash = ? AND s.ended_at IS NULL AND s.expires_at > ? AND d.revoked_at IS NULL`,
    tokenHash,
    now,
  )
  if (found === null) return null
  const { seenAt, ...session } = found
  if (now - seenAt >= SEEN_EVERY_SECONDS) yield* rows('UPDATE sessions SET seen_at = ? WHERE id = ?', now, session.id)
  return session
}
