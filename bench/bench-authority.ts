/** The authority as the benches' servers run it: made keys that sign fast, devices that are enrolled, a clock that stands. */

import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { calculateJwkThumbprint } from 'jose'
import { pino } from 'pino'
import type { PublicJwk } from '#evisa/root.ts'
import { FIRST_PURPOSES } from '#evisa/trust-list.ts'
import { defaultPolicy } from '../fixtures/default-policy.ts'
import { defaultTerms } from '../fixtures/default-terms.ts'
import { makeWorld, NOW } from '../fixtures/made-world.ts'
import { signCompact } from '../keys/signer.ts'
import { hashToken, makeToken } from '../platform/token-text.ts'
import type { CallsPerMinute } from '../server/access/rate-limits.ts'
import { type App, buildApp } from '../server/app.ts'
import { hourlyAuditCheckpoints } from '../server/audit/audit-checkpoints.ts'
import { makeLogger } from '../server/log-event.ts'
import { fileKeyFile } from '../server/passport-copies/file-key.ts'
import { openCopies } from '../server/passport-copies/open-copies.ts'
import { makePublisher, type Publisher } from '../server/publishing/publish.ts'
import { watchOver } from '../server/recovery/watch-over.ts'
import type { SigningKeys } from '../server/signing-keys.ts'
import type { DeviceRole } from '../server/store/device-store.ts'
import { openStore, type StorePlace } from '../server/store/open-store.ts'
import type { Store } from '../server/store/store.ts'
import { approvedTerms } from '../server/terms/approved-terms.ts'
import { makeDocumentMaker } from '../server/visa-document/document-maker.ts'
import { signingKeys } from '../test/server/build-app.ts'
import { benchSigner } from './made-visas.ts'

export interface BenchAuthority {
  readonly app: App
  readonly store: Store
  readonly publisher: Publisher
  /** What time it is: it stands until a bench moves it. */
  readonly clock: { now: number }
  readonly url: string
  readonly port: number
  /** The authority's own. */
  readonly token: string
  /** In the order of their keys. */
  readonly devices: readonly EnrolledDevice[]
  close(): Promise<void>
}

export interface EnrolledDevice {
  readonly id: string
  readonly token: string
}

export interface BenchAuthorityOptions {
  readonly place: StorePlace
  readonly jwks: readonly PublicJwk[]
  readonly role: DeviceRole
  readonly callsPerMinute: CallsPerMinute
  /** Of the first device's id; in a store that is used again others are there. */
  readonly firstDevice?: number
}

/** Devices that call as often as they like: it is the work that is measured. */
export const NO_LIMIT: CallsPerMinute = { device: 1e9, stranger: 1e9 }

const ACT = { actor: 'authority', at: NOW }

/** Opens the store and listens on loopback. `before`: what is put into the store before anything is published. */
export async function openBenchAuthority(
  { place, jwks, role, callsPerMinute, firstDevice = 0 }: BenchAuthorityOptions,
  before: (store: Store) => Promise<unknown> = async () => undefined,
): Promise<BenchAuthority> {
  mkdirSync(place.dataDir, { recursive: true })
  const keys = await fastKeys()
  const clock = { now: NOW }
  const now = () => clock.now
  // It writes its log as it does in service, to where nobody reads it.
  const logger = makeLogger('info', pino.destination('/dev/null'))
  const { store, watch, recovery, ...watched } = await watchOver({
    ...{ dataDir: place.dataDir, keys: async () => keys, recoveryHash: () => null, now, log: logger },
    open: async (watching) => {
      const opened = await openStore(place, { tell: () => undefined, now, watching })
      await before(opened)
      return opened
    },
  })
  const publisher = await makePublisher({
    ...{ keys: async () => keys, policy: defaultPolicy(), store, now, watch },
    ...{ mustSign: async () => false, keyPlace: null },
    maxStandstillSeconds: Number.POSITIVE_INFINITY,
    keepCopy: watched.keepCopy,
    afterPublish: hourlyAuditCheckpoints(store),
  })
  const devices: EnrolledDevice[] = []
  for (const [at, jwk] of jwks.entries()) devices.push(await enrol(store, firstDevice + at, jwk, role))
  const token = makeToken()
  const documents = makeDocumentMaker(publisher.policyOn, async () => false)
  const terms = approvedTerms(store, [defaultTerms()], now)
  const keyFile = fileKeyFile(place.dataDir)
  const copies = await openCopies({ store, terms, fileKeyFile: keyFile, clamav: null, now, randomBytes, log: logger })
  let url = ''
  const app = await buildApp({
    mustSign: async () => false,
    documents,
    store,
    watch,
    recovery,
    publisher,
    terms,
    copies,
    keys: async () => keys,
    now,
    qrPrefix: 'EV1:',
    officeLanguage: 'en',
    authorityTokenHash: hashToken(token),
    publicUrl: () => url,
    callsPerMinute,
    trustProxy: false,
    demoVisas: [],
    logger,
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const close = async () => {
    await app.close()
    await documents.close()
    await copies.close()
    await watched.close()
    await store.close()
  }
  return { app, store, publisher, clock, url, port, token, devices, close }
}

/** The made world's keys as a server has them: the fixtures' own are slow, so that they sign the same every time. */
export async function fastKeys(): Promise<SigningKeys> {
  const world = await makeWorld()
  const made = signingKeys(world)
  const signers = new Map(FIRST_PURPOSES.map((purpose) => [purpose, benchSigner(world, purpose)]))
  return {
    ...made,
    key: (purpose, at) => {
      const key = made.key(purpose, at)
      const signer = signers.get(purpose)
      return key && signer ? { ...key, sign: (typ, payload) => signCompact(signer, typ, payload) } : null
    },
  }
}

async function enrol(store: Store, at: number, jwk: PublicJwk, role: DeviceRole): Promise<EnrolledDevice> {
  const id = `dev-${String(at).padStart(10, '0')}`
  const token = makeToken()
  await store.addEnrolmentCode(id, role, NOW + 900, ACT)
  await store.enrolDevice(id, { id, name: 'A bench', jwk }, ACT)
  const jkt = await calculateJwkThumbprint(jwk)
  await store.saveAccessToken({ tokenHash: hashToken(token), device: id, jkt, expiresAt: NOW + 900 }, NOW)
  return { id, token }
}
