/** Scanners for the tests: a real station store, and a line to a server that the test may cut, slow down or forge. */
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { CrossingEvent, CrossingReceipt, LedgerPage } from '#evisa/crossing-event.ts'
import { makeWorld, NOW } from '../../fixtures/made-world.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import { type AuthorityClient, authorityClient, type Fetch } from '../../scanner-client/offline/authority-client.ts'
import type { Platform } from '../../scanner-client/offline/scanner.ts'
import type { Enrolment, HeldArtefact, ScannerRole, ScannerStore } from '../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../scanner-client/station/station-store.ts'
import type { Built } from '../server/build-app.ts'

export const WORLD = await makeWorld()

export function enrolmentOf(change: Partial<Enrolment> = {}): Enrolment {
  return {
    server: 'http://authority.test',
    device: 'booth-7',
    name: 'Booth 7',
    role: 'border',
    token: 'token',
    rootFingerprint: WORLD.rootFingerprint,
    checkpoint: 'NQZ',
    ...change,
  }
}

/** The made world's artefacts as a scanner holds them, by path; a change to undefined leaves one out. */
export function worldArtefacts(change: Readonly<Record<string, string | undefined>> = {}): HeldArtefact[] {
  const { artefacts } = WORLD
  const bodies: Record<string, string | undefined> = {
    'root/1': artefacts['root-1'],
    trust: artefacts['trust-1'],
    policy: artefacts['policy-1'],
    'status/0': artefacts['status-0'],
    ...change,
  }
  return Object.entries(bodies).flatMap(([path, body]) =>
    body === undefined ? [] : [{ path, body, etag: `"${path} ${body.length} ${body.slice(-20)}"` }],
  )
}

/** An authority of which every answer is set by the test; it keeps what was asked, in order. */
export interface MadeAuthority extends AuthorityClient {
  readonly asked: string[]
  artefacts: readonly HeldArtefact[]
  pages: (after: number) => LedgerPage | Promise<LedgerPage>
  receipts: (events: readonly CrossingEvent[]) => readonly CrossingReceipt[] | Promise<readonly CrossingReceipt[]>
}

export function madeAuthority(): MadeAuthority {
  const made: MadeAuthority = {
    asked: [],
    artefacts: worldArtefacts(),
    pages: (after) => ({ events: [], next: after, complete: true, as_of: NOW }),
    receipts: (events) => events.map(({ id }) => receiptOf(id)),
    artefact: async (path, etag) => {
      made.asked.push(path)
      const found = made.artefacts.find((artefact) => artefact.path === path)
      return found === undefined ? 'missing' : found.etag === etag ? 'unchanged' : found
    },
    handIn: async (events) => {
      made.asked.push(`hand in ${events.length}`)
      return await made.receipts(events)
    },
    feed: async (after) => {
      made.asked.push(`feed ${after}`)
      return await made.pages(after)
    },
    enrol: async () => ({ id: 'booth-7', role: 'border', token: 'token' }),
  }
  return made
}

export function receiptOf(id: string, change: Partial<CrossingReceipt> = {}): CrossingReceipt {
  return { id, result: 'stored', position: 1, entries_used: 1, over_used: false, used_by: null, ...change }
}

/** An answer of the server on its way to the scanner. */
export interface Reply {
  readonly status: number
  readonly text: string
  readonly etag: string
}

export interface MadeStation {
  readonly store: ScannerStore
  readonly enrolment: Enrolment
  /** Every call that was made: `POST /v1/crossings`. */
  readonly calls: string[]
  /** What happens on the line: by default the server answers. */
  meddle: (call: string, answer: () => Promise<Reply>) => Promise<Reply>
  readonly client: AuthorityClient
  /** What a scan works with. */
  platform(change?: Partial<Platform>): Platform
}

/** What `fetch` throws where nobody answers. */
export const NOBODY_ANSWERS = async (): Promise<never> => {
  throw new TypeError('fetch failed')
}

let stations = 0

/** A station that is enrolled at a server of the tests, and its line to it. */
export async function stationAt(
  built: Built,
  role: ScannerRole,
  addTeardown: (close: () => Promise<void>) => void,
): Promise<MadeStation> {
  stations += 1
  const store = openStationStore(join(built.dir, `station-${stations}`, 'station.db'))
  addTeardown(() => store.close())
  const { id, token } = await built.enrol(role)
  const enrolment = enrolmentOf({ device: id, role, token, rootFingerprint: built.publisher.rootFingerprint })
  await store.saveEnrolment(enrolment)
  const calls: string[] = []
  const fetch: Fetch = async (url, { method, headers, body }) => {
    const path = url.slice(enrolment.server.length)
    calls.push(`${method} ${path}`)
    const { status, text, etag } = await station.meddle(`${method} ${path}`, async () => {
      const answer = await built.app.inject({
        method: method as 'GET' | 'POST',
        url: path,
        headers,
        ...(body === undefined ? {} : { payload: body }),
      })
      return { status: answer.statusCode, text: answer.body, etag: String(answer.headers.etag ?? '') }
    })
    return { status, headers: { get: (name) => (name === 'etag' ? etag : null) }, text: async () => text }
  }
  const client = authorityClient(fetch, enrolment.server, token, new AbortController().signal)
  const station: MadeStation = {
    store,
    enrolment,
    calls,
    meddle: (_, answer) => answer(),
    client,
    platform: (change = {}) => ({
      store,
      enrolment,
      client,
      inflate: inflateBytes,
      now: () => built.clock.now,
      newId: uuidv7,
      ...change,
    }),
  }
  return station
}
