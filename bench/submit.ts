/** `portal.submit`: applications submitted over a portal, against a bare route that checks, signs and writes as much. */
import { TERMS } from '../test/server/made-application.ts'
import { type Connection, fullLoad, openConnections, steadyLoad } from './api-load.ts'
import { type Child, startChild } from './api-process.ts'
import { type Desk, makeDevice, nonceOf, postOf } from './api-requests.ts'
import type { FloorServerSaid } from './floor-server.ts'
import { compareSides, comparisonDetails, quantile, round, type Side } from './measure.ts'
import type { PortalServerSaid } from './portal-server.ts'
import type { ReadyDraft } from './ready-drafts.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const CONNECTIONS = 32
const ROUNDS = 5
const SUBMISSIONS = 300
const HALF_LOAD_SECONDS = 3
const MOST_AT_HALF_LOAD = 2000
// The rounds and the one before them, what comes at half load, and a round that is looked into.
const DRAFTS = SUBMISSIONS * (ROUNDS + 2) + MOST_AT_HALF_LOAD

/** A server with its cases: each is submitted once. */
interface Counter {
  readonly connections: readonly Connection[]
  /** The next ones that nobody submitted yet. */
  requests(count: number): readonly Buffer[]
}

export async function portalSubmit(): Promise<BenchResult> {
  const device = makeDevice()
  const { jwk } = device
  const [child, floor] = await Promise.all([
    startChild<PortalServerSaid>('portal-server.ts', { drafts: DRAFTS, jwk }),
    startChild<FloorServerSaid>('floor-server.ts', { visas: [], jwks: [jwk], drafts: DRAFTS }),
  ])
  const { url, port, tokens } = child.said
  const bare = { url, port, tokens, devices: [device] }
  const desk: Desk = { ...bare, nonce: await nonceOf(bare, pathOf('x')) }
  const ours = await counterAt(desk, port, child.said.drafts)
  const raw = await counterAt(desk, floor.said.port, floor.said.drafts)
  try {
    const mine = submitting(ours, child)
    const compared = await compareSides(mine, submitting(raw, floor), ROUNDS)
    const ourTimes = await halfLoad(ours, compared.ours.rate)
    const rawTimes = await halfLoad(raw, compared.floor.rate)
    const figures = [compared.ratio, quantile(ourTimes, 0.99)] as const
    const where = isMet('portal.submit', figures)
      ? {}
      : { 'where it goes': await child.profiled(async () => (await mine.prepare())()) }
    return benchResult('portal.submit', figures, {
      ...comparisonDetails(compared, 'submissions'),
      'at half load p50 ms': round(quantile(ourTimes, 0.5)),
      'floor p50 ms': round(quantile(rawTimes, 0.5)),
      'floor p99 ms': round(quantile(rawTimes, 0.99)),
      connections: CONNECTIONS,
      ...where,
    })
  } finally {
    for (const { close } of [...ours.connections, ...raw.connections]) close()
    await Promise.all([child.stop(), floor.stop()])
  }
}

const pathOf = (reference: string) => `/v1/applications/${reference}/submission`

async function counterAt(desk: Desk, port: number, drafts: readonly ReadyDraft[]): Promise<Counter> {
  let from = 0
  return {
    connections: await openConnections(port, CONNECTIONS),
    requests: (count) => {
      const some = drafts.slice(from, from + count)
      from += count
      return some.map((draft) => submissionOf(desk, draft))
    },
  }
}

function submissionOf(desk: Desk, { reference, revision, session }: ReadyDraft): Buffer {
  const terms = { revision: TERMS.revision, effective_from: TERMS.effectiveFrom }
  return postOf(desk, 0, pathOf(reference), { revision, terms }, [`evisa-session: ${session}`])
}

function submitting({ connections, requests }: Counter, process: Pick<Child<unknown>, 'cpu'>): Side {
  return {
    count: SUBMISSIONS,
    prepare: () => {
      const some = requests(SUBMISSIONS)
      return () => fullLoad(connections, some)
    },
    cpu: () => process.cpu(),
  }
}

async function halfLoad({ connections, requests }: Counter, rate: number): Promise<readonly number[]> {
  const perSecond = rate / 2
  const count = Math.min(MOST_AT_HALF_LOAD, Math.round(perSecond * HALF_LOAD_SECONDS))
  return steadyLoad(connections, requests(count), perSecond)
}
