/** `one.visa`: what a batch of 500 events of one e-visa costs on top of those that it has already. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW, visaClaims } from '../fixtures/made-world.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../server/store/store.ts'
import { cpuEach, ownCpu } from './cpu-time.ts'
import { profiled } from './hot-spots.ts'
import { median, round } from './measure.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

type Events = Parameters<Store['appendCrossings']>[0]

const BATCH = 500
const BEFORE = [0, 500, 1000, 2000]
const ROUNDS = 9
/** About as long as a signed event. */
const JWS = 'x'.repeat(800)

let recorded = 0

export async function oneVisa(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const store = openSqliteStore(join(folder, 'authority.db'))
  try {
    // Of a first e-visa, which warms up, nothing is counted.
    await milliseconds(store)
    const rounds: (readonly number[])[] = []
    for (let at = 0; at < ROUNDS; at++) rounds.push(await milliseconds(store))
    const of = BEFORE.map((_, at) => median(rounds.map((one) => one[at] ?? Number.NaN)))
    // Of the medians: the largest of three of one round is a batch that the garbage collector met.
    const [first = Number.NaN, ...later] = of
    const ratio = Math.max(...later) / first
    const where = isMet('one.visa', [ratio]) ? {} : { 'where it goes': await profiled(() => milliseconds(store)) }
    return benchResult('one.visa', [ratio], {
      [`CPU ms on top of ${BEFORE.join(', ')}`]: of.map((one) => round(one, 1)).join(', '),
      batch: BATCH,
      ...where,
    })
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Processor time of each of the batches that are counted, for one new e-visa. */
async function milliseconds(store: Pick<Store, 'appendCrossings' | 'recordVisas'>): Promise<readonly number[]> {
  const number = await recordVisa(store)
  const next = chain(number)
  const times: number[] = []
  for (let had = 0; had <= Math.max(...BEFORE); had += BATCH) {
    const events: Events = Array.from({ length: BATCH }, next)
    const before = ownCpu()
    await store.appendCrossings(events, `dev-${number}`, NOW + 1_000_000)
    if (BEFORE.includes(had)) times.push(cpuEach(before, ownCpu(), 1).total / 1000)
  }
  return times
}

/** An e-visa as a store takes it; nobody looks at its signature. */
async function recordVisa(store: Pick<Store, 'recordVisas'>): Promise<string> {
  const number = makeVisaNumber(randomBytes)
  recorded += 1
  const idx = recorded
  const status = { status_list: { idx, uri: `${STATUS_LIST_URN}0` } }
  const claims = visaClaims({ jti: number, entries: 'multiple', category: 'A5', status })
  const header = Buffer.from('{"kid":"k"}').toString('base64url')
  const payload = Buffer.from(number).toString('base64url')
  const visa = { claims, jws: `${header}.${payload}.`, qrText: '', visaSupportNumber: `KZ-${idx}` }
  const [fault] = await store.recordVisas([visa], { actor: 'authority', at: NOW })
  if (fault !== null) throw new Error(fault)
  return number
}

/** Events of one e-visa at one booth, as they are after their signatures were checked. */
function chain(number: string): () => Events[number] {
  let seq = 0
  let prev: string | null = null
  return () => {
    seq += 1
    const hash = randomBytes(32).toString('base64url')
    const event = {
      ...{ id: uuidv7(), device: `dev-${number}`, seq, prev, visa_number: number, checkpoint: 'NQZ', at: NOW + seq },
      ...({ knew: {}, action: 'exit', basis: 'offline', reason: null } as const),
    }
    prev = hash
    return { hash, jws: JWS, event }
  }
}
