/** Takes over what a station of before kept, whose rows no sum covered. What cannot be read is left out, and stops nothing. */
import type Database from 'better-sqlite3'
import type { Crossing } from '#evisa/entry-account.ts'
import { rowOf } from '../offline/ledger-rows.ts'
import { LEDGER_STATE, newCopy } from '../offline/ledger-state.ts'
import { eventOf } from '../offline/own-chain.ts'
import { type NamedRecord, WAITING, waitingOf } from '../offline/waiting-records.ts'
import { ledgerCopy } from './ledger-copy.ts'
import type { StationSmall } from './station-small.ts'

interface OldCrossing extends Omit<Crossing, 'instead_of' | 'override' | 'voids' | 'supervised'> {
  readonly rowid: number
  readonly instead_of: string | null
  readonly override: string | null
  readonly voids: string | null
  readonly supervised: number | null
  readonly allowed: number | null
  readonly until: string
  readonly told: 0 | 1
}

const AT_ONCE = 5000
const LEDGER = ['ledger-after', 'ledger-as-of', 'ledger-proven-end'] as const

/** Does nothing where it was done. */
export function carryOver(database: Database.Database, small: StationSmall): void {
  const isThere = (table: string) =>
    database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined
  const run = database.transaction(() => {
    if (!isThere('settings')) return
    const kept = new Map(
      database
        .prepare<[], { name: string; value: string }>('SELECT name, value FROM settings')
        .all()
        .map(({ name, value }) => [name, readOld(value)]),
    )
    for (const [name, value] of kept) if (!LEDGER.some((one) => one === name)) small.put(name, value)
    carryLedger(database)
    const [after, asOf, provenEnd] = LEDGER.map((name) => Number(kept.get(name) ?? 0))
    const sum = ledgerCopy(database, 1).sum()
    small.put(LEDGER_STATE, { ...newCopy(1, false), after, asOf: asOf || null, provenEnd, sum })
    if (kept.get('enrolment')) small.put('access-ended', kept.get('access-ended') ?? null)
    dateRecords(database)
    const waiting = database.prepare<[], NamedRecord>("SELECT device, hash FROM own_records WHERE state <> 'handed-in'")
    small.put(WAITING, waitingOf(waiting.all()))
    database.exec('DROP TABLE settings; DROP TABLE crossings')
  })
  run.immediate()
}

function carryLedger(database: Database.Database): void {
  const copy = ledgerCopy(database, 1)
  const some = database.prepare<[number, number], OldCrossing>(
    'SELECT rowid, * FROM crossings WHERE rowid > ? ORDER BY rowid LIMIT ?',
  )
  copy.begin()
  for (let after = 0; ; ) {
    const rows = some.all(after, AT_ONCE)
    for (const row of rows) copy.add(rowOf({ crossing: crossingOf(row), allowed: row.allowed }, row.until, row.told))
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.rowid
  }
  copy.settle()
  const wasComplete = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'crossings_visa'").get() !== undefined
  if (wasComplete) copy.index()
}

function dateRecords(database: Database.Database): void {
  const records = database.prepare<[], { place: number; jws: string }>('SELECT place, jws FROM own_records')
  const date = database.prepare('UPDATE own_records SET at = ? WHERE place = ?')
  for (const { place, jws } of records.all()) date.run(timeOf(jws), place)
}

function timeOf(jws: string): number | null {
  try {
    return eventOf(jws).at
  } catch {
    return null
  }
}

function crossingOf({ id, visa_number, action, device, checkpoint, at, standing, ...row }: OldCrossing): Crossing {
  return {
    ...{ id, visa_number, action, device, checkpoint, at, standing },
    ...(row.instead_of !== null && { instead_of: row.instead_of }),
    ...(row.override !== null && { override: row.override }),
    ...(row.voids !== null && { voids: row.voids }),
    ...(row.supervised !== null && { supervised: true as const }),
  }
}

function readOld(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}
