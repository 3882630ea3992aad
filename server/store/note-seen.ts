/** When a session was used last, which is noted once a minute. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Runs, rows } from './steps.ts'

const EVERY_SECONDS = 60

export async function noteSeen(
  { act }: Pick<Runs, 'act'>,
  table: 'sessions' | 'person_sessions',
  id: string,
  seenAt: EpochSeconds,
  now: EpochSeconds,
): Promise<void> {
  // One of a clock that was ahead is set right.
  if (Math.abs(now - seenAt) < EVERY_SECONDS) return
  await act(() => rows(`UPDATE ${table} SET seen_at = ? WHERE id = ?`, now, id)).catch(unlessFull)
}

// A full disk must not end what only reads.
function unlessFull(error: Error): void {
  const { code = '' } = error as { code?: string }
  if (!/^(SQLITE_FULL|SQLITE_IOERR|53100)/.test(code)) throw error
}
