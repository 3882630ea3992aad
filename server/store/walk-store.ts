/** The port to reading all of the store through, a little at a time: what nobody asks for today may be what decides tomorrow. */
import type { LedgerEnd } from './ledger-head.ts'
import type { RowDamaged } from './row-sums.ts'

/** How far a walk is: up to where, and of the ledger the running hash up to there. */
export type WalkPlace =
  | ({ readonly part: 'ledger' } & LedgerEnd)
  | { readonly part: 'visas' | 'devices'; readonly after: string }
  | { readonly part: 'editions' }

export interface Walked {
  /** Rows that are not as they were written; of the ledger also its commits, each by its last position, whose running hash breaks. */
  readonly faults: readonly RowDamaged[]
  /** Where it goes on; null at the end of this part. */
  readonly next: WalkPlace | null
}

export interface WalkStore {
  /** Reads so many rows from a place on. */
  walk(from: WalkPlace, limit: number): Promise<Walked>
}
