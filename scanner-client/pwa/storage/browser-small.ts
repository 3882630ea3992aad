/** The small things that a browser's scanner keeps, by name, each behind a sum that is checked when it is read. */
import { packSmall, unpackSmall } from '../../offline/sums.ts'
import type { Reading, Writing } from './browser-database.ts'

/** The value of this name; null where there is none, `damaged` where it is not what was written. */
export async function readSmall(on: Reading, name: string): Promise<{ readonly value: unknown } | 'damaged' | null> {
  const kept = await on.objectStore('small').get(name)
  return kept === undefined ? null : unpackSmall(name, kept)
}

export async function putSmall(on: Writing, name: string, value: unknown): Promise<void> {
  await on.objectStore('small').put(packSmall(name, value), name)
}
