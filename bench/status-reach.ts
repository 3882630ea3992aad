/** How long a revocation takes: from the desk's command to the server's refusals, the published list, and a scanner's. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fetch, request } from 'undici'
import { addDays, civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { parseSituation, type Situation } from '#evisa/situation.ts'
import { applicationFor, demoPassport } from '../fixtures/demo-applications.ts'
import type { Fetch } from '../scanner-client/offline/http-call.ts'
import { check } from '../scanner-client/offline/scanner.ts'
import { scannerLine } from '../scanner-client/offline/scanner-line.ts'
import { enrolStation, now, platformOf, verify } from '../scanner-client/station/station.ts'
import { openStationStore } from '../scanner-client/station/station-store.ts'
import { statusIn } from '../test/server/publishing/made-publisher.ts'
import { startServer } from '../test/server/start-server.ts'
import { takingScanner } from '../test/server/taking-scanner.ts'
import { median, quantile } from './measure.ts'
import { type BenchResult, benchResult } from './targets.ts'

const ROUNDS = 30
const WAYS = ['server', 'list', 'scanner'] as const
const PATIENCE_MS = 60_000

/** `status.reach`: a real server process, and a station of an airline that asks it before each check. */
export async function statusReach(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const server = await startServer(join(folder, 'authority'), {
    EVISA_LOG_LEVEL: 'silent',
    EVISA_STRANGER_CALLS_PER_MINUTE: '100000',
  })
  const store = openStationStore(join(folder, 'station.db'))
  const desk = async (method: 'POST' | 'PUT', path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
    const answer = await request(`${server.url}${path}`, { method, headers, body: JSON.stringify(body) })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(text)
    return JSON.parse(text)
  }
  try {
    const { secret, root_fingerprint: root } = await desk('POST', '/v1/enrolment-codes', { role: 'carrier' })
    const enrolment = await enrolStation(
      store,
      { server: server.url, secret, root },
      { name: 'Gate', checkpoint: null },
    )
    const access = await scannerLine(fetch as unknown as Fetch, now, verify).accessOf(store, enrolment)
    if (access === null) throw new Error('no key')
    const listReader = takingScanner(root, async (path, sha256) => {
      const answer = await request(`${server.url}/v1/artefacts/${sha256 === null ? path : `by-hash/${sha256}`}`)
      const text = await answer.body.text()
      return answer.statusCode === 200 ? text : null
    })
    const times = { answer: [] as number[], server: [] as number[], list: [] as number[], scanner: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const way of WAYS) {
        const visa = await desk('POST', '/v1/visas', applicationOf(`BENCH-${way.toUpperCase()}-${round}`))
        const situation = arriving()
        const isRevoked = {
          server: async () => {
            const asked = { body: { text: visa.qr_text, situation }, maxCharacters: 100_000 }
            const signal = AbortSignal.timeout(PATIENCE_MS)
            return JSON.parse((await access.call('POST', '/v1/verifications', { ...asked, signal })).text).outcome
          },
          list: async () => (statusIn(await listReader.taken(now()), visa) === 'revoked' ? 'refuse' : 'clear'),
          scanner: async () => {
            const platform = await platformOf(store, { dir: folder, offline: false })
            return (await check([visa.qr_text], situation, platform)).decision.outcome
          },
        }[way]
        const before = await isRevoked()
        if (before !== 'clear') throw new Error(`${way} said ${before} of a good e-visa`)
        const from = performance.now()
        await desk('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a bench' })
        times.answer.push(performance.now() - from)
        while ((await isRevoked()) !== 'refuse')
          if (performance.now() - from > PATIENCE_MS) throw new Error(`${way} never heard of it`)
        times[way].push(performance.now() - from)
      }
    }
    const told = (values: readonly number[]) =>
      `${Math.round(median(values))} / ${Math.round(quantile(values, 0.95))} ms`
    return benchResult('status.reach', [quantile(times.scanner, 0.95)], {
      'median / p95: command answered': told(times.answer),
      'server refuses': told(times.server),
      'published list': told(times.list),
      'online scanner refuses': told(times.scanner),
    })
  } finally {
    await store.close()
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

function applicationOf(visaSupportNumber: string) {
  const today = civilDateAt(now())
  return applicationFor(demoPassport('N1234567'), visaSupportNumber, {
    ...{ category: 'B12', entries: 1, stay_days: 30 },
    ...{ valid_from: today, valid_until: addDays(today, 29) },
  })
}

function arriving(): Situation {
  const mrz = demoPassport('N1234567').mrz.join('\n')
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: formatInstant(now() + 60), mrz }
  const parsed = parseSituation(situation)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}
