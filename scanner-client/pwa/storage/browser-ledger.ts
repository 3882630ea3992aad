/** The crossings that a browser's scanner knows of: its copies of the ledger, and what is known of a visa by them. */
import type { CivilDate } from '#evisa/civil-date.ts'
import { accountEntries, type Crossing, type Standing } from '#evisa/entry-account.ts'
import type { Epoch } from '#evisa/epoch.ts'
import { keptUntil, knownCrossings } from '../../offline/known-crossings.ts'
import { damagedLedger, isReadable, makeTally, readRow, rowOf, type Tally } from '../../offline/ledger-rows.ts'
import { afterPage, isRestored, LEDGER_STATE, type LedgerState, newCopy } from '../../offline/ledger-state.ts'
import type { LedgerPage } from '../../offline/scanner-store.ts'
import type { KeptRow, Reading, Writing } from './browser-database.ts'
import {
  addRow,
  beginCopy,
  copiesHeld,
  dropCopy,
  readBucket,
  removeRow,
  rowsOver,
  type StoredRow,
  settle,
  untoldOf,
} from './browser-ledger-copy.ts'
import { putSmall, readSmall } from './browser-small.ts'

const DROPPED_AT_ONCE = 2000

/** A transaction on the copy that is read now: what it changes is counted, and `settled` at its end. */
export interface Turn {
  readonly on: Writing
  readonly tally: Tally
  state: LedgerState
}

export async function ledgerState(on: Reading): Promise<LedgerState> {
  const kept = await readSmall(on, LEDGER_STATE)
  if (kept !== null && kept !== 'damaged') return kept.value as LedgerState
  return newCopy((await copiesHeld(on)).at(-1) ?? 1, await isUnreadable(on))
}

/** Whether it is not known any more how it stands with the copy that is read now, though there was one. */
export async function isUnreadable(on: Reading): Promise<boolean> {
  const kept = await readSmall(on, LEDGER_STATE)
  return kept === 'damaged' || (kept === null && (await on.objectStore('own_chains').count()) > 0)
}

export async function beginTurn(on: Writing): Promise<Turn> {
  const state = await ledgerState(on)
  const turn = { on, state, tally: makeTally() }
  if ((await copiesHeld(on)).length === 0) await putState(turn, { ...state, sum: await beginCopy(on, state.copy) })
  return turn
}

/** Writes what this transaction changed of counts and sums. */
export async function settleTurn(turn: Turn): Promise<void> {
  const { on, tally, state } = turn
  if (tally.chunks().length > 0) await putState(turn, { ...state, sum: await settle(on, state.copy, tally) })
  tally.clear()
}

async function putState(turn: Turn, state: LedgerState): Promise<void> {
  turn.state = state
  await putSmall(turn.on, LEDGER_STATE, state)
}

async function rowsOf(on: Reading, visaNumber: string): Promise<readonly KeptRow[]> {
  const { copy, sum, isDamaged } = await ledgerState(on)
  if (sum === null && !isDamaged) return []
  const rows = await readBucket(on, copy, visaNumber, sum)
  if (rows === 'damaged') throw damagedLedger()
  // The last telling counts; what is told of here only is the oldest. The sort keeps the order of arrival.
  const ofVisa = rows.filter((row) => readRow(row).crossing.visa_number === visaNumber)
  return ofVisa.sort((one, other) => one.told - other.told)
}

/** The crossings of a visa, each once. Throws `StorageFailed` where they are not what was written. */
export async function crossingsOf(on: Reading, visaNumber: string): Promise<readonly Crossing[]> {
  const rows = await rowsOf(on, visaNumber)
  return knownCrossings(
    rows.map((row) => readRow(row).crossing),
    await isOwn(on),
  )
}

/** The crossings of a visa that stand. */
export async function standingOf(on: Reading, visaNumber: string): Promise<readonly Crossing[]> {
  return accountEntries(await crossingsOf(on, visaNumber)).events
}

/** How many entries a visa allows, as far as the ledger told; null for any number. */
export async function allowedOf(on: Reading, visaNumber: string): Promise<number | null> {
  const entries = (await rowsOf(on, visaNumber)).flatMap((row) => readRow(row).allowed ?? [])
  return entries.length === 0 ? null : Math.max(...entries)
}

export async function isOwn(on: Reading): Promise<(device: string) => boolean> {
  const devices = await on.objectStore('own_chains').getAllKeys()
  return (device) => devices.includes(device)
}

/** Adds what was done here, until the ledger tells of it. */
export async function addOwn({ on, state, tally }: Turn, crossing: Crossing): Promise<void> {
  await addRow(on, state.copy, rowOf({ crossing, allowed: null }, keptUntil(crossing), 0), tally)
}

/** Changes it only where the ledger has not told of it, since what the ledger tells is younger than any receipt. */
export async function setOwnStanding(turn: Turn, own: Crossing, standing: Standing): Promise<void> {
  const { on, state, tally } = turn
  for (const stored of await untoldAs(turn, own)) {
    await removeRow(on, stored, tally)
    await addRow(on, state.copy, rowOf({ crossing: { ...own, standing }, allowed: null }, stored[1].until, 0), tally)
  }
}

/** Adds a page. Returns the visas of it that were used here. */
export async function addPage(turn: Turn, { crossings, ...page }: LedgerPage): Promise<readonly string[]> {
  const { on, state, tally } = turn
  const own = await ownAmong(on, new Set(crossings.map(({ crossing }) => crossing.visa_number)))
  const touched = new Set<string>()
  const added: Promise<unknown>[] = []
  for (const told of crossings) {
    added.push(addRow(on, state.copy, rowOf(told, told.until, 1), tally))
    if (!own.has(told.crossing.visa_number)) continue
    touched.add(told.crossing.visa_number)
    added.push(dropUntold(turn, told.crossing))
  }
  await Promise.all(added)
  await putState(turn, afterPage(turn.state, page))
  return [...touched]
}

/** Forgets the copy that is read now, or all of them, and begins another. */
export async function dropLedger(turn: Turn, which: 'damaged' | 'all'): Promise<void> {
  const { on, state } = turn
  turn.tally.clear()
  const dropped = which === 'all' ? await copiesHeld(on) : [state.copy]
  for (const copy of dropped) await dropCopy(on, copy)
  const begun = newCopy(state.copy, which === 'damaged', which === 'damaged' ? state.epoch : null)
  await putState(turn, { ...begun, sum: await beginCopy(on, state.copy) })
}

/** Notes the epoch of a set; true where the store was restored, and another copy was begun beside the one of before. */
export async function enterEpoch(turn: Turn, epoch: Epoch | undefined): Promise<boolean> {
  if (isRestored(turn.state, epoch)) {
    const begun = newCopy(turn.state.copy + 1, false, epoch)
    await putState(turn, { ...begun, sum: await beginCopy(turn.on, begun.copy) })
    return true
  }
  if (epoch !== undefined && turn.state.epoch === null) await putState(turn, { ...turn.state, epoch })
  return false
}

/** By the copies of before, of which none can be read anew. */
export async function crossingsBefore(on: Reading, visaNumber: string): Promise<readonly Crossing[]> {
  const { copy } = await ledgerState(on)
  const told: Crossing[] = []
  for (const one of await copiesHeld(on)) {
    const rows = one === copy ? [] : await readBucket(on, one, visaNumber, null)
    if (rows === 'damaged') throw damagedLedger()
    told.push(...rows.map((row) => readRow(row).crossing).filter(({ visa_number }) => visa_number === visaNumber))
  }
  return knownCrossings(told, await isOwn(on))
}

/**
 * Forgets some of what is over, but nothing that the server may not have, and returns whether there is more: a scan must
 * not wait for all of it.
 */
export async function dropSomeOver(turn: Turn, today: CivilDate): Promise<boolean> {
  const { on, state } = turn
  const unsent = new Set<string>()
  for (const of of ['unsent', 'rejected'] as const) {
    for (const { id, device } of await on.objectStore('own_records').index('state').getAll(of)) {
      unsent.add(`${id} ${device}`)
    }
  }
  const limit = DROPPED_AT_ONCE + 4 * unsent.size
  const rows = await rowsOver(on, today, limit)
  // Of a copy of before nothing can be read anew: it stays, and whoever asks for its e-visa hears that it is damaged.
  const isKept = (row: KeptRow) => (row.copy !== state.copy && !isReadable(row)) || unsent.has(ownNameOf(row))
  const over = rows.filter(([, row]) => !isKept(row))
  for (const copy of new Set(over.map(([, row]) => row.copy))) {
    const tally = copy === state.copy ? turn.tally : makeTally()
    for (const stored of over) if (stored[1].copy === copy) await removeRow(on, stored, tally)
    if (copy !== state.copy) await settle(on, copy, tally)
  }
  return over.length > 0 && rows.length === limit
}

function ownNameOf(row: KeptRow): string {
  const { id, device } = readRow(row).crossing
  return `${id} ${device}`
}

async function untoldAs({ on, state }: Turn, { visa_number, id, device }: Crossing): Promise<readonly StoredRow[]> {
  return (await untoldOf(on, state.copy, visa_number)).filter(([, row]) => ownNameOf(row) === `${id} ${device}`)
}

async function dropUntold(turn: Turn, told: Crossing): Promise<void> {
  for (const stored of await untoldAs(turn, told)) await removeRow(turn.on, stored, turn.tally)
}

export async function ownVisas(on: Reading): Promise<readonly string[]> {
  return [...new Set((await on.objectStore('own_records').getAll()).map(({ visa_number }) => visa_number))]
}

/** Those of these visas of which something was done here. */
async function ownAmong(on: Reading, visas: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const records = on.objectStore('own_records')
  if ((await records.count()) === 0) return new Set()
  const ofVisa = records.index('visa')
  const counted = await Promise.all([...visas].map(async (visa) => [visa, await ofVisa.count(visa)] as const))
  return new Set(counted.filter(([, count]) => count > 0).map(([visa]) => visa))
}
