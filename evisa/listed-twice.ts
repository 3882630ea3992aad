/** What stands in a list twice, told where it does so again. */
import type { Remark } from './written-form.ts'

export function* listedTwice(values: readonly unknown[], pathOf: (at: number) => string): Iterable<Remark> {
  const seen = new Set<unknown>()
  for (const [at, value] of values.entries()) {
    if (seen.has(value)) yield { path: pathOf(at), message: `${value} is there twice` }
    seen.add(value)
  }
}
