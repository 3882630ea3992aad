/** `scale`: what the server's acts cost over 10,000, 100,000 and 1,000,000 e-visas, from the first to the last. */
import { request } from 'undici'
import { fullLoad, loadInTurn } from './api-load.ts'
import { startChild } from './api-process.ts'
import { filledStore } from './filled-store.ts'
import { filledVisaAt, fillingOfVisas } from './filled-visas.ts'
import { admissions, type LedgerServer, startLedgerServer } from './ledger-load.ts'
import { type Cost, costOf, median, medianCost, round, type Side } from './measure.ts'
import type { ScaleAct, ScaleGiven, ScaleServerSaid } from './scale-server.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const SIZES = [10_000, 100_000, 1_000_000]
const BOOTHS = 16
const ROUNDS = 5
const STARTS = 3
const ADMISSIONS = 300
const LOOK_UPS = 500
const SEARCHES = 2000
/** The place of the e-visa that is suspended and reinstated: one on which nobody enters, so that each change is published at once. */
const SUSPENDED = 2

interface Filled {
  readonly size: number
  readonly dataDir: string
}

interface Scaled extends LedgerServer<ScaleServerSaid>, Filled {}

type Part = (server: Scaled) => Side

const PARTS: Readonly<Record<string, Part>> = {
  'admission over HTTP': admitting,
  'look-up over HTTP': lookingUp,
  'search by invitation': searching,
  'publishing after one change': publishing,
}

/** Of each size, in their order, and the last for one of the first. */
interface Scaling {
  readonly what: string
  readonly each: readonly number[]
  readonly ratio: number
}

export async function scale(): Promise<BenchResult> {
  const servers: Scaled[] = []
  try {
    // All are filled before the first server starts: it would hang up on booths that wait for so long.
    const filled: Filled[] = []
    for (const size of SIZES) filled.push({ size, dataDir: await filledStore(fillingOfVisas(size)) })
    for (const one of filled) servers.push(await startOver(one))
    const scalings: Scaling[] = []
    for (const [what, part] of Object.entries(PARTS)) scalings.push(await scalingOf(what, servers.map(part)))
    const worst = scalings.reduce((one, other) => (other.ratio > one.ratio ? other : one))
    const [largest] = servers.slice(-1)
    const where = largest === undefined ? '' : await hotSpotsOf(worst, largest)
    for (const server of servers.splice(0)) await server.stop()
    const starts = await scalingOfStarts(filled)
    const all = [...scalings, starts]
    const ratio = Math.max(...all.map((one) => one.ratio))
    return benchResult('scale', [ratio], {
      ...Object.fromEntries(
        all.map(({ what, each, ratio }) => [`${what}, CPU us`, `${each.join(' ')} (${round(ratio)}x)`]),
      ),
      'e-visas': SIZES.join(' '),
      ...(isMet('scale', [worst.ratio]) ? {} : { [`where ${worst.what} goes`]: where }),
      ...(isMet('scale', [starts.ratio]) ? {} : { 'where start goes': starts.where }),
    })
  } finally {
    for (const server of servers) await server.stop()
  }
}

async function startOver({ size, dataDir }: Filled): Promise<Scaled> {
  // Ids that no earlier run enrolled.
  const firstDevice = 1_000_000_000 + Math.floor(Math.random() * 8_000_000_000)
  const server = await startLedgerServer<ScaleServerSaid>('scale-server.ts', { dataDir, firstDevice }, BOOTHS)
  return { ...server, size, dataDir }
}

/** Each size in turn, so that what the machine does beside it is the same for all. */
async function scalingOf(what: string, sides: readonly Side[]): Promise<Scaling> {
  const costs: Cost[][] = sides.map(() => [])
  for (let at = 0; at <= ROUNDS; at++)
    for (const [which, side] of sides.entries()) {
      const cost = await costOf(side)
      if (at > 0) costs[which]?.push(cost)
    }
  const each = costs.map((all) => round(medianCost(all).cpu.total, 1))
  return { what, each, ratio: ratioOf(costs.map((all) => all.map(({ cpu }) => cpu.total))) }
}

function ratioOf(times: readonly (readonly number[])[]): number {
  const [first = [], last = []] = [times[0], times.at(-1)]
  return median(first.map((time, at) => (last[at] ?? Number.NaN) / time))
}

async function hotSpotsOf({ what, ratio }: Scaling, server: Scaled): Promise<string> {
  const side = PARTS[what]?.(server)
  if (side === undefined || isMet('scale', [ratio])) return ''
  const work = await side.prepare()
  return server.child.profiled(async () => work())
}

function admitting({ child, booths, size }: Scaled): Side {
  const unused = async (): Promise<readonly string[]> => {
    const found = new Set<string>()
    while (found.size < ADMISSIONS) {
      const numbers = someOf(size, ADMISSIONS).flatMap((at) =>
        at === SUSPENDED || filledVisaAt(at).isUsed ? [] : filledVisaAt(at).number,
      )
      const free = (await child.ask({ act: 'unused', numbers } satisfies ScaleAct)) as readonly string[]
      for (const number of free) found.add(number)
    }
    return [...found].slice(0, ADMISSIONS)
  }
  return {
    count: ADMISSIONS,
    prepare: async () => {
      const lists = await admissions(booths, await unused())
      return () => loadInTurn(booths.connections, lists)
    },
    cpu: () => child.cpu(),
  }
}

function lookingUp({ child, booths, size }: Scaled): Side {
  const { token, url } = child.said
  return {
    count: LOOK_UPS,
    prepare: () => {
      const requests = someOf(size, LOOK_UPS).map((at) => {
        const path = `/v1/visas/${filledVisaAt(at).number}`
        const head = [`GET ${path} HTTP/1.1`, `host: ${new URL(url).host}`, `authorization: Bearer ${token}`]
        return Buffer.from([...head, '', ''].join('\r\n'))
      })
      return () => fullLoad(booths.connections, requests)
    },
    cpu: () => child.cpu(),
  }
}

// In the store: over HTTP this server finds an e-visa by its number alone.
function searching({ child, size }: Scaled): Side {
  return {
    count: SEARCHES,
    prepare: () => {
      const asked = someOf(size, SEARCHES).map((at) => {
        const { invitation, passport } = filledVisaAt(at)
        return [invitation.replaceAll('-', ''), passport] as const
      })
      return () => child.ask({ act: 'search', asked } satisfies ScaleAct)
    },
    cpu: () => child.cpu(),
  }
}

function publishing({ child }: Scaled): Side {
  let turn = 0
  const { number } = filledVisaAt(SUSPENDED)
  return {
    count: 1,
    prepare: async () => {
      const status = turn++ % 2 === 0 ? 'valid' : 'suspended'
      await child.ask({ act: 'change', number, status } satisfies ScaleAct)
      return () => child.ask({ act: 'publish' } satisfies ScaleAct)
    },
    cpu: () => child.cpu(),
  }
}

/** Of a process, from nothing to its first answer. */
async function scalingOfStarts(filled: readonly Filled[]): Promise<Scaling & { readonly where: string }> {
  const times: number[][] = filled.map(() => [])
  for (let at = 0; at < STARTS; at++)
    for (const [which, { dataDir }] of filled.entries()) times[which]?.push((await startOnce(dataDir)).microseconds)
  const ratio = ratioOf(times)
  const { hotSpots } = await startOnce(filled.at(-1)?.dataDir ?? '', true)
  return { what: 'start', each: times.map((all) => Math.round(median(all))), ratio, where: hotSpots ?? '' }
}

async function startOnce(dataDir: string, profile = false) {
  const given: ScaleGiven = { dataDir, jwks: [], firstDevice: 0, profile }
  const child = await startChild<ScaleServerSaid>('scale-server.ts', given)
  try {
    const answer = await request(`${child.said.url}/health/live`)
    await answer.body.dump()
    return { microseconds: (await child.cpu()).total, hotSpots: child.said.hotSpots }
  } finally {
    await child.stop()
  }
}

/** So many places of e-visas, drawn anew. */
function someOf(size: number, count: number): readonly number[] {
  return Array.from({ length: count }, () => Math.floor(Math.random() * size))
}
