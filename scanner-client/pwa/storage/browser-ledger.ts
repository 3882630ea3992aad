/** The crossings that a browser's scanner knows of: its copy of the ledger, and the double uses that came to light. */
import type { CivilDate } from '#evisa/civil-date.ts'
import type { Crossing, Standing } from '#evisa/entry-account.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import { type DoubleUse, findDoubleUse } from '../../offline/double-use.ts'
import { keptUntil, knownCrossings } from '../../offline/known-crossings.ts'
import type { CrossingRow, Reading, Writing } from './browser-database.ts'

type CrossingName = Pick<CrossingRow, 'visa_number' | 'id' | 'device'>

const DROPPED_AT_ONCE = 2000

/** The crossings of a visa, each once. */
export async function crossingsOf(on: Reading, visaNumber: string): Promise<readonly Crossing[]> {
  const rows = await on.objectStore('crossings').index('visa').getAll(visaNumber)
  // The last telling counts; what is told of here only is the oldest. The sort keeps the order of arrival.
  rows.sort((one, other) => one.told - other.told)
  return knownCrossings(
    rows.map(({ crossing }) => crossing),
    await isOwn(on),
  )
}

async function isOwn(on: Reading): Promise<(device: string) => boolean> {
  const devices = await on.objectStore('own_chains').getAllKeys()
  return (device) => devices.includes(device)
}

/** Adds what was done here, until the ledger tells of it. */
export async function addOwn(on: Writing, crossing: Crossing): Promise<void> {
  await add(on, crossing, null, keptUntil(crossing), 0)
}

function add(on: Writing, crossing: Crossing, allowed: number | null, until: string, told: 0 | 1): Promise<number> {
  const { visa_number, id, device } = crossing
  return on.objectStore('crossings').add({ crossing, visa_number, id, device, allowed, until, told })
}

/** Changes it only where the ledger has not told of it, since what the ledger tells is younger than any receipt. */
export async function setOwnStanding(on: Writing, own: Crossing, standing: Standing): Promise<void> {
  for (const [key, row] of await rowsOf(on, own)) {
    if (row.told === 0) await on.objectStore('crossings').put({ ...row, crossing: { ...row.crossing, standing } }, key)
  }
}

/** The keys under which a crossing is kept: as often as it was told. */
export async function keysOf(on: Reading, one: CrossingName): Promise<readonly number[]> {
  return (await rowsOf(on, one)).map(([key]) => key)
}

/** A crossing as often as it was told, by the keys under which it is kept. */
async function rowsOf(
  on: Reading,
  { visa_number, id, device }: CrossingName,
): Promise<readonly [number, CrossingRow][]> {
  // An index of the ids, which come in no order, would about double the time in which a ledger is copied.
  const ofVisa = on.objectStore('crossings').index('visa')
  // Asked in one turn, the two are in one order.
  const [keys, rows] = await Promise.all([ofVisa.getAllKeys(visa_number), ofVisa.getAll(visa_number)])
  return keys.flatMap((key, at): [number, CrossingRow][] => {
    const row = rows[at]
    return row !== undefined && row.id === id && row.device === device ? [[key, row]] : []
  })
}

/** Adds a page. Returns the double uses that it brings to light, where the copy was complete before. */
export async function addPage(
  on: Writing,
  crossings: readonly FeedCrossing[],
  wasComplete: boolean,
): Promise<DoubleUse[]> {
  const own = await ownAmong(on, new Set(crossings.map(({ crossing }) => crossing.visa_number)))
  const touched = new Set<string>()
  const added: Promise<unknown>[] = []
  for (const { crossing, allowed, until } of crossings) {
    added.push(add(on, crossing, allowed, until, 1))
    if (!own.has(crossing.visa_number)) continue
    touched.add(crossing.visa_number)
    added.push(dropUntold(on, crossing))
  }
  await Promise.all(added)
  return wasComplete ? findAllAnew(on, touched) : []
}

/** Judges every visa that was used here: the copy is complete for the first time. */
export async function findOverUses(on: Writing): Promise<DoubleUse[]> {
  return findAllAnew(on, await ownVisas(on))
}

async function findAllAnew(on: Writing, visas: Iterable<string>): Promise<DoubleUse[]> {
  const found: DoubleUse[] = []
  for (const number of visas) {
    const doubleUse = await findAnew(on, number)
    if (doubleUse !== null) found.push(doubleUse)
  }
  return found
}

/** Judges a visa anew; returns a double use that is news. */
export async function findAnew(on: Writing, number: string): Promise<DoubleUse | null> {
  const rows = await on.objectStore('crossings').index('visa').getAll(number)
  const entries = rows.flatMap(({ allowed }) => (allowed === null ? [] : [allowed]))
  const allowed = entries.length === 0 ? null : Math.max(...entries)
  const found = findDoubleUse(await crossingsOf(on, number), allowed, await isOwn(on))
  const kept = await on.objectStore('double_uses').get(number)
  if (found === null) {
    if (kept !== undefined) await on.objectStore('double_uses').delete(number)
    return null
  }
  if (kept !== undefined && JSON.stringify({ ...found, seen: kept.seen }) === JSON.stringify(kept)) return null
  const news = { ...found, seen: false }
  await on.objectStore('double_uses').put(news)
  return news
}

/** Forgets the copy, and with it the double uses that it told of. */
export async function dropLedger(on: Writing): Promise<void> {
  await on.objectStore('crossings').clear()
  await on.objectStore('double_uses').clear()
}

/**
 * Forgets some of what is over, but nothing that the server may not have, and returns whether there is more: a scan must
 * not wait for all of it.
 */
export async function dropSomeOver(on: Writing, today: CivilDate): Promise<boolean> {
  const crossings = on.objectStore('crossings')
  const unsent = new Set<number>()
  for (const state of ['unsent', 'rejected'] as const) {
    for (const record of await on.objectStore('own_records').index('state').getAll(state)) {
      for (const key of await keysOf(on, record)) unsent.add(key)
    }
  }
  const limit = DROPPED_AT_ONCE + unsent.size
  const over = await crossings.index('until').getAllKeys(IDBKeyRange.upperBound(today, true), limit)
  await Promise.all(over.filter((key) => !unsent.has(key)).map((key) => crossings.delete(key)))
  return over.length === limit
}

/** Forgets the double uses of visas of which nothing is known any more. */
export async function dropOverDoubleUses(on: Writing): Promise<void> {
  for (const number of await on.objectStore('double_uses').getAllKeys()) {
    if ((await on.objectStore('crossings').index('visa').count(number)) === 0) {
      await on.objectStore('double_uses').delete(number)
    }
  }
}

async function dropUntold(on: Writing, told: Crossing): Promise<void> {
  for (const [key, row] of await rowsOf(on, told)) {
    if (row.told === 0) await on.objectStore('crossings').delete(key)
  }
}

async function ownVisas(on: Reading): Promise<ReadonlySet<string>> {
  return new Set((await on.objectStore('own_records').getAll()).map(({ visa_number }) => visa_number))
}

/** Those of these visas of which something was done here. */
async function ownAmong(on: Reading, visas: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const records = on.objectStore('own_records')
  if ((await records.count()) === 0) return new Set()
  const ofVisa = records.index('visa')
  const counted = await Promise.all([...visas].map(async (visa) => [visa, await ofVisa.count(visa)] as const))
  return new Set(counted.filter(([, count]) => count > 0).map(([visa]) => visa))
}
