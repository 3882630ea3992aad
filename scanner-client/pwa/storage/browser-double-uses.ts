/** The double uses of a browser's own entries that came to light. */
import { type DoubleUse, findDoubleUse } from '../../offline/double-use.ts'
import type { Writing } from './browser-database.ts'
import { allowedOf, crossingsOf, isOwn } from './browser-ledger.ts'

/** Judges these visas anew; returns the double uses that are news. */
export async function findAllAnew(on: Writing, visas: Iterable<string>): Promise<DoubleUse[]> {
  const found: DoubleUse[] = []
  for (const number of visas) {
    const doubleUse = await findAnew(on, number)
    if (doubleUse !== null) found.push(doubleUse)
  }
  return found
}

/** Judges a visa anew; returns a double use that is news. */
export async function findAnew(on: Writing, number: string): Promise<DoubleUse | null> {
  const found = findDoubleUse(await crossingsOf(on, number), await allowedOf(on, number), await isOwn(on))
  const doubleUses = on.objectStore('double_uses')
  const kept = await doubleUses.get(number)
  if (found === null) {
    if (kept !== undefined) await doubleUses.delete(number)
    return null
  }
  if (kept !== undefined && JSON.stringify({ ...found, seen: kept.seen }) === JSON.stringify(kept)) return null
  const news = { ...found, seen: false }
  await doubleUses.put(news)
  return news
}

/** Forgets the double uses of visas of which nothing is known any more. */
export async function dropOverDoubleUses(on: Writing): Promise<void> {
  for (const number of await on.objectStore('double_uses').getAllKeys()) {
    if ((await crossingsOf(on, number)).length === 0) await on.objectStore('double_uses').delete(number)
  }
}
