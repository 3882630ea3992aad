/**
 * `api.admit`: durable admissions over HTTP, against a bare route with two checks, one signature and an insert in a
 * shared commit. `sync.push`: queued events handed in, against checking and inserting as many. On SQLite; on PostgreSQL
 * the rates stand beside.
 */
import { createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { madeChain } from '../test/made-device.ts'
import { startPostgres } from '../test/server/store/embedded-postgres.ts'
import { type Connection, loadInTurn, openConnections } from './api-load.ts'
import { type Child, startChild } from './api-process.ts'
import { eventSigner, makeDevice } from './api-requests.ts'
import { ownCpu } from './cpu-time.ts'
import { rawInserts } from './floor-commit.ts'
import type { FloorServerSaid } from './floor-server.ts'
import {
  admissions,
  BATCH,
  type Booths,
  batches,
  chainsOf,
  DEVICES,
  exits,
  type LedgerServer,
  startLedgerServer,
} from './ledger-load.ts'
import type { LedgerServerSaid } from './ledger-server.ts'
import { type Comparison, compareSides, comparisonDetails, costOf, type Side } from './measure.ts'
import { checkOnPool, rawSigned } from './raw-check.ts'
import { type BenchName, type BenchResult, benchResult, isMet } from './targets.ts'

const ADMISSIONS = 1500
const BATCHES = 4
const ROUNDS = 3

type Server = LedgerServer<LedgerServerSaid>

export async function ledgerBenches(asked: readonly BenchName[]): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const start = (databaseUrl: string | null) =>
    startLedgerServer<LedgerServerSaid>('ledger-server.ts', { dataDir: join(folder, 'authority'), databaseUrl })
  const postgres = await startPostgres()
  const [server, beside] = await Promise.all([start(null), start(await postgres.database())])
  const database = new Database(join(folder, 'floor.db'))
  try {
    const results: BenchResult[] = []
    if (asked.includes('api.admit')) {
      const compared = await againstFloorServer(server)
      results.push(await told('api.admit', 'admissions', compared, admitting(server), admitting(beside), server))
    }
    if (asked.includes('sync.push')) {
      const ours = pushing(server)
      const compared = await compareSides(ours, await rawPushing(database), ROUNDS)
      results.push(await told('sync.push', 'events', compared, ours, pushing(beside), server))
    }
    return results
  } finally {
    database.close()
    await Promise.all([server.stop(), beside.stop()])
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function told(
  name: BenchName,
  acts: string,
  compared: Comparison,
  ours: Side,
  onPostgres: Side,
  { child }: Server,
): Promise<BenchResult> {
  await costOf(onPostgres)
  const { cpu, rate } = await costOf(onPostgres)
  const where = isMet(name, [compared.ratio]) ? {} : { 'where it goes': await child.profiled(await roundOf(ours)) }
  return benchResult(name, [compared.ratio], {
    ...comparisonDetails(compared, acts),
    'on PostgreSQL/s': Math.round(rate),
    'CPU us of the server there': Math.round(cpu.total),
    ...(name === 'api.admit' ? { 'at once': DEVICES } : { batch: BATCH }),
    ...where,
  })
}

async function roundOf({ prepare }: Side): Promise<() => Promise<unknown>> {
  const round = await prepare()
  return async () => round()
}

async function againstFloorServer(server: Server): Promise<Comparison> {
  const jwks = server.booths.desk.devices.map(({ jwk }) => jwk)
  const floor = await startChild<FloorServerSaid>('floor-server.ts', { visas: [], jwks })
  const connections = await openConnections(floor.said.port, DEVICES)
  // Chains of its own: the server must find no gap where the floor got an event.
  const booths = { ...server.booths, chains: await chainsOf(server.booths.desk.devices, server.child.said.devices) }
  try {
    return await compareSides(admitting(server), admittingAt(booths, connections, floor, madeUp), ROUNDS)
  } finally {
    for (const connection of connections) connection.close()
    await floor.stop()
  }
}

// What each server was not asked yet: an e-visa of one entry admits once.
const used = new WeakMap<Booths, number>()

function admitting({ child, booths }: Server): Side {
  const fresh = () => {
    const from = used.get(booths) ?? 0
    used.set(booths, from + ADMISSIONS)
    return child.said.numbers.slice(from, from + ADMISSIONS)
  }
  return admittingAt(booths, booths.connections, child, fresh)
}

/** The bare route looks up no e-visa: any will do. */
const madeUp = () => Array.from({ length: ADMISSIONS }, () => '222222222222')

function admittingAt(
  booths: Booths,
  connections: readonly Connection[],
  process: Pick<Child<unknown>, 'cpu'>,
  numbers: () => readonly string[],
): Side {
  return {
    count: ADMISSIONS,
    prepare: async () => {
      const lists = await admissions(booths, numbers())
      return () => loadInTurn(connections, lists)
    },
    cpu: () => process.cpu(),
  }
}

function pushing({ child, booths }: Server): Side {
  const { numbers } = child.said
  let from = 0
  return {
    count: BATCHES * BATCH,
    prepare: async () => {
      const lists = await batches(booths, BATCHES, (at) => numbers[(from + at) % numbers.length] ?? '')
      // Other e-visas in each round: how many events one has must not grow.
      from += BATCHES * BATCH
      return () => loadInTurn(booths.connections, lists)
    },
    cpu: () => child.cpu(),
  }
}

/** The same signatures and the same disk, and nothing else. */
async function rawPushing(database: Database.Database): Promise<Side> {
  const device = makeDevice()
  const key = createPublicKey({ key: { ...device.jwk }, format: 'jwk' })
  const chain = madeChain('dev-0000000001', await eventSigner(device))
  const insertAll = rawInserts(database)
  return {
    count: BATCHES * BATCH,
    prepare: async () => {
      const all: (readonly string[])[] = []
      for (let batch = 0; batch < BATCHES; batch++) all.push(await exits(chain, () => '222222222222'))
      return async () => {
        for (const events of all) {
          await Promise.all(events.map((jws) => checkOnPool(rawSigned(jws), key)))
          insertAll.immediate(events.map((jws) => ({ hash: jws.slice(-43), jws })))
        }
      }
    },
    cpu: () => ownCpu(),
  }
}
