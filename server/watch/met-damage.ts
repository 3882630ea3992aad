/** Damaged rows that were met by the work of the server, each told once; the daily check reads all of the store, but a day is long. */
import type { FastifyBaseLogger } from 'fastify'
import { logEvent } from '../log-event.ts'
import { RowDamaged } from '../store/row-sums.ts'

export interface MetDamage {
  /** Takes whatever a call of the store threw; what is no damaged row is nothing to it. */
  note(error: unknown): void
  /** What was met since the start, a line each. */
  all(): readonly string[]
}

// Of a disk that fails everywhere the first rows say enough.
const MOST = 1000

export function metDamage(log: FastifyBaseLogger): MetDamage {
  const met = new Set<string>()
  return {
    note: (error) => {
      if (!(error instanceof RowDamaged) || met.has(error.message) || met.size >= MOST) return
      met.add(error.message)
      logEvent(log, 'row-damaged', { table: error.table, key: error.key })
    },
    all: () => [...met],
  }
}
