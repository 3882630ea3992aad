/** The conflicts of a store with their records, however many pages they are on. */
import type { Conflict, ConflictState, LedgerRecord, LedgerStore } from '../../../server/store/ledger-store.ts'

export type ConflictWithRecords = Conflict & { readonly records: readonly LedgerRecord[] }

/** Reads them by pages as small as are given. */
export async function listedConflicts(
  store: Pick<LedgerStore, 'conflicts' | 'recordsOfConflict'>,
  state: ConflictState = 'open',
  limit = 100,
): Promise<readonly ConflictWithRecords[]> {
  const all: ConflictWithRecords[] = []
  for (let page: readonly Conflict[] = []; ; ) {
    page = await store.conflicts({ state, limit, after: page.at(-1)?.place })
    for (const conflict of page) all.push({ ...conflict, records: await recordsOf(store, conflict.id, limit) })
    if (page.length < limit) return all
  }
}

/** What is odd where the e-visas of the records were never issued, which is said of each of them. */
export async function conflictsButUnknown(store: Parameters<typeof listedConflicts>[0]) {
  return (await listedConflicts(store, 'all')).filter(({ kind }) => kind !== 'unknown-visa')
}

async function recordsOf(store: Pick<LedgerStore, 'recordsOfConflict'>, id: string, limit: number) {
  const records: LedgerRecord[] = []
  for (let after: number | null = 0; after !== null; ) {
    const page = await store.recordsOfConflict(id, after, limit)
    if (page === null) throw new Error(`${id} is listed, and has no records`)
    records.push(...page.records)
    after = page.next
  }
  return records
}
