/**
 * The server of the ledger's benches, in a process of its own: `node ledger-server.ts FOLDER`. It reads one line, the
 * public keys of the devices, and writes one: where it listens, the devices' tokens, and visas to admit.
 */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { calculateJwkThumbprint } from 'jose'
import type { PublicJwk } from '#evisa/root.ts'
import { KEY_PURPOSES } from '#evisa/trust-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { defaultPolicy } from '../fixtures/default-policy.ts'
import { makeWorld, NOW, visaClaims } from '../fixtures/made-world.ts'
import { signCompact } from '../keys/signer.ts'
import { hashToken, makeToken } from '../server/access/token-text.ts'
import { buildApp } from '../server/app.ts'
import { hourlyAuditCheckpoints } from '../server/audit/audit-checkpoints.ts'
import { makeLogger } from '../server/operation/log-event.ts'
import { makePublisher } from '../server/publishing/publish.ts'
import type { SigningKeys } from '../server/signing-keys.ts'
import { openStore } from '../server/store/open-store.ts'
import { makeDocumentMaker } from '../server/visa-document/document-maker.ts'
import { signingKeys } from '../test/server/build-app.ts'
import { benchSigner } from './made-visas.ts'

const VISAS = 12_000

const [line] = await Array.fromAsync(createInterface(process.stdin))
const { jwks, databaseUrl }: { jwks: PublicJwk[]; databaseUrl: string | null } = JSON.parse(line ?? '')
const dataDir = process.argv[2] ?? ''
const store = await openStore({ dataDir: join(dataDir, 'authority'), databaseUrl })
const act = { actor: 'authority', at: NOW }
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
const now = () => NOW
const afterPublish = hourlyAuditCheckpoints(store)
const publisher = await makePublisher({ keys: async () => keys, policy: defaultPolicy(), store, now, afterPublish })

const visas = Array.from({ length: VISAS }, (_, at) => {
  const jti = makeVisaNumber(randomBytes)
  const claims = visaClaims({ jti, status: { status_list: { idx: at, uri: `${STATUS_LIST_URN}0` } } })
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  const header = Buffer.from('{"kid":"bench"}').toString('base64url')
  return { claims, jws: `${header}.${payload}.`, qrText: 'EV1:', visaSupportNumber: `BENCH-${at}` }
})
for (let at = 0; at < VISAS; at += 1000) await store.recordVisas(visas.slice(at, at + 1000), act)

const devices: { id: string; token: string }[] = []
for (const [at, jwk] of jwks.entries()) {
  const id = `dev-${String(at).padStart(10, '0')}`
  const token = makeToken()
  await store.addEnrolmentCode(id, 'border', NOW + 900, act)
  await store.enrolDevice(id, { id, name: 'Booth', jwk }, act)
  const jkt = await calculateJwkThumbprint(jwk)
  await store.saveAccessToken({ tokenHash: hashToken(token), device: id, jkt, expiresAt: NOW + 900 }, NOW)
  devices.push({ id, token })
}
let url = ''
const app = await buildApp({
  documents: makeDocumentMaker(publisher.policyOn),
  store,
  publisher,
  keys: async () => keys,
  now,
  qrPrefix: 'EV1:',
  authorityTokenHash: hashToken(makeToken()),
  publicUrl: () => url,
  callsPerMinute: { device: 1e9, stranger: 1e9 },
  trustProxy: false,
  demoVisas: [],
  logger: makeLogger('silent', { write: () => undefined }),
})
url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url, devices, numbers: visas.map(({ claims }) => claims.jti) })}\n`)
process.once('SIGTERM', async () => {
  await app.close()
  await store.close()
})
