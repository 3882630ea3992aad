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
  for await (const cursor of on.objectStore('crossings').index('visa').iterate(own.visa_number)) {
    const row = cursor.value
    if (row.told === 0 && isSame(row, own)) await cursor.update({ ...row, crossing: { ...row.crossing, standing } })
  }
}

/** The keys under which a crossing is kept: as often as it was told. */
export async function keysOf(on: Reading, one: CrossingName): Promise<readonly number[]> {
  const keys: number[] = []
  // An index of the ids, which come in no order, would about double the time in which a ledger is copied.
  for await (const cursor of on.objectStore('crossings').index('visa').iterate(one.visa_number)) {
    if (isSame(cursor.value, one)) keys.push(cursor.primaryKey)
  }
  return keys
}

function isSame(one: CrossingName, other: CrossingName): boolean {
  return one.id === other.id && one.device === other.device
}

/** Adds a page. Returns the double uses that it brings to light, where the copy was complete before. */
export async function addPage(
  on: Writing,
  crossings: readonly FeedCrossing[],
  wasComplete: boolean,
): Promise<DoubleUse[]> {
  const own = await ownVisas(on)
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
  for await (const cursor of on.objectStore('crossings').index('visa').iterate(told.visa_number)) {
    if (cursor.value.told === 0 && isSame(cursor.value, told)) await cursor.delete()
  }
}

async function ownVisas(on: Reading): Promise<ReadonlySet<string>> {
  const visas = new Set<string>()
  let cursor = await on.objectStore('own_records').index('visa').openKeyCursor(null, 'nextunique')
  while (cursor !== null) {
    visas.add(cursor.key)
    cursor = await cursor.continue()
  }
  return visas
}
