/** What a scanner's storage makes of crossings: which of several tellings counts, and for how long each is kept. */
import { addDays, type CivilDate } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { type Crossing, dayOf, type Standing } from '#evisa/entry-account.ts'

/**
 * The crossings of a visa, each once. `told` are in the order in which they were told: the last telling counts. Of two
 * devices that used one id the own event counts, unless the authority holds it for that.
 */
export function knownCrossings(told: readonly Crossing[], isOwn: (device: string) => boolean): readonly Crossing[] {
  const latest = new Map<string, Crossing>()
  for (const crossing of told) latest.set(`${crossing.id} ${crossing.device}`, crossing)
  const known = new Map<string, Crossing>()
  for (const crossing of latest.values()) {
    const other = known.get(crossing.id)
    const isFirst =
      other === undefined || (isOwn(crossing.device) ? crossing.standing !== 'held' : other.standing === 'held')
    if (isFirst) known.set(crossing.id, crossing)
  }
  return [...known.values()]
}

const STANDINGS = { stored: 'counts', refused: 'refused', held: 'held' } as const

/** What an own record counts for by its receipt. What was done counts until the server says otherwise. */
export function standingBy(receipt: CrossingReceipt | null, isAttempt: boolean): Standing {
  if (receipt === null) return 'counts'
  // Nobody was admitted by an attempt that was not taken; but what was done without the server was done.
  if (receipt.result === 'rejected') return isAttempt ? 'refused' : 'counts'
  return STANDINGS[receipt.result]
}

// The ledger tells until when a crossing matters; until then an own one is kept for as long as any visa runs.
const OWN_CROSSING_DAYS = 400

/** Until when an own crossing is kept that the ledger did not tell of yet. */
export function keptUntil(crossing: Crossing): CivilDate {
  return addDays(dayOf(crossing), OWN_CROSSING_DAYS)
}

/** Whether these are the same crossings, in whatever order: two clocks may disagree about it. */
export function isSameCrossings(some: readonly Crossing[], others: readonly Crossing[]): boolean {
  const idsOf = (crossings: readonly Crossing[]) =>
    crossings
      .map(({ id }) => id)
      .sort()
      .join()
  return idsOf(some) === idsOf(others)
}
