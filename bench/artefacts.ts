/** `status.lookup` and `set.verify`: the signed artefacts at a country's size, as a scanner has them. */
import { type ArtefactSet, loadSet } from '#evisa/artefact-set.ts'
import { setStatus, statusAt, VISAS_A_LIST } from '#evisa/status-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { makeWorld, NOW } from '../fixtures/made-world.ts'
import { checkByNode } from '../platform/check-signature.ts'
import { inflateBytes } from '../platform/inflate-bytes.ts'
import { rootSigned, signDraft, signSnapshot, statusDraft } from '../server/publishing/sign-artefacts.ts'
import { NO_LEDGER } from '../server/store/ledger-head.ts'
import type { PublishedArtefact } from '../server/store/publishing-store.ts'
import { signingKeys } from '../test/server/build-app.ts'
import { ownCpu } from './cpu-time.ts'
import { profiled } from './hot-spots.ts'
import { type Cost, costOf, medianCost, round, type Side } from './measure.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const TEN_MILLION = 10_000_000
const LOOKUPS = 1_000_000
const ROUNDS = 9
const PLATFORM = { inflate: inflateBytes, check: checkByNode }

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
  const named = new Map(members.map((one) => [one.path, one]))
  const about = { version: 1, ledgerEnd: NO_LEDGER, epoch: { number: 1, id: '0'.repeat(32) } }
  const snapshot = await signSnapshot(1, named, about, keys, NOW - 60)
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
  let used = 0
  const { cpu, rate } = await medianOf({
    count: LOOKUPS,
    prepare: () => () => {
      for (const { uri, place } of asked) {
        const list = statusLists.get(uri)
        if (list !== undefined && statusAt(list, place) === 'exhausted') used++
      }
    },
    cpu: () => ownCpu(),
  })
  const megabytes = [...statusLists.values()].reduce((sum, { bytes }) => sum + bytes.buffer.byteLength, 0) / 1e6
  return benchResult('status.lookup', [cpu.total, megabytes], {
    'by the clock us': round(1e6 / rate, 3),
    visas: statusLists.size * VISAS_A_LIST,
    'used up': `${Math.round((100 * used) / (ROUNDS * LOOKUPS))} %`,
  })
}

export async function setVerify(): Promise<BenchResult> {
  const time = async (visas: number) => {
    const made = await makeSet(visas)
    const { cpu, rate } = await medianOf({ count: 1, prepare: () => () => load(made), cpu: () => ownCpu() })
    return { ms: 1000 / rate, cpuMs: cpu.total / 1000, again: () => load(made) }
  }
  const million = await time(1_000_000)
  const tenMillion = await time(TEN_MILLION)
  const one = await time(1)
  return benchResult('set.verify', [million.ms], {
    'CPU ms': round(million.cpuMs, 1),
    'ms for 10,000,000 visas': round(tenMillion.ms, 1),
    'ms for one list': round(one.ms, 1),
    ...(isMet('set.verify', [million.ms]) ? {} : { 'where it goes': await profiled(million.again) }),
  })
}

async function medianOf(side: Side): Promise<Cost> {
  const costs: Cost[] = []
  for (let at = 0; at < ROUNDS; at++) costs.push(await costOf(side))
  return medianCost(costs)
}
