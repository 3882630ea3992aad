/** What the pages of a list cost that is asked for in several ways. */
import { performance } from 'node:perf_hooks'
import { median, quantile, round } from './measure.ts'

const ROUNDS = 20

export interface PageTimes {
  /** Of the slowest way, the 95th percentile, in milliseconds. */
  readonly slowest: number
  /** The median of each way, in milliseconds. */
  readonly details: Readonly<Record<string, number>>
}

export async function pageTimes<Query>(
  ways: Readonly<Record<string, Query>>,
  ask: (query: Query) => Promise<unknown>,
): Promise<PageTimes> {
  const times = new Map<string, number[]>()
  for (let at = 0; at <= ROUNDS; at++) {
    for (const [name, query] of Object.entries(ways)) {
      const from = performance.now()
      await ask(query)
      // Of the first round, which warms up, nothing is counted.
      if (at > 0) times.set(name, [...(times.get(name) ?? []), performance.now() - from])
    }
  }
  return {
    slowest: Math.max(...[...times.values()].map((of) => quantile(of, 0.95))),
    details: Object.fromEntries([...times].map(([name, of]) => [`${name}, ms`, round(median(of), 1)])),
  }
}
