/** Measuring: rounds of two things in turn in one run on one machine, and the median of their ratios. */
import { performance } from 'node:perf_hooks'

export interface BenchResult {
  readonly name: string
  /** The figure that the target speaks of. */
  readonly value: number
  readonly unit: string
  readonly target: string
  readonly met: boolean
  readonly details: Readonly<Record<string, number | string>>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Seconds that a run of `work` takes, with the garbage of the run before collected if that is possible. */
export async function seconds(work: () => Promise<void> | void): Promise<number> {
  globalThis.gc?.()
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

/** Times `ours` and `raw` in turn, after one warm-up of both; the median time of each and of their ratio per round. */
export async function compare(
  ours: () => Promise<void> | void,
  raw: () => Promise<void> | void,
  rounds = 9,
): Promise<{ readonly ours: number; readonly raw: number; readonly ratio: number }> {
  await ours()
  await raw()
  const times: { ours: number; raw: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const mine = await seconds(ours)
    times.push({ ours: mine, raw: await seconds(raw) })
  }
  return {
    ours: median(times.map(({ ours }) => ours)),
    raw: median(times.map(({ raw }) => raw)),
    ratio: median(times.map(({ ours, raw }) => ours / raw)),
  }
}

/** Runs `task` for every number below `count`, so many at once. */
export async function concurrently(
  count: number,
  atOnce: number,
  task: (at: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await task(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

export const round = (value: number, digits = 2) => Number(value.toFixed(digits))
