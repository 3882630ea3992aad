/** Reading the store through, as both databases do it: each row by its sum, and the ledger by its running hash. */
import { CROSSING_COLUMNS, type SummedCrossingRow, wholeCrossing } from './crossing-rows.ts'
import { DEVICE_COLUMNS, type DeviceRow, readDevice } from './device-rows.ts'
import { headAfter, type LedgerEnd, reviewedEntry } from './ledger-head.ts'
import { wholeEditions } from './proposal-rows.ts'
import type { EditionsRow } from './proposal-store.ts'
import { wholeText } from './read-record.ts'
import { RowDamaged } from './row-sums.ts'
import { firstRow, type Runs, rows, type Steps } from './steps.ts'
import { COVER_COLUMNS, damagedVisa, type VisaCover, wholeVisa } from './visa-cover.ts'
import { isAsSigned } from './visa-rows.ts'
import type { Walked, WalkPlace, WalkStore } from './walk-store.ts'

export function walksInSteps({ read }: Runs): WalkStore {
  return { walk: (from, limit) => read(() => walkFrom(from, limit)) }
}

function walkFrom(from: WalkPlace, limit: number): Steps<Walked> {
  switch (from.part) {
    case 'ledger':
      return walkLedger(from, limit)
    case 'visas':
      return walkVisas(from.after, limit)
    case 'devices':
      return walkDevices(from.after, limit)
    case 'editions':
      return walkEditions()
  }
}

type LedgerRow = SummedCrossingRow & { readonly jws: string }

// A review moves an event in the feed: at its own place stands its hash all the same, and at the new one what it counts for.
const IS_MOVED = '(feed_position IS NULL OR feed_position <> position)'

function* walkLedger({ position, head }: LedgerEnd, limit: number): Steps<Walked> {
  const end = yield* firstRow<{ last: number | null; told: number | null }>(
    'SELECT (SELECT max(position) FROM ledger_heads) AS last, (SELECT max(feed_position) FROM crossings) AS told',
  )
  const last = end?.last ?? 0
  const to = Math.min(position + limit, last)
  // In one statement, since a review must not come in between.
  const found = yield* rows<LedgerRow>(
    `SELECT ${CROSSING_COLUMNS}, jws FROM crossings WHERE feed_position > ? AND feed_position <= ?
     UNION ALL SELECT ${CROSSING_COLUMNS}, jws FROM crossings WHERE ${IS_MOVED} AND position > ? AND position <= ?`,
    ...[position, to, position, to],
  )
  const heads = yield* rows<LedgerEnd>(
    'SELECT position, head FROM ledger_heads WHERE position > ? AND position <= ? ORDER BY position',
    ...[position, to],
  )
  const faults = faultsOf(found, (row) => wholeText(wholeCrossing(row)))
  const headAt = new Map(heads.map((one) => [one.position, one.head]))
  const entries = new Map(found.flatMap(entriesOf))
  let running = head
  for (let at = position + 1; at <= to; at++) {
    const entry = entries.get(at)
    if (entry !== undefined) running = headAfter(running, [entry])
    const stored = headAt.get(at)
    if (stored === undefined) continue
    if (stored !== running) faults.push(new RowDamaged('ledger_heads', at))
    // The commits after one that breaks are judged by themselves.
    running = stored
  }
  if (to < last) return { faults, next: { part: 'ledger', position: to, head: running } }
  if ((end?.told ?? 0) > last) faults.push(new RowDamaged('ledger_heads', end?.told ?? 0))
  return { faults, next: null }
}

function entriesOf({ position, feed_position: told, hash, standing }: LedgerRow): [number, string][] {
  return told === null || told === position
    ? [[position, hash]]
    : [
        [position, hash],
        [told, reviewedEntry({ hash, standing })],
      ]
}

type VisaText = VisaCover & { readonly claims: string; readonly jws: string; readonly tally: number }

function* walkVisas(after: string, limit: number): Steps<Walked> {
  const found = yield* rows<VisaText>(
    `SELECT ${COVER_COLUMNS}, claims, jws,
       (SELECT CAST(coalesce(sum(c.sum), 0) % 281474976710656 AS bigint) FROM crossings c WHERE c.visa_number = number) AS tally
     FROM visas WHERE number > ? ORDER BY number LIMIT ?`,
    ...[after, limit],
  )
  const faults = faultsOf(found, (row) => {
    if (!isAsSigned(wholeVisa(row)) || row.tally !== row.crossings_sum) throw damagedVisa(row)
  })
  return { faults, next: found.length < limit ? null : { part: 'visas', after: found.at(-1)?.number ?? '' } }
}

function* walkDevices(after: string, limit: number): Steps<Walked> {
  const found = yield* rows<DeviceRow>(
    `SELECT ${DEVICE_COLUMNS} FROM devices WHERE id > ? ORDER BY id LIMIT ?`,
    ...[after, limit],
  )
  const next = found.length < limit ? null : ({ part: 'devices', after: found.at(-1)?.id ?? '' } as const)
  return { faults: faultsOf(found, readDevice), next }
}

function* walkEditions(): Steps<Walked> {
  const faults: RowDamaged[] = []
  for (const table of ['policies', 'terms'] as const) {
    const found = yield* rows<EditionsRow>(`SELECT revision, editions, sum FROM ${table} ORDER BY revision`)
    faults.push(...faultsOf(found, (row) => wholeEditions(table, row)))
  }
  return { faults, next: null }
}

function faultsOf<Row>(found: readonly Row[], judge: (row: Row) => unknown): RowDamaged[] {
  return found.flatMap((row) => {
    try {
      judge(row)
      return []
    } catch (error) {
      if (error instanceof RowDamaged) return [error]
      throw error
    }
  })
}
