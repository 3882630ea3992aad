/** Backups one after the other, until somebody stops them. */
import { setTimeout } from 'node:timers/promises'

export interface BackupRounds {
  /** Makes one backup, and puts away those that are too many. */
  readonly round: () => Promise<void>
  /** Told of a round that failed; the next one comes all the same. */
  readonly failed: (error: Error) => void
  /** From the beginning of a round to that of the next; null for one round alone. */
  readonly everyMs: number | null
  readonly signal: AbortSignal
}

/** Ends after the one round, or once it is stopped; gives how many failed, a round that was stopped aside. */
export async function backUpInRounds({ round, failed, everyMs, signal }: BackupRounds): Promise<number> {
  let failures = 0
  while (!signal.aborted) {
    const begun = Date.now()
    try {
      await round()
    } catch (error) {
      if (signal.aborted) break
      failures += 1
      failed(error as Error)
    }
    if (everyMs === null) break
    await setTimeout(Math.max(0, begun + everyMs - Date.now()), null, { signal }).catch(() => undefined)
  }
  return failures
}
