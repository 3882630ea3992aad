/** What the booths of a conflict did around it: a person who went to two of them stands between others of that day. */
import { civilDateAt } from '#evisa/civil-date.ts'
import type { LedgerRecord, LedgerStore } from '../store/ledger-store.ts'

/** Of a booth, on each side. */
export const AROUND = 20
export const MOST_BOOTHS = 3
// More than any conflict has; all of them are read anyway.
const MOST_RECORDS = 10_000

export interface DayLine {
  /** Oldest first. */
  readonly records: readonly LedgerRecord[]
  /** The hashes of those that the conflict is about. */
  readonly ofConflict: ReadonlySet<string>
}

/** Null where there is no such conflict, or it is none any more. */
export async function dayLine(
  id: string,
  store: Pick<LedgerStore, 'recordsOfConflict' | 'chainOf'>,
): Promise<DayLine | null> {
  const page = await store.recordsOfConflict(id, 0, MOST_RECORDS)
  if (page === null) return null
  const newest = new Map(page.records.map((record) => [record.event.device, record]))
  const booths = [...newest.values()].toSorted((one, other) => other.event.at - one.event.at).slice(0, MOST_BOOTHS)
  const found = await Promise.all(booths.map((record) => around(record, store)))
  const records = found.flat().toSorted((one, other) => one.event.at - other.event.at || one.position - other.position)
  const ofConflict = new Set(page.records.map(({ hash }) => hash))
  return { records, ofConflict: new Set(records.map(({ hash }) => hash).filter((hash) => ofConflict.has(hash))) }
}

/** By the chain, in which a booth put its records itself; only those of the same day. */
async function around({ event }: LedgerRecord, store: Pick<LedgerStore, 'chainOf'>): Promise<readonly LedgerRecord[]> {
  const chain = await store.chainOf(event.device, event.seq - AROUND - 1, 2 * AROUND + 1)
  const day = civilDateAt(event.at)
  return chain.filter((one) => one.event.seq <= event.seq + AROUND && civilDateAt(one.event.at) === day)
}
