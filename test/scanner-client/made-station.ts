/** Scanners for the tests: a real station store, and a line to a server that the test may cut, slow down or forge. */
import { join } from 'node:path'
import type { Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { type CrossingReceipt, RECEIPTS_TYP } from '#evisa/crossing-receipt.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import type { Epoch } from '#evisa/epoch.ts'
import type { NewCrossingEvent, SignedCrossing } from '#evisa/event-chain.ts'
import { FEED_TYP, type FeedCrossing, type FeedPage } from '#evisa/feed-page.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { SNAPSHOT_LIFE_SECONDS, SNAPSHOT_TYP, type SnapshotDocument } from '#evisa/snapshot.ts'
import { makeWorld, NOW } from '../../fixtures/made-world.ts'
import { signCompact } from '../../keys/signer.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import {
  type AuthorityClient,
  authorityClient,
  type DeviceReport,
  type Fetch,
  Unreachable,
} from '../../scanner-client/offline/authority-client.ts'
import { deviceAccess } from '../../scanner-client/offline/device-access.ts'
import type { AccessOptions } from '../../scanner-client/offline/device-token.ts'
import { heldSet } from '../../scanner-client/offline/held-knowledge.ts'
import { recordOwn } from '../../scanner-client/offline/own-chain.ts'
import type { Platform } from '../../scanner-client/offline/scanner.ts'
import type { CryptoKeyPair, Enrolment, ScannerRole, ScannerStore } from '../../scanner-client/offline/scanner-store.ts'
import type { SyncContext } from '../../scanner-client/offline/sync.ts'
import { openStationStore } from '../../scanner-client/station/station-store.ts'
import type { Built } from '../server/build-app.ts'
import { makeDeviceKey } from '../server/dpop-device.ts'
import { PUBLIC_URL } from '../server/public-url.ts'

export const WORLD = await makeWorld()
/** The key of the stations that are enrolled nowhere. */
export const STATION_KEY = await makeDeviceKey()

export function enrolmentOf(change: Partial<Enrolment> = {}): Enrolment {
  return {
    server: PUBLIC_URL,
    issuer: PUBLIC_URL,
    device: 'booth-7',
    kid: STATION_KEY.kid,
    name: 'Booth 7',
    role: 'border',
    rootFingerprint: WORLD.rootFingerprint,
    checkpoint: 'NQZ',
    ...change,
  }
}

/** Enrols a station by hand. */
export function enrol(store: ScannerStore, change: Partial<Enrolment> = {}): Promise<void> {
  return store.saveEnrolment(enrolmentOf(change), STATION_KEY.pair)
}

/** Records an event at a station, whatever else is known of the visa. */
export async function recordAt(store: ScannerStore, event: NewCrossingEvent): Promise<SignedCrossing> {
  const signed = await recordOwn(store, event)
  if (signed === 'crossings-moved') throw new Error('nothing was compared')
  return signed
}

export const VERIFY = { inflate: inflateBytes }
/** A machine that was started an hour before the world's moment. */
export const STEADY = { seconds: 3600, boot: 'one' }
export const CONTEXT: SyncContext = { verify: VERIFY, now: () => NOW, steady: () => STEADY }

export function signer(name: string) {
  const key = WORLD.keys[name]
  if (key === undefined) throw new RangeError(`the made world has no key ${name}`)
  return key.signer
}

export const MEMBERS: Readonly<Record<string, string>> = {
  'root/1': 'root-1',
  trust: 'trust-1',
  policy: 'policy-1',
  'status/0': 'status-0',
  [`register/${signer('stolen').kid}`]: 'register-stolen',
}

type Bodies = Readonly<Record<string, string | undefined>>

/**
 * A set of the made world by path, under a snapshot that names exactly these texts. A change to undefined leaves one out.
 */
export async function worldSet(
  change: Bodies = {},
  snapshot: Partial<SnapshotDocument> = {},
  key = 'snapshot',
): Promise<Map<string, string>> {
  const named = Object.entries(MEMBERS).map(([path, name]) => [path, WORLD.artefacts[name]])
  const set = new Map<string, string>()
  const bodies: Bodies = { ...Object.fromEntries(named), ...change }
  for (const [path, body] of Object.entries(bodies)) if (body !== undefined) set.set(path, body)
  const artefacts: SnapshotDocument['artefacts'] = {}
  for (const [path, body] of set) {
    artefacts[path] = { version: versionOf(path, body), sha256: await sha256Base64url(body) }
  }
  const iat = snapshot.iat ?? NOW - 300
  const document = {
    version: 9,
    iat,
    exp: iat + SNAPSHOT_LIFE_SECONDS,
    artefacts,
    ledger: { position: 0 },
    ...snapshot,
  }
  return set.set('snapshot', await signCompact(signer(key), SNAPSHOT_TYP, document))
}

/** The version under which a snapshot names an artefact. */
export function versionOf(path: string, body: string): number {
  const payload = body.startsWith('{') ? JSON.parse(body).payload : body.split('.')[1]
  const { version = 0, iat = 0 } = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString() || '{}')
  return /^(status|register)/.test(path) ? iat : version
}

export const feedPage = (page: Partial<FeedPage>, key = 'snapshot'): Promise<string> =>
  signCompact(signer(key), FEED_TYP, { iat: NOW, after: 0, next: 0, complete: true, crossings: [], ...page })

/** A crossing as the feed tells it. */
export function told(crossing: Crossing, allowed: number | null = 1, until = '2027-01-20'): FeedCrossing {
  return { crossing, allowed, until }
}

export async function hashOf(jws: string): Promise<string> {
  return sha256Base64url(textOfBase64url(jws.split('.')[1] ?? ''))
}

export function receiptOf(hash: string | null, change: Partial<CrossingReceipt> = {}): CrossingReceipt {
  return { hash, result: 'stored', because: null, position: 1, received_at: NOW, used_by: null, ...change }
}

/** Receipts as the authority signs them, or somebody else. */
export const signReceipts = (
  receipts: readonly CrossingReceipt[],
  { key = 'snapshot', device = 'booth-7', ...more }: { key?: string; device?: string; epoch?: Epoch } = {},
): Promise<string> => signCompact(signer(key), RECEIPTS_TYP, { iat: NOW, device, receipts, ...more })

/** An authority of which every answer is set by the test; it keeps what was asked, in order. */
export interface MadeAuthority extends AuthorityClient {
  readonly asked: string[]
  readonly reports: DeviceReport[]
  /** What it serves, by path. */
  set: ReadonlyMap<string, string>
  pages: (after: number) => string | Promise<string>
  receipts: (events: readonly string[]) => string | Promise<string>
  /** A server of before, unless the test gives another. */
  time: AuthorityClient['time']
  isReplaced: AuthorityClient['isReplaced']
  conflicts: AuthorityClient['conflicts']
}

export async function madeAuthority(): Promise<MadeAuthority> {
  const made: MadeAuthority = {
    asked: [],
    reports: [],
    set: await worldSet(),
    pages: (after) => feedPage({ after, next: after }),
    receipts: async (events) =>
      signReceipts(await Promise.all(events.map(async (jws) => receiptOf(await hashOf(jws))))),
    artefact: async (asked, limit, held) => {
      // It is a server of before, unless it was given what the second version of the wire has.
      if (/^(2|border)\/snapshot$/.test(asked) && !made.set.has(asked)) return 'missing'
      // It is noted under its path though it is asked for by its hash.
      let path = asked
      for (const [known, body] of made.set) {
        if (asked === `by-hash/${await sha256Base64url(body)}`) path = known
      }
      made.asked.push(path)
      const text = made.set.get(path)
      if (text === undefined) return 'missing'
      if (text.length > limit) throw new Unreachable('the answer is longer than any that is expected')
      return held === (await sha256Base64url(text)) ? 'unchanged' : { text }
    },
    handIn: async (events) => {
      made.asked.push(`hand in ${events.length}`)
      return await made.receipts(events)
    },
    feed: async (after) => {
      made.asked.push(`feed ${after}`)
      return await made.pages(after)
    },
    time: async () => null,
    witness: async () => null,
    isReplaced: async () => false,
    referrals: async () => null,
    conflicts: async () => null,
    report: async (report) => {
      made.asked.push('report')
      made.reports.push(report)
    },
  }
  return made
}

/** An answer of the server on its way to the scanner. */
export interface Reply {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

export interface MadeStation {
  readonly store: ScannerStore
  readonly enrolment: Enrolment
  /** Every call that was made: `POST /v1/crossings`. */
  readonly calls: string[]
  /** What happens on the line: by default the server answers. */
  meddle: (call: string, answer: () => Promise<Reply>) => Promise<Reply>
  readonly client: AuthorityClient
  /** The line itself. */
  readonly fetch: Fetch
  /** By whose signatures it believes the authority. */
  readonly trust: AccessOptions['trust']
  /** The same line for another device. */
  readonly clientOf: (who: { readonly device: string; readonly key: CryptoKeyPair }) => AuthorityClient
  /** What a scan works with. */
  platform(change?: Partial<Platform>): Platform
}

/** What `fetch` throws where nobody answers. */
export const NOBODY_ANSWERS = async (): Promise<never> => {
  throw new TypeError('fetch failed')
}

let stations = 0
let isServerOfBefore = false

/** For this test the servers serve the first version of the wire alone. */
export function onServerOfBefore(t: Test): void {
  isServerOfBefore = true
  t.teardown(() => {
    isServerOfBefore = false
  })
}

/** A station that is enrolled at a server of the tests, and its line to it. */
export async function stationAt(
  built: Built,
  role: ScannerRole,
  addTeardown: (close: () => Promise<void>) => void,
): Promise<MadeStation> {
  stations += 1
  const store = openStationStore(join(built.dir, `station-${stations}`, 'station.db'))
  addTeardown(() => store.close())
  const { id: device, key } = await built.enrol(role)
  const rootFingerprint = await built.publisher.rootFingerprint()
  const enrolment = enrolmentOf({ device, kid: key.kid, role, rootFingerprint })
  await store.saveEnrolment(enrolment, key.pair)
  const calls: string[] = []
  const fetch: Fetch = async (url, { method, headers, body, signal }) => {
    const path = url.slice(enrolment.server.length)
    calls.push(`${method} ${path}`)
    const reply = await station.meddle(`${method} ${path}`, async () => {
      if (isServerOfBefore && /^\/v1\/artefacts\/(2|border)\//.test(path)) return { status: 404, text: '', headers: {} }
      const answer = await built.app.inject({
        method: method as 'GET' | 'POST',
        url: path,
        headers,
        ...(body === undefined ? {} : { payload: body }),
      })
      // The server's clock is the one that the test moves, here too.
      const date = new Date(built.clock.now * 1000).toUTCString()
      return { status: answer.statusCode, text: answer.body, headers: { ...answer.headers, date } }
    })
    if (signal.aborted) throw new TypeError('fetch failed')
    const header = (name: string) => reply.headers?.[name.toLowerCase()]
    return {
      status: reply.status,
      headers: { get: (name) => (header(name) === undefined ? null : String(header(name))) },
      body: new Response(reply.text || null).body,
    }
  }
  // The library that signs the proofs has this machine's clock and no other: how far it is off it learns from the server.
  const now = () => Math.floor(Date.now() / 1000)
  const trust = async () => (await heldSet(store, VERIFY))?.trust ?? null
  const clientOf: MadeStation['clientOf'] = (who) => {
    const access = deviceAccess({ fetch, issuer: enrolment.issuer, ...who, now, trust })
    return authorityClient(fetch, enrolment.server, { id: who.device, access }, new AbortController().signal)
  }
  const client = clientOf({ device, key: key.pair })
  const station: MadeStation = {
    store,
    enrolment,
    calls,
    meddle: (_, answer) => answer(),
    client,
    fetch,
    trust,
    clientOf,
    platform: (change = {}) => ({
      store,
      enrolment,
      client,
      verify: VERIFY,
      steady: () => STEADY,
      now: () => built.clock.now,
      newId: uuidv7,
      ...change,
    }),
  }
  return station
}

/** The same set as a scanner holds it once it was accepted. */
export function asHeld(set: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...set].map(([path, body]) => [path === 'root/1' ? 'root/pinned' : path, body]))
}
