/**
 * `api.admit`: durable admissions over HTTP, against nothing but autocommit inserts on the same disk. `sync.push`: queued
 * events handed in, against verifying and inserting as many. Both on SQLite, and on PostgreSQL beside it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { Pool } from 'undici'
import { NOW } from '../fixtures/made-world.ts'
import { entryOf, exitOf, type MadeChain, madeChain } from '../test/made-device.ts'
import { type DeviceKey, makeDeviceKey, makeProof } from '../test/server/dpop-device.ts'
import { startPostgres } from '../test/server/store/embedded-postgres.ts'
import { type BenchResult, concurrently, median, round } from './measure.ts'

const DEVICES = 64
const ADMISSIONS = 2000
const BATCH = 500
const BATCHES = 8
const ROUNDS = 3
const SERVER = resolve(import.meta.dirname, 'ledger-server.ts')

interface Running {
  readonly url: string
  readonly devices: readonly { readonly id: string; readonly token: string }[]
  readonly numbers: readonly string[]
  readonly keys: readonly DeviceKey[]
  readonly chains: readonly MadeChain[]
  readonly stop: () => Promise<void>
}

/** How many a second, of each round. */
interface Rates {
  readonly admitted: readonly number[]
  readonly pushed: readonly number[]
}

export async function ledgerBenches(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const raw = rawLedger(folder)
  const postgres = await startPostgres()
  try {
    const rawInserts: number[] = []
    const rawPushes: number[] = []
    const sqlite = await ratesOf(folder, null, async () => {
      rawInserts.push(raw.inserts())
      rawPushes.push(await raw.pushes())
    })
    const onPostgres = await ratesOf(folder, await postgres.database(), async () => undefined)
    const ratio = (ours: readonly number[], theirs: readonly number[]) =>
      median(ours.map((rate, at) => rate / (theirs[at] ?? 1)))
    const admit = ratio(sqlite.admitted, rawInserts)
    const push = ratio(sqlite.pushed, rawPushes)
    return [
      {
        name: 'api.admit',
        value: round(admit),
        unit: 'x raw durable inserts/s',
        target: '>= 0.5',
        met: admit >= 0.5,
        details: {
          'admissions/s': Math.round(median(sqlite.admitted)),
          'raw inserts/s': Math.round(median(rawInserts)),
          'on PostgreSQL/s': Math.round(median(onPostgres.admitted)),
          'at once': DEVICES,
        },
      },
      {
        name: 'sync.push',
        value: round(push),
        unit: 'x raw verify + insert/s',
        target: '>= 0.5',
        met: push >= 0.5,
        details: {
          'events/s': Math.round(median(sqlite.pushed)),
          'raw/s': Math.round(median(rawPushes)),
          'on PostgreSQL/s': Math.round(median(onPostgres.pushed)),
          batch: BATCH,
        },
      },
    ]
  } finally {
    await postgres.stop()
    raw.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ratesOf(folder: string, databaseUrl: string | null, beside: () => Promise<void>): Promise<Rates> {
  const server = await start(join(folder, databaseUrl === null ? 'sqlite' : 'postgres'), databaseUrl)
  const pool = new Pool(server.url, { connections: DEVICES })
  try {
    const nonce = await nonceOf(server, pool)
    const admitted: number[] = []
    const pushed: number[] = []
    for (let at = 0; at < ROUNDS; at++) {
      await beside()
      const numbers = server.numbers.slice(at * ADMISSIONS, (at + 1) * ADMISSIONS)
      admitted.push(await admitRate(server, pool, nonce, numbers))
      pushed.push(await pushRate(server, pool, nonce))
    }
    return { admitted, pushed }
  } finally {
    await pool.close()
    await server.stop()
  }
}

async function admitRate(server: Running, pool: Pool, nonce: string, numbers: readonly string[]): Promise<number> {
  // Signed beforehand: it is the server that is measured, and its devices are many machines.
  const requests: (() => Promise<void>)[] = []
  for (const [at, number] of numbers.entries()) {
    const which = at % DEVICES
    const chain = server.chains[which] as MadeChain
    const { jws } = await chain.sign(entryOf(number, { basis: 'online', at: NOW }))
    requests.push(await handInRequest(server, pool, nonce, which, [jws]))
  }
  const from = performance.now()
  // A device waits for its answer before it asks again, as its chain demands.
  await concurrently(DEVICES, DEVICES, async (device) => {
    for (let at = device; at < requests.length; at += DEVICES) await requests[at]?.()
  })
  return (requests.length / (performance.now() - from)) * 1000
}

async function pushRate(server: Running, pool: Pool, nonce: string): Promise<number> {
  const requests: (() => Promise<void>)[] = []
  for (let batch = 0; batch < BATCHES; batch++) {
    const chain = server.chains[batch] as MadeChain
    const events: string[] = []
    for (let at = 0; at < BATCH; at++) {
      const number = server.numbers[(batch * BATCH + at) % server.numbers.length] ?? ''
      events.push((await chain.sign(exitOf(number, { at: NOW }))).jws)
    }
    requests.push(await handInRequest(server, pool, nonce, batch, events))
  }
  const from = performance.now()
  await Promise.all(requests.map((request) => request()))
  return ((BATCHES * BATCH) / (performance.now() - from)) * 1000
}

async function handInRequest(server: Running, pool: Pool, nonce: string, which: number, events: readonly string[]) {
  const key = server.keys[which] as DeviceKey
  const { token = '' } = server.devices[which] ?? {}
  const path = '/v1/crossings'
  const context = { url: server.url, key, now: () => NOW }
  const dpop = await makeProof(context, { method: 'POST', path, token, nonce })
  const headers = { authorization: `DPoP ${token}`, dpop, 'content-type': 'application/json' }
  const body = JSON.stringify({ events })
  return async (): Promise<void> => {
    const answer = await pool.request({ method: 'POST', path, headers, body })
    const text = await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${text}`)
  }
}

async function nonceOf(server: Running, pool: Pool): Promise<string> {
  const context = { url: server.url, key: server.keys[0] as DeviceKey, now: () => NOW }
  const { token = '' } = server.devices[0] ?? {}
  const path = '/v1/crossings'
  const dpop = await makeProof(context, { method: 'POST', path, token, nonce: null })
  const headers = { authorization: `DPoP ${token}`, dpop, 'content-type': 'application/json' }
  const answer = await pool.request({ method: 'POST', path, headers, body: '{"events":["x"]}' })
  await answer.body.dump()
  return String(answer.headers['dpop-nonce'])
}

async function start(folder: string, databaseUrl: string | null): Promise<Running> {
  const keys = await Promise.all(Array.from({ length: DEVICES }, makeDeviceKey))
  const child: ChildProcess = spawn(process.execPath, [SERVER, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin?.end(`${JSON.stringify({ jwks: keys.map(({ jwk }) => jwk), databaseUrl })}\n`)
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += chunk
    if (said.endsWith('\n')) break
  }
  const { url, devices, numbers } = JSON.parse(said)
  const chains = keys.map((key, at) => madeChain(devices[at].id, key))
  const stop = async () => {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
  }
  return { url, devices, numbers, keys, chains, stop }
}

/** The same disk and the same signatures, and nothing else. */
function rawLedger(folder: string) {
  const database = new Database(join(folder, 'raw.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, hash TEXT NOT NULL, jws TEXT NOT NULL) STRICT')
  const insert = database.prepare('INSERT INTO events (hash, jws) VALUES (?, ?)')
  const jws = 'x'.repeat(900)
  return {
    inserts: () => {
      const from = performance.now()
      for (let at = 0; at < ADMISSIONS; at++) insert.run(`hash ${at}`, jws)
      return (ADMISSIONS / (performance.now() - from)) * 1000
    },
    pushes: async () => {
      const key = await makeDeviceKey()
      const chain = madeChain('dev-0000000001', key)
      const events: string[] = []
      for (let at = 0; at < BATCH; at++) events.push((await chain.sign(exitOf('222222222222', { at: NOW }))).jws)
      const publicKey = { key: createPublicKey({ key: key.jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
      const push = database.transaction(() => {
        for (const event of events) {
          const [header, payload, signature = ''] = event.split('.')
          const data = Buffer.from(`${header}.${payload}`)
          if (!verify('sha256', data, publicKey, Buffer.from(signature, 'base64url'))) throw new Error('not valid')
          insert.run(signature, event)
        }
      })
      const from = performance.now()
      for (let batch = 0; batch < BATCHES; batch++) push()
      return ((BATCHES * BATCH) / (performance.now() - from)) * 1000
    },
    close: () => database.close(),
  }
}
