/** How it stands with the copies of the ledger, as a storage keeps it beside them: one small thing, under one sum. */
import type { Epoch } from '#evisa/epoch.ts'
import type { LedgerMark } from './scanner-store.ts'

/** The name of that small thing. */
export const LEDGER_STATE = 'ledger'

export interface LedgerState {
  /** Which copy is read now. Every other one is of an epoch before. */
  readonly copy: number
  readonly after: number
  readonly asOf: number | null
  readonly provenEnd: number
  readonly isDamaged: boolean
  /** Null before any was named. */
  readonly epoch: Epoch | null
  /** The sum over its counts and sums; null before there is any. */
  readonly sum: string | null
}

/** A copy of which nothing was read so far. */
export function newCopy(copy: number, isDamaged: boolean, epoch: Epoch | null = null): LedgerState {
  return { copy, after: 0, asOf: null, provenEnd: 0, isDamaged, epoch, sum: null }
}

/** Whether a set of this epoch means that the store was restored since the copy was begun. */
export function isRestored(state: LedgerState, epoch: Epoch | undefined): epoch is Epoch {
  return epoch !== undefined && epoch.number > (state.epoch?.number ?? 1)
}

export function markOf({ after, asOf, provenEnd, isDamaged, epoch }: LedgerState): LedgerMark {
  return {
    after,
    asOf,
    ...(provenEnd > 0 && { provenEnd }),
    ...(isDamaged && { isDamaged }),
    ...(epoch !== null && { epoch }),
  }
}

/** The state after a page. It never goes back; a copy that is complete is damaged no more. */
export function afterPage(
  state: LedgerState,
  { next, asOf, provenEnd = 0 }: { readonly next: number; readonly asOf: number | null; readonly provenEnd?: number },
): LedgerState {
  return {
    ...state,
    after: Math.max(state.after, next),
    provenEnd: Math.max(state.provenEnd, provenEnd),
    asOf: asOf === null ? state.asOf : Math.max(asOf, state.asOf ?? 0),
    isDamaged: state.isDamaged && asOf === null,
  }
}
