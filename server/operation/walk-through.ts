/** The whole store is read through a little at a time, with pauses in which whoever waits for an answer gets it. */
import { setTimeout } from 'node:timers/promises'
import type { RowDamaged } from '../store/row-sums.ts'
import type { WalkPlace, WalkStore } from '../store/walk-store.ts'

const BEGINS: readonly WalkPlace[] = [
  { part: 'ledger', position: 0, head: '' },
  { part: 'visas', after: '' },
  { part: 'devices', after: '' },
  { part: 'editions' },
]

// Some milliseconds of work, and as long a pause: a million crossings take half a minute of a process that does other things.
const ROWS_AT_ONCE = 250
const PAUSE_MS = 5

/** Gives what is damaged; null where it was stopped before the end. */
export async function walkThrough(
  store: WalkStore,
  isStopped: () => boolean,
  { rowsAtOnce = ROWS_AT_ONCE, pauseMs = PAUSE_MS } = {},
): Promise<readonly RowDamaged[] | null> {
  const faults: RowDamaged[] = []
  for (const begin of BEGINS) {
    for (let place: WalkPlace | null = begin; place !== null; ) {
      if (isStopped()) return null
      const walked = await store.walk(place, rowsAtOnce)
      faults.push(...walked.faults)
      place = walked.next
      await setTimeout(pauseMs)
    }
  }
  return faults
}
