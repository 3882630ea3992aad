import t from 'tap'
import { type ArtefactSet, loadRoots, loadSet, PINNED_ROOT_PATH, type ReadArtefact } from '#evisa/artefact-set.ts'
import { type Accepted, acceptSet, highestSignedTime, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import type { Result } from '#evisa/result.ts'
import type { Root } from '#evisa/root.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { type Attack, CONTROL, TUF_ATTACKS } from '../../fixtures/attacks/attack.ts'
import {
  asHeld,
  HELD,
  HELD_AT,
  NEXT,
  publish,
  type Recipe,
  ROOT_FINGERPRINT,
  ROTATED_TWICE,
} from '../../fixtures/attacks/attacked-sets.ts'
import { ATTACKS, type PreparedAttack, prepare } from '../../fixtures/attacks.ts'
import { NOW } from '../../fixtures/made-world.ts'
import { inflate, makeKnowledge, unwrap } from '../made.ts'

const PLATFORM = { inflate }

/** A storage in memory, and what the device makes of an offer that comes to it. */
async function device({ held, rootFingerprint, now, timeFloor, offered }: PreparedAttack) {
  const storage = new Map(Object.entries(held ?? {}))
  const stored: ReadArtefact = async (path) => storage.get(path) ?? null
  const set = held === null ? null : unwrap(await loadSet(stored, rootFingerprint, PLATFORM))
  const roots = await loadRoots(stored, rootFingerprint)
  const asked: string[] = []
  const fresh = new Map<string, string>()
  const read: ReadArtefact = async (path, sha256) => {
    const known = sha256 === null ? undefined : storage.get(path)
    if (known !== undefined && (await sha256Base64url(known)) === sha256) return known
    asked.push(path)
    const text = await offered(path, sha256)
    if (text !== null) fresh.set(path, text)
    return text
  }
  const saved: string[] = []
  const saveRoot = async (path: string, text: string) => {
    saved.push(path)
    storage.set(path, text)
  }
  const take = () =>
    acceptSet(
      { held: set, roots: roots.ok ? roots.value : [], rootFingerprint, timeFloor, now, read, saveRoot },
      PLATFORM,
    )
  return { storage, stored, set, asked, fresh, saved, take }
}

/** All that a set says, as a text: what changed within it would show. */
function said(set: ArtefactSet | null): string {
  return JSON.stringify(plain(set))
}

// A replacer would be given a list of a million bits as an array of numbers.
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64url')
  if (value instanceof Map) return [...value].map(plain)
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}

/** What is the same whether or not further roots were walked to since. */
function comparable(set: ArtefactSet): string {
  return said({ ...set, roots: [], trust: { ...set.trust, rootVersion: 0 } })
}

/** What a refusal comes to; an acceptance as the version of the snapshot that was taken. */
function outcomeOf(result: Result<Accepted, object>): object {
  if (!result.ok) return result.error
  return { accepted: result.value.set.snapshot.version, timeFloor: result.value.timeFloor }
}

for (const attack of ATTACKS) {
  const { expected } = attack
  const what = 'accepted' in expected ? 'takes' : `refuses (${expected.fault})`
  t.test(`${what}: ${attack.attack}`, async (t) => {
    const prepared = await prepare(attack)
    const { storage, stored, set, saved, fresh, take } = await device(prepared)
    const before = said(set)
    const result = await take()
    t.same(outcomeOf(result), expected)
    t.equal(said(set), before, 'what is held is untouched')
    t.same(saved, prepared.rootsSaved, 'the roots that were walked to are saved, one by one')
    const roots = saved.length === 0 && set === null ? null : unwrap(await loadRoots(stored, ROOT_FINGERPRINT))
    if (saved.some((path) => path !== PINNED_ROOT_PATH)) {
      t.equal(`root/${roots?.at(-1)?.version}`, saved.at(-1), 'each of them is genuine')
    }
    if (!result.ok) {
      const again = set === null ? null : unwrap(await loadSet(stored, ROOT_FINGERPRINT, PLATFORM))
      t.equal(again && comparable(again), set && comparable(set), 'and what is held still loads')
      return
    }
    for (const [path, text] of fresh) if (!path.startsWith('root/')) storage.set(path, text)
    for (const path of storage.keys()) {
      const isKept = path.startsWith('root/') || path === SNAPSHOT_PATH || path in result.value.set.snapshot.artefacts
      if (!isKept) storage.delete(path)
    }
    const loaded = unwrap(await loadSet(stored, ROOT_FINGERPRINT, PLATFORM))
    t.equal(comparable(loaded), comparable(result.value.set), 'what was taken is what storage gives back')
    t.same(
      loaded.roots.map(({ version }) => version),
      result.value.set.roots.map(({ version }) => version),
    )
  })
}

t.test('every attack that TUF names is tried, under a sentence of its own, and so is what must be taken', async (t) => {
  const rows = new Map<string, readonly Attack[]>(Object.entries(Object.groupBy(ATTACKS, ({ tuf }) => tuf)))
  for (const name of TUF_ATTACKS) t.ok((rows.get(name)?.length ?? 0) >= 2, `${name}: ${rows.get(name)?.length}`)
  const tried = ATTACKS.filter(({ tuf }) => tuf !== CONTROL)
  t.ok(tried.length >= 50, `${tried.length} attacks`)
  t.ok(tried.every(({ expected }) => 'fault' in expected))
  t.ok(rows.get(CONTROL)?.every(({ expected }) => 'accepted' in expected))
  t.equal(new Set(ATTACKS.map(({ attack }) => attack)).size, ATTACKS.length)
})

const newer = (): Attack => ({
  attack: 'the newer set',
  tuf: CONTROL,
  offer: () => publish(NEXT),
  expected: { accepted: 100, timeFloor: NOW },
})

t.test('asks for nothing that the set does not name', async (t) => {
  const row = ATTACKS.find(({ attack }) => attack === 'files beside the set, which nobody asked for')
  if (row === undefined) throw new Error('the row is missing')
  const { asked, take } = await device(await prepare(row))
  await take()
  t.same(new Set(asked), new Set(Object.keys(NEXT).filter((path) => path !== 'root/1')))
})

t.test('a fetch that breaks off ends it, and only the roots walked to so far were saved', async (t) => {
  const prepared = await prepare({ ...newer(), offer: () => publish(ROTATED_TWICE) })
  for (const [breaksAt, roots] of [
    [SNAPSHOT_PATH, []],
    ['root/3', ['root/2']],
    ['trust', ['root/2', 'root/3']],
    ['status/1', ['root/2', 'root/3']],
  ] as const) {
    const offered: ReadArtefact = async (path, sha256) => {
      if (path === breaksAt) throw new Error('the network is gone')
      return prepared.offered(path, sha256)
    }
    const { set, saved, take } = await device({ ...prepared, offered })
    const before = said(set)
    await t.rejects(take(), new Error('the network is gone'), breaksAt)
    t.equal(said(set), before)
    t.same(saved, roots)
  }
})

t.test('a root that could not be saved is not walked past', async (t) => {
  const prepared = await prepare({ ...newer(), offer: () => publish(ROTATED_TWICE) })
  const stored: ReadArtefact = async (path) => prepared.held?.[path] ?? null
  const roots: readonly Root[] = unwrap(await loadRoots(stored, ROOT_FINGERPRINT))
  const asked: string[] = []
  const read: ReadArtefact = async (path, sha256) => {
    asked.push(path)
    return prepared.offered(path, sha256)
  }
  const saveRoot = async () => {
    throw new Error('the disk is full')
  }
  await t.rejects(acceptSet({ ...prepared, held: null, roots, read, saveRoot }, PLATFORM), {
    message: 'the disk is full',
  })
  t.same(asked, [SNAPSHOT_PATH, 'root/2'])
})

t.test('only what is new is verified: a member that is held under the same trust list is taken over', async (t) => {
  const { set, asked, take } = await device(
    await prepare({ ...newer(), offer: () => publish({ ...HELD, snapshot: NEXT.snapshot as Recipe }) }),
  )
  const taken = unwrap(await take())
  t.same(asked, [SNAPSHOT_PATH])
  t.equal(taken.set.policy, set?.policy)
  t.equal([...taken.set.registers.values()][0], [...(set?.registers.values() ?? [])][0])
  for (const list of taken.set.statusLists.values()) t.equal(list.asOf, NOW - 600, 'and is as young as the snapshot')
  t.equal(taken.set.trust.asOf, NOW - 600)
})

t.test('says whether it recovered from a thief of the snapshot key', async (t) => {
  for (const attack of ATTACKS.filter(({ tuf }) => tuf === CONTROL)) {
    const { take } = await device(await prepare(attack))
    t.equal(unwrap(await take()).recovered, attack.attack.startsWith('recovery: '), attack.attack)
  }
})

t.test('the highest signed time is that of the youngest artefact', async (t) => {
  const stored = await asHeld(HELD)
  const set = unwrap(await loadSet(async (path) => stored[path] ?? null, ROOT_FINGERPRINT, PLATFORM))
  t.equal(highestSignedTime(set), HELD_AT)
  for (const name of ['trust', 'policy', 'snapshot'] as const) {
    t.equal(highestSignedTime({ ...set, [name]: { ...set[name], iat: NOW } }), NOW, name)
  }
  const lists = [...set.statusLists].map(([uri, list], at) => [uri, at === 1 ? { ...list, iat: NOW } : list] as const)
  t.equal(highestSignedTime({ ...set, statusLists: new Map(lists) }), NOW, 'a status list')
  t.equal(highestSignedTime({ ...set, statusLists: new Map() }), HELD_AT, 'without a list')
})

t.test('nothing known clears nobody: there is no key, no policy and no ledger', async (t) => {
  t.match(NOTHING_KNOWN, { trust: null, policy: null, snapshot: null, ledger: null, online: false, timeFloor: 0 })
  t.equal(NOTHING_KNOWN.statusLists.size + NOTHING_KNOWN.registers.size, 0)
  t.match(await makeKnowledge(), { trust: { version: 7 } })
})
