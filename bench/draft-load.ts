/** Drafts that are submitted by one request each: at full load against a floor, and at half of it by the clock. */
import { type Connection, fullLoad, openConnections, steadyLoad } from './api-load.ts'
import { compareSides, comparisonDetails, quantile, round, type Side } from './measure.ts'
import type { ReadyDraft } from './ready-drafts.ts'
import { type BenchName, type BenchResult, benchResult, isMet } from './targets.ts'

const CONNECTIONS = 32
const ROUNDS = 5
const HALF_LOAD_SECONDS = 3
const MOST_AT_HALF_LOAD = 1000
// A service is cold once: what compiles its code is no cost of a submission.
const WARM_UP = 1000

/** The drafts that a side takes: what warms it up, its rounds with the one before them and one that is looked into, and what comes at half load. */
export const draftsFor = (inRound: number) => WARM_UP + inRound * (ROUNDS + 2) + MOST_AT_HALF_LOAD

/** A server with its drafts. */
export interface Counter {
  readonly connections: readonly Connection[]
  /** Of the next ones that nobody submitted yet. */
  requests(count: number): readonly Buffer[]
  readonly cpu: Side['cpu']
  close(): void
}

export interface CounterOptions {
  readonly port: number
  readonly drafts: readonly ReadyDraft[]
  readonly requestOf: (draft: ReadyDraft) => Buffer
  /** What the head of an answer has to be like, where that is not 200. */
  readonly wanted?: RegExp
  /** Of all that work at it. */
  readonly cpu: Side['cpu']
}

export async function openCounter({ port, drafts, requestOf, wanted, cpu }: CounterOptions): Promise<Counter> {
  const connections = await openConnections(port, CONNECTIONS, wanted)
  let from = 0
  return {
    connections,
    requests: (count) => {
      const some = drafts.slice(from, from + count)
      from += count
      return some.map(requestOf)
    },
    cpu,
    close: () => {
      for (const { close } of connections) close()
    },
  }
}

type Details = BenchResult['details']

/** `lookInto` tells where the time of some work goes: it is asked where the target is missed. */
export async function compareCounters(
  name: BenchName,
  [ours, raw]: readonly [Counter, Counter],
  inRound: number,
  lookInto: (work: () => Promise<unknown>) => Promise<Details>,
): Promise<BenchResult> {
  for (const { connections, requests } of [ours, raw]) await fullLoad(connections, requests(WARM_UP))
  const mine = submitting(ours, inRound)
  const compared = await compareSides(mine, submitting(raw, inRound), ROUNDS)
  const ourTimes = await halfLoad(ours, compared.ours.rate)
  const rawTimes = await halfLoad(raw, compared.floor.rate)
  const figures = [compared.ratio, quantile(ourTimes, 0.99)] as const
  const where = isMet(name, figures) ? {} : await lookInto(async () => (await mine.prepare())())
  return benchResult(name, figures, {
    ...comparisonDetails(compared, 'submissions'),
    'at half load p50 ms': round(quantile(ourTimes, 0.5)),
    'floor p50 ms': round(quantile(rawTimes, 0.5)),
    'floor p99 ms': round(quantile(rawTimes, 0.99)),
    connections: CONNECTIONS,
    ...where,
  })
}

function submitting({ connections, requests, cpu }: Counter, inRound: number): Side {
  return {
    count: inRound,
    prepare: () => {
      const some = requests(inRound)
      return () => fullLoad(connections, some)
    },
    cpu,
  }
}

async function halfLoad({ connections, requests }: Counter, rate: number): Promise<readonly number[]> {
  const perSecond = rate / 2
  const count = Math.min(MOST_AT_HALF_LOAD, Math.round(perSecond * HALF_LOAD_SECONDS))
  return steadyLoad(connections, requests(count), perSecond)
}
