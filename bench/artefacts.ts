/** The signed artefacts at a country's size: looking a status up, verifying a whole set, publishing, refreshing. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fetch } from 'undici'
import { type ArtefactSet, loadSet } from '#evisa/artefact-set.ts'
import { setStatus, statusAt, VISAS_A_LIST } from '#evisa/status-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { defaultPolicy } from '../fixtures/default-policy.ts'
import { makeWorld, NOW, type World } from '../fixtures/made-world.ts'
import { signCompact } from '../keys/signer.ts'
import { checkByNode } from '../platform/check-signature.ts'
import { inflateBytes } from '../platform/inflate-bytes.ts'
import { hashToken, makeToken } from '../server/access/token-text.ts'
import { buildApp } from '../server/app.ts'
import { hourlyAuditCheckpoints } from '../server/audit/audit-checkpoints.ts'
import { makeLogger } from '../server/operation/log-event.ts'
import { makePublisher } from '../server/publishing/publish.ts'
import { rootSigned, signDraft, signSnapshot, statusDraft } from '../server/publishing/sign-artefacts.ts'
import type { SigningKeys } from '../server/signing-keys.ts'
import type { PublishedArtefact } from '../server/store/publishing-store.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import { makeDocumentMaker } from '../server/visa-document/document-maker.ts'
import { type BenchResult, median, round } from './measure.ts'
import { makeMillion } from './million-visas.ts'

const TEN_MILLION = 10_000_000
const LOOKUPS = 1_000_000
const PLATFORM = { inflate: inflateBytes, check: checkByNode }

function signingKeys(world: World): SigningKeys {
  return {
    roots: [world.artefacts['root-1'] ?? ''],
    trustText: world.artefacts['trust-1'] ?? '',
    fault: null,
    key: (purpose) => {
      const signer = world.keys[purpose]?.signer
      if (signer === undefined) return null
      const sign = (typ: string, payload: unknown) => signCompact(signer, typ, payload)
      return { kid: signer.kid, signUntil: NOW + 1e7, verifyUntil: NOW + 1e8, sign }
    },
  }
}

/** A set for so many visas, of which half are used up and one in a hundred is revoked. */
async function makeSet(visas: number): Promise<{ texts: Map<string, string>; fingerprint: string }> {
  const world = await makeWorld()
  const keys = signingKeys(world)
  const members: PublishedArtefact[] = [
    rootSigned('root/1', 1, NOW, world.artefacts['root-1'] ?? ''),
    rootSigned('trust', 1, NOW, world.artefacts['trust-1'] ?? ''),
    rootSigned('policy', 1, NOW, world.artefacts['policy-1'] ?? ''),
  ]
  for (let list = 0; list * VISAS_A_LIST < visas; list++) {
    const bytes = new Uint8Array(VISAS_A_LIST / 4)
    for (let place = 0; place < VISAS_A_LIST; place++) {
      const dice = Math.random()
      if (dice < 0.5) setStatus(bytes, place, dice < 0.01 ? 'revoked' : 'exhausted')
    }
    members.push(await signDraft(statusDraft(list, bytes, false), keys, NOW - 600, undefined))
  }
  const snapshot = await signSnapshot(members, 0, keys, NOW - 60, undefined)
  const texts = new Map([...members, snapshot].map(({ path, body }) => [path, body]))
  return { texts: texts.set('root/pinned', texts.get('root/1') ?? ''), fingerprint: world.rootFingerprint }
}

async function load({ texts, fingerprint }: Awaited<ReturnType<typeof makeSet>>): Promise<ArtefactSet> {
  // The pinned root is the first one: none follows it.
  const set = await loadSet(async (path) => texts.get(path) ?? null, fingerprint, PLATFORM)
  if (!set.ok) throw new Error(`${set.error.path}: ${set.error.fault}`)
  return set.value
}

export async function statusLookup(): Promise<BenchResult> {
  const made = await makeSet(TEN_MILLION)
  const { statusLists } = await load(made)
  const uris = Array.from({ length: statusLists.size }, (_, list) => `${STATUS_LIST_URN}${list}`)
  const asked = Array.from({ length: LOOKUPS }, () => ({
    uri: uris[Math.floor(Math.random() * uris.length)] ?? '',
    place: Math.floor(Math.random() * VISAS_A_LIST),
  }))
  const times: number[] = []
  let used = 0
  for (let run = 0; run < 9; run++) {
    const from = performance.now()
    for (const { uri, place } of asked) {
      const list = statusLists.get(uri)
      if (list !== undefined && statusAt(list, place) === 'exhausted') used++
    }
    times.push(performance.now() - from)
  }
  const microseconds = (median(times) * 1000) / LOOKUPS
  const megabytes = [...statusLists.values()].reduce((sum, { bytes }) => sum + bytes.buffer.byteLength, 0) / 1e6
  return {
    name: 'status.lookup',
    value: round(microseconds, 3),
    unit: 'us a lookup',
    target: '<= 1 us, <= 2.6 MB held',
    met: microseconds <= 1 && megabytes <= 2.6,
    details: {
      'MB held': round(megabytes, 2),
      visas: statusLists.size * VISAS_A_LIST,
      'used up': `${Math.round((100 * used) / (9 * LOOKUPS))} %`,
    },
  }
}

export async function setVerify(): Promise<BenchResult> {
  const time = async (visas: number) => {
    const made = await makeSet(visas)
    const times: number[] = []
    for (let run = 0; run < 9; run++) {
      const from = performance.now()
      await load(made)
      times.push(performance.now() - from)
    }
    return round(median(times), 1)
  }
  const million = await time(1_000_000)
  return {
    name: 'set.verify',
    value: million,
    unit: 'ms for a full set, 1,000,000 visas',
    target: '<= 50 ms',
    met: million <= 50,
    details: { 'ms for 10,000,000 visas': await time(TEN_MILLION), 'ms for one list': await time(1) },
  }
}

export async function publishMillion(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const world = await makeWorld()
  const store = openSqliteStore(join(folder, 'authority.db'))
  try {
    makeMillion(join(folder, 'authority.db'), world.keys.stolen?.signer.kid ?? '')
    const keys = signingKeys(world)
    const clock = { now: NOW }
    const from = performance.now()
    const publisher = await makePublisher({
      keys: async () => keys,
      policy: defaultPolicy(),
      store,
      now: () => clock.now,
      afterPublish: hourlyAuditCheckpoints(store),
    })
    const everything = (performance.now() - from) / 1000
    const snapshot = await publisher.artefact('snapshot')
    const register = await publisher.artefact(`register/${world.keys.stolen?.signer.kid}`)
    clock.now += 300
    const again = performance.now()
    await publisher.refresh()
    const unchanged = performance.now() - again
    const refresh = await refreshOnce(publisher, store, keys, () => clock.now)
    return {
      name: 'publish.million',
      value: round(everything),
      unit: 's, 1,000,000 visas, everything signed anew',
      target: '<= 5 s',
      met: everything <= 5,
      details: {
        'MB register of 1,000,000': round((register?.body.length ?? 0) / 1e6, 1),
        'kB snapshot': round((snapshot?.body.length ?? 0) / 1000, 1),
        'ms next snapshot, nothing changed': round(unchanged, 1),
        ...refresh,
      },
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

/** What a scanner pays that asks and finds nothing new. */
async function refreshOnce(
  publisher: Awaited<ReturnType<typeof makePublisher>>,
  store: ReturnType<typeof openSqliteStore>,
  keys: SigningKeys,
  now: () => number,
): Promise<Record<string, number | string>> {
  const app = await buildApp({
    documents: makeDocumentMaker(publisher.policyOn),
    store,
    publisher,
    keys: async () => keys,
    now,
    qrPrefix: 'EV1:',
    authorityTokenHash: hashToken(makeToken()),
    publicUrl: () => 'http://127.0.0.1',
    callsPerMinute: { device: 1e6, stranger: 1e6 },
    trustProxy: false,
    demoVisas: [],
    logger: makeLogger('silent', { write: () => undefined }),
  })
  try {
    const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/v1/artefacts/snapshot`
    const tag = (await fetch(url)).headers.get('etag') ?? ''
    const times: number[] = []
    let status = 0
    for (let run = 0; run < 50; run++) {
      const from = performance.now()
      const answer = await fetch(url, { headers: { 'if-none-match': tag } })
      await answer.text()
      status = answer.status
      times.push(performance.now() - from)
    }
    return { 'refresh with nothing new': `one request, ${status}, ${round(median(times), 1)} ms` }
  } finally {
    await app.close()
  }
}
