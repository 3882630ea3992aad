/** Measuring: two sides in turn in one run on one machine, and medians of what each act cost. */
import { performance } from 'node:perf_hooks'
import { type CpuTime, cpuEach } from './cpu-time.ts'

/** One of the two that are compared. */
export interface Side {
  /** Acts in a round. */
  readonly count: number
  /** Makes what a round needs before it is measured, and gives the round. */
  readonly prepare: () => Promise<Round> | Round
  /** What the process that does the work has used until now. */
  readonly cpu: () => Promise<CpuTime> | CpuTime
}

type Round = () => Promise<unknown> | unknown

/** What an act cost. */
export interface Cost {
  /** Microseconds of processor time. */
  readonly cpu: CpuTime
  /** Acts a second by the clock on the wall, which a busy machine bends. */
  readonly rate: number
}

export interface Comparison {
  readonly ours: Cost
  readonly floor: Cost
  /** Processor time of ours for one of the floor's: the median of the rounds. */
  readonly ratio: number
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The value that this share of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** Measures both sides in turn, after one warm-up of each. */
export async function compareSides(ours: Side, floor: Side, rounds = 5): Promise<Comparison> {
  await costOf(ours)
  await costOf(floor)
  const measured: { readonly ours: Cost; readonly floor: Cost }[] = []
  for (let round = 0; round < rounds; round++) {
    const mine = await costOf(ours)
    measured.push({ ours: mine, floor: await costOf(floor) })
  }
  return {
    ours: medianCost(measured.map((one) => one.ours)),
    floor: medianCost(measured.map((one) => one.floor)),
    ratio: median(measured.map((one) => one.ours.cpu.total / one.floor.cpu.total)),
  }
}

/** What an act cost in one round. */
export async function costOf({ count, prepare, cpu }: Side): Promise<Cost> {
  const round = await prepare()
  const before = await cpu()
  const from = performance.now()
  await round()
  const seconds = (performance.now() - from) / 1000
  return { cpu: cpuEach(before, await cpu(), count), rate: count / seconds }
}

/** The median of each figure by itself. */
export function medianCost(costs: readonly Cost[]): Cost {
  const threads = costs.flatMap(({ cpu }) => cpu.threads ?? [])
  const of = (kind: 'main' | 'pool' | 'other') => median(threads.map((one) => one[kind]))
  return {
    cpu: {
      total: median(costs.map(({ cpu }) => cpu.total)),
      threads: threads.length === 0 ? null : { main: of('main'), pool: of('pool'), other: of('other') },
    },
    rate: median(costs.map(({ rate }) => rate)),
  }
}

/** A comparison as the details of a result; `act` in the plural. */
export function comparisonDetails({ ours, floor }: Comparison, act: string): Record<string, number | string> {
  return {
    'CPU us': said(ours.cpu),
    'floor CPU us': said(floor.cpu),
    [`${act}/s`]: Math.round(ours.rate),
    'floor/s': Math.round(floor.rate),
  }
}

function said({ total, threads }: CpuTime): string {
  if (threads === null) return `${round(total, 1)} (this platform does not tell of which threads)`
  return `${round(total, 1)} (main ${round(threads.main, 1)}, pool ${round(threads.pool, 1)}, other ${round(threads.other, 1)})`
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
