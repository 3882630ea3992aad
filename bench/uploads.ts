/** `uploads`: 200 people who send the copy of a passport at once, each a photograph of 12 million pixels in parts; what memory that takes. */
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import sharp from 'sharp'
import { Pool } from 'undici'
import { startChild } from './api-process.ts'
import { type Desk, makeDevice, nonceOf, proofOf } from './api-requests.ts'
import { round } from './measure.ts'
import type { PortalServerSaid } from './portal-server.ts'
import type { ReadyDraft } from './ready-drafts.ts'
import { type BenchResult, benchResult } from './targets.ts'

const PEOPLE = 200
const PART_BYTES = 131_072
const EVERY_MS = 50
const POLL_MS = 2000
const MEGABYTE = 1e6
const PAGE_BYTES = 4096

type BenchPerson = Pick<ReadyDraft, 'session' | 'reference'>

export async function uploads(): Promise<BenchResult> {
  const file = await photograph()
  const device = makeDevice()
  const child = await startChild<PortalServerSaid>('portal-server.ts', { drafts: PEOPLE, jwk: device.jwk })
  const { drafts: people, url } = child.said
  const bare = { ...child.said, devices: [device] }
  const desk: Desk = { ...bare, nonce: await nonceOf(bare, '/v1/applications/x/copies') }
  const pool = new Pool(url, { connections: PEOPLE, pipelining: 1 })
  const watch = watchMemory(child.pid)
  try {
    const atRest = residentOf(child.pid)
    const from = performance.now()
    const copies = await Promise.all(people.map((person) => send(desk, pool, person, file)))
    const sent = performance.now()
    for (const [at, copy] of copies.entries()) await untilMade(desk, pool, people[at] as BenchPerson, copy)
    const made = performance.now()
    const peak = watch.stop()
    return benchResult('uploads', [(peak.sum - atRest) / MEGABYTE], {
      'MB together at most': Math.round(peak.sum / MEGABYTE),
      'MB of the server at rest': Math.round(atRest / MEGABYTE),
      'MB of the server at most': Math.round(peak.server / MEGABYTE),
      'MB of what opens files at most': Math.round(peak.others / MEGABYTE),
      'KiB a part': PART_BYTES / 1024,
      'MB a file': round(file.length / MEGABYTE, 1),
      's until all had come': round((sent - from) / 1000, 1),
      's until all were accepted': round((made - from) / 1000, 1),
      people: PEOPLE,
    })
  } finally {
    watch.stop()
    await pool.close()
    await child.stop()
  }
}

/** Sends a whole copy in parts, one after the other; gives its address. */
async function send(desk: Desk, pool: Pool, person: BenchPerson, file: Buffer): Promise<string> {
  const cases = `/v1/applications/${person.reference}/copies`
  const begun = await call(desk, pool, person, 'POST', cases, JSON.stringify({ size: file.length }))
  const copy = `${cases}/${begun.id}`
  for (let place = 0; place < file.length; place += PART_BYTES)
    await call(desk, pool, person, 'PUT', `${copy}/parts/${place}`, file.subarray(place, place + PART_BYTES))
  return copy
}

async function untilMade(desk: Desk, pool: Pool, person: BenchPerson, copy: string): Promise<void> {
  for (;;) {
    const { state } = await call(desk, pool, person, 'GET', copy)
    if (state === 'accepted') return
    if (state !== 'making') throw new Error(`a copy is ${state}`)
    await setTimeout(POLL_MS)
  }
}

async function call(
  desk: Desk,
  pool: Pool,
  { session }: BenchPerson,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: string | Buffer,
): Promise<{ readonly id: string; readonly state: string }> {
  const headers = {
    authorization: `DPoP ${desk.tokens[0]}`,
    dpop: proofOf(desk, 0, method, path),
    'evisa-session': session,
    ...(body !== undefined && {
      'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
    }),
  }
  const answer = await pool.request({ method, path, headers, body: body ?? null })
  const document = (await answer.body.json()) as { readonly id: string; readonly state: string }
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${JSON.stringify(document)}`)
  return document
}

/** As a phone makes it: 12 million pixels with the grain of a sensor, some three megabytes. */
function photograph(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 22 } as const
  return sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#888888', noise } })
    .blur(0.6)
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 85 })
    .toBuffer()
}

interface Peak {
  readonly sum: number
  readonly server: number
  readonly others: number
}

/** What a process and those that it started hold at most, together and each. */
function watchMemory(pid: number): { stop(): Peak } {
  let peak: Peak = { sum: 0, server: 0, others: 0 }
  const timer = setInterval(() => {
    const server = residentOf(pid)
    const others = childrenOf(pid).reduce((sum, one) => sum + residentOf(one), 0)
    peak = {
      sum: Math.max(peak.sum, server + others),
      server: Math.max(peak.server, server),
      others: Math.max(peak.others, others),
    }
  }, EVERY_MS)
  return {
    stop: () => {
      clearInterval(timer)
      return peak
    },
  }
}

function residentOf(pid: number): number {
  return Number(textOf(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    textOf(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  )
}

// A process may end while it is looked at.
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
