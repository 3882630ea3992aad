/**
 * The authority's server of the API's benches, in a process of its own. Of its first line it makes the server, with
 * these devices and visas; of every other it tells what memory and processor time it took.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calculateJwkThumbprint } from 'jose'
import { pino } from 'pino'
import type { PublicJwk } from '#evisa/root.ts'
import { KEY_PURPOSES } from '#evisa/trust-list.ts'
import { defaultPolicy } from '../fixtures/default-policy.ts'
import { makeWorld, NOW } from '../fixtures/made-world.ts'
import { signCompact } from '../keys/signer.ts'
import type { CallsPerMinute } from '../server/access/rate-limits.ts'
import { hashToken, makeToken } from '../server/access/token-text.ts'
import { buildApp } from '../server/app.ts'
import { hourlyAuditCheckpoints } from '../server/audit/audit-checkpoints.ts'
import { makeLogger } from '../server/operation/log-event.ts'
import { makePublisher } from '../server/publishing/publish.ts'
import type { SigningKeys } from '../server/signing-keys.ts'
import { openStore } from '../server/store/open-store.ts'
import { makeDocumentMaker } from '../server/visa-document/document-maker.ts'
import { signingKeys } from '../test/server/build-app.ts'
import { answerLines } from './api-process.ts'
import type { BenchVisa } from './api-requests.ts'
import { benchSigner } from './made-visas.ts'

interface Given {
  readonly visas: readonly BenchVisa[]
  readonly jwks: readonly PublicJwk[]
  readonly callsPerMinute: CallsPerMinute
}

const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
const stops: (() => Promise<void>)[] = []
process.once('SIGTERM', async () => {
  for (const stop of stops) await stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
let ready = false
await answerLines(async (line) => {
  if (ready) return told()
  ready = true
  return serve(JSON.parse(line))
})

async function serve({ visas, jwks, callsPerMinute }: Given) {
  const store = await openStore({ dataDir: join(folder, 'authority'), databaseUrl: null })
  const world = await makeWorld()
  const made = signingKeys(world)
  const signers = new Map(KEY_PURPOSES.map((purpose) => [purpose, benchSigner(world, purpose)]))
  const keys: SigningKeys = {
    ...made,
    key: (purpose, at) => {
      const key = made.key(purpose, at)
      const signer = signers.get(purpose)
      return key && signer ? { ...key, sign: (typ, payload) => signCompact(signer, typ, payload) } : null
    },
  }
  const keySource = async () => keys
  const now = () => NOW
  const act = { actor: 'authority', at: NOW }
  const afterPublish = hourlyAuditCheckpoints(store)
  const publisher = await makePublisher({ keys: keySource, policy: defaultPolicy(), store, now, afterPublish })
  const faults = await store.recordVisas(
    visas.map(({ claims, jws, text }, at) => {
      return { claims, jws, qrText: text, visaSupportNumber: `BENCH-${at}` }
    }),
    act,
  )
  const fault = faults.find((fault) => fault !== null)
  if (fault) throw new Error(fault)
  const tokens: string[] = []
  for (const [at, jwk] of jwks.entries()) {
    const id = `dev-${String(at).padStart(10, '0')}`
    const token = makeToken()
    await store.addEnrolmentCode(id, 'carrier', NOW + 900, act)
    await store.enrolDevice(id, { id, name: 'Desk', jwk }, act)
    const jkt = await calculateJwkThumbprint(jwk)
    await store.saveAccessToken({ tokenHash: hashToken(token), device: id, jkt, expiresAt: NOW + 900 }, NOW)
    tokens.push(token)
  }
  let url = ''
  const app = await buildApp({
    documents: makeDocumentMaker(publisher.policyOn),
    store,
    publisher,
    keys: keySource,
    now,
    qrPrefix: 'EV1:',
    authorityTokenHash: hashToken(makeToken()),
    publicUrl: () => url,
    callsPerMinute,
    trustProxy: false,
    demoVisas: [],
    // It writes its log as it does in service, to where nobody reads it.
    logger: makeLogger('info', pino.destination('/dev/null')),
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
  stops.push(
    () => app.close(),
    () => store.close(),
  )
  return { url, port: (app.server.address() as AddressInfo).port, tokens }
}

function told() {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return { rss, heapUsed, cpuSeconds: (user + system) / 1e6 }
}
