/** The server in one process, as the route tests use it: made keys, a real SQLite file, a clock that the test moves. */

import { createHash, createPrivateKey, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { KeyPurpose } from '#evisa/trust-list.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import type { VisaDeskPlace } from '#evisa/visa-desk.ts'
import { defaultPolicy } from '../../fixtures/default-policy.ts'
import { defaultTerms } from '../../fixtures/default-terms.ts'
import { applicationFor, demoPassport } from '../../fixtures/demo-applications.ts'
import { DAY, makeWorld, NOW, type World } from '../../fixtures/made-world.ts'
import type { TestKey } from '../../fixtures/test-signer.ts'
import { type Signer, signCompact, signerOfKey } from '../../keys/signer.ts'
import { hashToken } from '../../platform/token-text.ts'
import type { CallsPerMinute } from '../../server/access/rate-limits.ts'
import { type App, type AppOptions, buildApp } from '../../server/app.ts'
import { hourlyAuditCheckpoints } from '../../server/audit/audit-checkpoints.ts'
import type { WritersOf } from '../../server/http/answer-writers.ts'
import type { VisaApplication } from '../../server/issuing/read-application.ts'
import type { PeopleAt } from '../../server/ledger/prove-persons.ts'
import { logEvent, makeLogger } from '../../server/log-event.ts'
import { fileKeyFile } from '../../server/passport-copies/file-key.ts'
import type { ClamavAddress } from '../../server/passport-copies/malware-scan.ts'
import { openCopies } from '../../server/passport-copies/open-copies.ts'
import type { KeyPlace } from '../../server/people/key-place.ts'
import { makePublisher, type Publisher } from '../../server/publishing/publish.ts'
import type { RosterSource } from '../../server/publishing/roster-content.ts'
import { watchOver } from '../../server/recovery/watch-over.ts'
import type { KeySource, Sign, SigningKeys } from '../../server/signing-keys.ts'
import type { DeviceRole } from '../../server/store/device-store.ts'
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../server/store/store.ts'
import { type ApprovedTermsSource, approvedTerms } from '../../server/terms/approved-terms.ts'
import { makeDocumentMaker } from '../../server/visa-document/document-maker.ts'
import type { StoreWatch } from '../../server/watch/store-watch.ts'
import { inMemory } from '../in-memory.ts'
import { type MadeChain, madeChain } from '../made-device.ts'
import { callWithProof, type DeviceKey, deviceCall, makeDeviceKey } from './dpop-device.ts'
import { PUBLIC_URL } from './public-url.ts'
import { asTablet } from './store/made-tablet.ts'
import { sqliteRuns } from './store/runs-of.ts'

/** 2026-11-22, 10:00 in Kazakhstan. */
export { NOW }
export const ARRIVAL = '2026-11-22T23:00:00+05:00'
export { PUBLIC_URL }
export const AUTHORITY_TOKEN = createHash('sha256').update('the authority of the tests').digest('base64url')

/** By which a test says that the store was restored. */
export const RECOVERY_TOKEN = createHash('sha256').update('the custodians of the tests').digest('base64url')

/** Where letters lead to. */
export const PORTAL_URL = 'https://portal.example'

/** Where people of the tests have keys. */
export const KEY_PLACE: KeyPlace = {
  rpId: 'evisa.example',
  origins: ['https://desk.evisa.example', 'https://scan.evisa.example'],
  consoleUrl: 'https://desk.evisa.example',
  isDemonstration: false,
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'

/** An answer, its JSON read. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly bytes: Buffer
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into documents of every kind
  readonly body: any
}

/** One who calls: with a token or without. */
export type Call = (method: Method, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

export interface EnrolledDevice {
  readonly id: string
  readonly role: DeviceRole
  readonly key: DeviceKey
  readonly call: Call
  /** Its chain of events. */
  readonly chain: MadeChain
  /** Signs events and hands them in; what the receipts say. */
  handIn(...events: readonly NewCrossingEvent[]): Promise<readonly CrossingReceipt[]>
}

export interface IssuedVisa {
  readonly visa_number: string
  readonly status: string
  readonly entries_used: number
  readonly visa_support_number: string
  readonly claims: VisaClaims
  readonly jws: string
  readonly qr_text: string
}

export interface Built {
  readonly app: App
  readonly store: Store
  readonly publisher: Publisher
  readonly watch: StoreWatch
  readonly terms: ApprovedTermsSource
  readonly world: World
  readonly dir: string
  /** The keys that sign: a test changes what they give. */
  readonly keys: { current: SigningKeys }
  /** What time it is: the test moves it. */
  readonly clock: { now: number }
  readonly authority: Call
  readonly nobody: Call
  /** One who has this token. */
  callerOf(token: string): Call
  /** A new operator of this name. */
  operator(name: string): Promise<Call>
  /**
   * A code made by the authority, for a carrier's device where one is named; then the device. `tablet`: one that administers the
   * others, as some of before people did.
   */
  enrol(
    role: DeviceRole,
    membership?: { carrier?: string; station?: string; tablet?: boolean },
  ): Promise<EnrolledDevice>
  /** Enrols a key by whatever is sent; the answer as it came. */
  askToEnrol(body: unknown, key?: DeviceKey): Promise<Answer>
  /** The calls of a device by its key. */
  deviceOf(id: string, key: DeviceKey): Call
  /** Issues a visa; throws what the server said where it did not. */
  issue(change?: Partial<VisaApplication>): Promise<IssuedVisa>
  /** Ends it before the test does. */
  stop(): Promise<void>
  /** Every line that was logged so far. */
  logged(): Record<string, unknown>[]
}

export interface BuildOptions {
  /** Where another server of the test kept its data. */
  readonly dir?: string
  readonly policy?: Partial<PolicyEdition>
  readonly terms?: Partial<TermsEdition>
  readonly demoVisas?: readonly string[]
  /** Changes what the server stores into. */
  readonly store?: (store: Store) => Store
  readonly keys?: (keys: SigningKeys) => SigningKeys
  /** The people of the border. */
  readonly roster?: RosterSource
  /** Those of them who could sign at a time. */
  readonly peopleAt?: PeopleAt
  readonly qrPrefix?: string
  readonly visaDesk?: VisaDeskPlace | null
  readonly firstWire?: boolean
  readonly callsPerMinute?: Partial<CallsPerMinute>
  readonly publicUrl?: () => string
  readonly portalUrl?: string | null
  readonly keyPlace?: KeyPlace | null
  /** Whether a token alone lets nobody in, as outside a demonstration; it does, unless told. */
  readonly mustSign?: boolean
  readonly trustProxy?: string
  readonly mail?: AppOptions['mail']
  readonly acquirer?: AppOptions['acquirer']
  readonly paymentWatch?: AppOptions['paymentWatch']
  readonly writersOf?: WritersOf
  readonly requestMs?: number
  readonly storeCheck?: AppOptions['storeCheck']
  readonly lastBackup?: AppOptions['lastBackup']
  readonly clamav?: ClamavAddress
  /** Unless told the clock may jump as far as a test likes. */
  readonly maxStandstillSeconds?: number
}

/** Builds the server for one test and tears it down with it. */
export async function build(t: Test, options: BuildOptions = {}): Promise<Built> {
  // Not the folder of the test, which begins anew whenever the test asks for it: a server notices that its store is gone.
  const dir = options.dir ?? mkdtempSync(join(inMemory(), 'evisa-server-'))
  const clock = { now: NOW }
  const world = await makeWorld()
  const opened = openSqliteStore(join(dir, 'authority.db'))
  const made = signingKeys(world)
  const keys = { current: options.keys?.(made) ?? made }
  const keySource: KeySource = async () => keys.current
  const now = () => clock.now
  const lines: string[] = []
  const logger = makeLogger('trace', { write: (line) => void lines.push(line) })
  const { store, watch, recovery, ...watched } = await watchOver({
    ...{ dataDir: dir, keys: keySource, recoveryHash: () => hashToken(RECOVERY_TOKEN), now, log: logger },
    open: async () => options.store?.(opened) ?? opened,
  })
  const mustSign = async () => options.mustSign ?? false
  const keyPlace = options.keyPlace === undefined ? KEY_PLACE : options.keyPlace
  const publisher = await makePublisher({
    keys: keySource,
    policy: defaultPolicy(options.policy),
    ...{ mustSign, keyPlace },
    policyNotProven: (revision, fault) => logEvent(logger, 'policy-not-proven', { revision, fault }),
    store,
    now,
    watch,
    maxStandstillSeconds: options.maxStandstillSeconds ?? Number.POSITIVE_INFINITY,
    keepCopy: watched.keepCopy,
    ...(options.roster !== undefined && { roster: options.roster }),
    afterPublish: hourlyAuditCheckpoints(store),
  })
  const publicUrl = options.publicUrl ?? (() => PUBLIC_URL)
  const documents = makeDocumentMaker(publisher.policyOn, async () => keys.current.isSpecimen)
  const terms = approvedTerms(store, [defaultTerms(options.terms)], now)
  const copies = await openCopies({
    ...{ store, terms, now, randomBytes, log: logger },
    ...{ fileKeyFile: fileKeyFile(dir), clamav: options.clamav ?? null },
  })
  const app = await buildApp({
    ...(options.peopleAt !== undefined && { peopleAt: options.peopleAt }),
    store,
    watch,
    recovery,
    copies,
    publisher,
    terms,
    documents,
    keys: keySource,
    now,
    qrPrefix: options.qrPrefix ?? 'EV1:',
    visaDesk: options.visaDesk === undefined ? VISA_DESK : options.visaDesk,
    firstWire: options.firstWire ?? true,
    authorityTokenHash: hashToken(AUTHORITY_TOKEN),
    publicUrl,
    callsPerMinute: { device: 1_000_000, stranger: 1_000_000, ...options.callsPerMinute },
    trustProxy: options.trustProxy ?? false,
    demoVisas: options.demoVisas ?? [],
    portalUrl: options.portalUrl === undefined ? PORTAL_URL : options.portalUrl,
    officeLanguage: 'en',
    keyPlace,
    mustSign,
    ...(options.mail && { mail: options.mail }),
    ...(options.acquirer && { acquirer: options.acquirer }),
    ...(options.paymentWatch && { paymentWatch: options.paymentWatch }),
    ...(options.writersOf && { writersOf: options.writersOf }),
    ...(options.requestMs && { requestMs: options.requestMs }),
    ...(options.storeCheck && { storeCheck: options.storeCheck }),
    ...(options.lastBackup && { lastBackup: options.lastBackup }),
    logger,
  })
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await app.close()
    await documents.close()
    await copies.close()
    await watched.close()
    await opened.close()
  }
  t.teardown(async () => {
    await stop()
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true })
  })

  const callerOf =
    (token: string | null): Call =>
    async (method, url, body, headers = {}) => {
      const answer = await app.inject({
        method,
        url,
        headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
        ...(body === undefined ? {} : { payload: body as object | string }),
      })
      const type = String(answer.headers['content-type'])
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text: answer.body,
        bytes: answer.rawPayload,
        body: answer.body !== '' && /^application\/(problem\+)?json/.test(type) ? answer.json() : undefined,
      }
    }
  const authority = callerOf(AUTHORITY_TOKEN)
  const nobody = callerOf(null)
  const deviceOf = (id: string, key: DeviceKey) => deviceCall(id, { url: publicUrl(), key, now, send: nobody })
  const askToEnrol = async (body: unknown, given?: DeviceKey) => {
    const key = given ?? (await makeDeviceKey())
    const context = { url: publicUrl(), key, now, send: nobody }
    return callWithProof(context, ['POST', '/v1/devices', body], null, { nonce: null })
  }
  return {
    app,
    store,
    publisher,
    watch,
    terms,
    world,
    dir,
    keys,
    clock,
    authority,
    nobody,
    callerOf,
    operator: async (name) =>
      callerOf((await authority('PUT', `/v1/operators/${encodeURIComponent(name)}`)).body.token),
    askToEnrol,
    deviceOf,
    enrol: async (role, { tablet, ...membership } = {}) => {
      const { secret } = (await authority('POST', '/v1/enrolment-codes', { role, ...membership })).body
      const key = await makeDeviceKey()
      const answer = await askToEnrol({ secret, name: `a ${role}` }, key)
      if (answer.status !== 201) throw new Error(`not enrolled: ${JSON.stringify(answer.body)}`)
      const { id } = answer.body
      if (tablet) await asTablet(sqliteRuns(t, dir), id, clock.now + 90 * DAY)
      const chain = madeChain(id, key)
      const call = deviceOf(id, key)
      const handIn = async (...made: readonly NewCrossingEvent[]) => {
        const events: string[] = []
        for (const event of made) events.push((await chain.sign(event)).jws)
        const answer = await call('POST', '/v1/crossings', { events })
        if (answer.status !== 200) throw new Error(`not handed in: ${JSON.stringify(answer.body)}`)
        return JSON.parse(Buffer.from(answer.body.receipts.split('.')[1], 'base64url').toString()).receipts
      }
      return { id, role, key, call, chain, handIn }
    },
    issue: async (change) => {
      const { status, body } = await authority('POST', '/v1/visas', application(change))
      if (status !== 201) throw new Error(`not issued: ${JSON.stringify(body)}`)
      return body
    },
    stop,
    logged: () => lines.map((line) => JSON.parse(line)),
  }
}

/** The made world's keys as the server has them: each purpose signs with the key of its own name. */
export function signingKeys(world: World, change: Partial<Record<KeyPurpose, string>> = {}): SigningKeys {
  return {
    roots: [world.artefacts['root-1'] ?? ''],
    trustText: world.artefacts['trust-1'] ?? '',
    firstTrustText: null,
    isSpecimen: false,
    fault: null,
    key: (purpose) => {
      const key = world.keys[change[purpose] ?? purpose]
      if (key === undefined) return null
      const signer = swiftSigner(key)
      const sign: Sign = (typ, payload) => signCompact(signer, typ, payload)
      return { kid: signer.kid, signUntil: NOW + 265 * DAY, verifyUntil: NOW + 900 * DAY, sign }
    },
  }
}

const swiftSigners = new WeakMap<TestKey, Signer>()

/** The same key by OpenSSL: who makes fixtures signs the same text the same way each time, which takes twenty times as long. */
function swiftSigner(key: TestKey): Signer {
  const { jwk, secret, signer } = key
  const known = swiftSigners.get(key)
  if (known !== undefined) return known
  const d = Buffer.from(secret).toString('base64url')
  const made = signerOfKey(signer.kid, signer.purpose, createPrivateKey({ key: { ...jwk, d }, format: 'jwk' }))
  swiftSigners.set(key, made)
  return made
}

let invitations = 0

/** A good application of NIMALI PERERA for tourism, each with its own invitation, with changes. */
export function application(change: Partial<VisaApplication> = {}): VisaApplication {
  invitations += 1
  return {
    ...applicationFor(demoPassport('N1234567'), `INV-${String(invitations).padStart(5, '0')}`, {
      category: 'B12',
      entries: 1,
      valid_from: '2026-11-22',
      valid_until: '2026-12-21',
      stay_days: 30,
    }),
    ...change,
  }
}

export const VISA_DESK: VisaDeskPlace = { phone: '+7 7172 720000', hours: '08:00-20:00' }
export const MRZ = demoPassport('N1234567').mrz.join('\n')

/** The code of a problem document. */
export function problemOf({ body, headers }: Answer): string {
  const type = String(headers['content-type'])
  if (!type.startsWith('application/problem+json')) return `no problem document but ${type}`
  return String(body?.type).replace('urn:evisa:problem:', '')
}

/** The fields and rules of a problem's errors: `entries category-entries`. */
export function rulesOf({ body }: Answer): string[] {
  return (body.errors ?? []).map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`)
}
