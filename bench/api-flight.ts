/**
 * `api.flight`: a flight of 400, every e-visa verified and every answer written down, from the request to the last
 * line, and to the first. `api.memory`: what the server holds more after 200 flights than after 50.
 */
import { type Dispatcher, Pool } from 'undici'
import { type Started, startServer } from './api.ts'
import { ARRIVAL, type BenchVisa, proofOf } from './api-requests.ts'
import type { MemoryTold } from './api-server.ts'
import { NO_LIMIT } from './bench-authority.ts'
import { cpuEach } from './cpu-time.ts'
import { median, round } from './measure.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const PASSENGERS = 400
const ROUNDS = 7
// Smaller ones, for it is about what is left of each.
const MANY = 200
const PASSENGERS_OF_MANY = 100
const EVERY = 50
const PATH = '/v1/flight-checks'
const MEGABYTE = 1_048_576

interface Flown {
  readonly seconds: number
  readonly firstRowMs: number
}

/** Both need the same server. */
export async function flightBenches(asked: readonly string[]): Promise<readonly BenchResult[]> {
  const started = await startServer(NO_LIMIT, ['--expose-gc'])
  const pool = new Pool(started.desk.url, { connections: 1 })
  try {
    const results: BenchResult[] = []
    if (asked.includes('api.flight')) results.push(await flight(started, pool))
    if (asked.includes('api.memory')) results.push(await memory(started, pool))
    return results
  } finally {
    await pool.close()
    await started.child.stop()
  }
}

async function flight(started: Started, pool: Pool): Promise<BenchResult> {
  const flown: Flown[] = []
  for (let at = 0; at <= ROUNDS; at++) flown.push(await fly(started, pool, at, PASSENGERS))
  flown.shift()
  const seconds = median(flown.map((one) => one.seconds))
  const firstRowMs = median(flown.map((one) => one.firstRowMs))
  const before = await started.child.cpu()
  await fly(started, pool, ROUNDS + 1, PASSENGERS)
  const each = cpuEach(before, await started.child.cpu(), PASSENGERS)
  const isReached = isMet('api.flight', [seconds, firstRowMs])
  const again = () => fly(started, pool, ROUNDS + 2, PASSENGERS)
  return benchResult('api.flight', [seconds, firstRowMs], {
    'slowest s': round(Math.max(...flown.map((one) => one.seconds))),
    'slowest first row ms': round(Math.max(...flown.map((one) => one.firstRowMs)), 1),
    'answers/s': Math.round(PASSENGERS / seconds),
    'CPU us an answer': round(each.total, 1),
    ...(isReached ? {} : { 'where it goes': await started.child.profiled(again) }),
  })
}

async function memory(started: Started, pool: Pool): Promise<BenchResult> {
  const held: MemoryTold[] = []
  for (let at = 1; at <= MANY; at++) {
    await fly(started, pool, at, PASSENGERS_OF_MANY)
    if (at % EVERY === 0) held.push(await started.child.ask({}))
  }
  const growth = ((held.at(-1)?.heapUsed ?? 0) - (held[0]?.heapUsed ?? 0)) / MEGABYTE
  return benchResult('api.memory', [growth], {
    flights: MANY,
    [`heap MB at each ${EVERY}`]: held.map(({ heapUsed }) => round(heapUsed / MEGABYTE, 1)).join(' '),
    'RSS MB': held.map(({ rss }) => Math.round(rss / MEGABYTE)).join(' '),
    'passengers each': PASSENGERS_OF_MANY,
  })
}

/** Sends one flight, each of another device, so that no owner's limit of flights is in the way. */
async function fly({ desk, visas }: Started, pool: Pool, number: number, count: number): Promise<Flown> {
  const which = number % desk.devices.length
  const body = JSON.stringify({
    flight: `KC${100 + (number % 900)}`,
    checkpoint: 'NQZ',
    arrival: ARRIVAL,
    passengers: Array.from({ length: count }, (_, row) => passenger(visas, row)),
  })
  const headers = {
    authorization: `DPoP ${desk.tokens[which]}`,
    dpop: proofOf(desk, which, 'POST', PATH),
    'content-type': 'application/json',
  }
  const from = performance.now()
  const answer = await pool.request({ method: 'POST', path: PATH, headers, body })
  return readLines(answer, from, count)
}

async function readLines(answer: Dispatcher.ResponseData, from: number, count: number): Promise<Flown> {
  let text = ''
  let firstRowMs = 0
  for await (const chunk of answer.body.setEncoding('utf8')) {
    text += chunk
    if (firstRowMs === 0 && text.includes('"kind":"answer"')) firstRowMs = performance.now() - from
  }
  const seconds = (performance.now() - from) / 1000
  const end = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')
  if (end.counts?.clear !== count) throw new Error(`${answer.statusCode}: ${JSON.stringify(end).slice(0, 500)}`)
  return { seconds, firstRowMs }
}

function passenger(visas: readonly BenchVisa[], row: number) {
  const visa = visas[row % visas.length] as BenchVisa
  const { holder, passport } = visa.claims
  return {
    reference: `PNR${row}`,
    nationality: holder.nationality,
    text: visa.text,
    passport_number: passport.number,
    birth_date: holder.birth_date,
  }
}
