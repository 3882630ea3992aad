/** The newest schema that this program knows: its migrations have the same numbers in both dialects. */
import { readdirSync } from 'node:fs'

export function knownSchema(): number {
  const names = readdirSync(new URL('../migrations/sqlite', import.meta.url)).sort()
  return Number(names.at(-1)?.slice(0, 3))
}
