/** `publish.million`: everything signed anew at a country's size; and what a scanner pays that asks and finds nothing new. */

import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { fetch } from 'undici'
import { defaultPolicy } from '../fixtures/default-policy.ts'
import { makeWorld, NOW } from '../fixtures/made-world.ts'
import { hourlyAuditCheckpoints } from '../server/audit/audit-checkpoints.ts'
import { makePublisher } from '../server/publishing/publish.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import { fastKeys, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'
import { ownCpu } from './cpu-time.ts'
import { filledStore } from './filled-store.ts'
import { profiled } from './hot-spots.ts'
import { type Cost, costOf, median, medianCost, round, type Side } from './measure.ts'
import { fillingOfMillion } from './million-visas.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const ROUNDS = 3
const ASKED = 50
const HOUR = 3600

export async function publishMillion(): Promise<BenchResult> {
  const { keys: made } = await makeWorld()
  const kid = made.stolen?.signer.kid ?? ''
  const dataDir = await filledStore(fillingOfMillion(kid))
  const store = openSqliteStore(sqliteFile(dataDir))
  try {
    const clock = { now: NOW }
    const keys = await fastKeys()
    const options = {
      keys: async () => keys,
      policy: defaultPolicy(),
      ...{ mustSign: async () => false, keyPlace: null },
      store,
      now: () => clock.now,
      maxStandstillSeconds: Number.POSITIVE_INFINITY,
      afterPublish: hourlyAuditCheckpoints(store),
    }
    const publish: Side = {
      count: 1,
      prepare: () => {
        unpublish(dataDir)
        return () => makePublisher(options)
      },
      cpu: () => ownCpu(),
    }
    const costs: Cost[] = []
    for (let at = 0; at < ROUNDS; at++) costs.push(await costOf(publish))
    const { cpu, rate } = medianCost(costs)
    const isReached = isMet('publish.million', [1 / rate])
    const where = isReached ? {} : { 'where it goes': await profiled(await publish.prepare()) }
    const publisher = await makePublisher(options)
    const register = await publisher.artefact(`register/${kid}`)
    clock.now += HOUR
    const next = await costOf({ count: 1, prepare: () => () => publisher.refresh(), cpu: () => ownCpu() })
    return benchResult('publish.million', [1 / rate], {
      'CPU s': round(cpu.total / 1e6),
      'MB register of 1,000,000': round((register?.body.length ?? 0) / 1e6, 1),
      'ms next snapshot, nothing changed': round(1000 / next.rate, 1),
      'refresh with nothing new': await refreshOnce(dataDir),
      ...where,
    })
  } finally {
    await store.close()
  }
}

/** Takes back all that was ever signed. */
function unpublish(dataDir: string): void {
  const database = new Database(sqliteFile(dataDir))
  database.exec('DELETE FROM artefacts')
  database.close()
}

/** What a scanner pays that asks and finds nothing new. */
async function refreshOnce(dataDir: string): Promise<string> {
  const place = { dataDir, databaseUrl: null }
  const authority = await openBenchAuthority({ place, jwks: [], role: 'carrier', callsPerMinute: NO_LIMIT })
  try {
    const url = `${authority.url}/v1/artefacts/snapshot`
    const tag = (await fetch(url)).headers.get('etag') ?? ''
    const times: number[] = []
    let status = 0
    for (let at = 0; at < ASKED; at++) {
      const from = performance.now()
      const answer = await fetch(url, { headers: { 'if-none-match': tag } })
      await answer.text()
      status = answer.status
      times.push(performance.now() - from)
    }
    return `one request, ${status}, ${round(median(times), 1)} ms`
  } finally {
    await authority.close()
  }
}
