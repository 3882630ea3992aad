import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { ArtefactSet } from '#evisa/artefact-set.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { heldSet } from '../../../scanner-client/offline/held-knowledge.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { takeSet, UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { heldBy, hold } from '../held-by-hand.ts'
import { asHeld, enrol, enrolmentOf, STEADY, VERIFY, WORLD, worldSet } from '../made-station.ts'
import type { CrashUpdate } from './crash-update.ts'
import { rotatedSet } from './rotated-world.ts'

const rotated = await rotatedSet()
const offering = (set: ReadonlyMap<string, string>) => async (path: string) => set.get(path) ?? null
const take = (store: ScannerStore, set: ReadonlyMap<string, string>, now = NOW) =>
  takeSet(store, enrolmentOf(), offering(set), { verify: VERIFY, now, steady: STEADY })

async function stationAt(t: Test, file = join(t.testdir(), 'station.db')): Promise<ScannerStore> {
  const store = openStationStore(file)
  t.teardown(() => store.close())
  await enrol(store)
  await hold(store, await worldSet(), NOW - 300)
  return store
}

t.test('walks the roots, goes over to the new set, and drops what is no longer named', async (t) => {
  const store = await stationAt(t)
  t.equal(await take(store, rotated), 3)
  t.same(await store.clockAnchor(), { signedTime: NOW - 100, steady: STEADY })
  t.same(await heldBy(store), asHeld(rotated))
  t.match(await heldSet(store, VERIFY), { snapshot: { version: 10 }, trust: { version: 2, rootVersion: 3 } })
  t.equal(await store.timeFloor(), NOW - 100)
})

t.test('the same set again is nothing new', async (t) => {
  const store = await stationAt(t)
  t.equal(await take(store, await worldSet()), 0)
})

t.test('each root that was walked to is kept, though the rest was refused; what was held goes on', async (t) => {
  const store = await stationAt(t)
  const { trust } = Object.fromEntries(await worldSet())
  const mixed = new Map(rotated).set('trust', trust ?? '')
  await t.rejects(take(store, mixed), { name: 'UntrustedData', message: /^trust: artefact\// })
  t.same(await heldBy(store), {
    ...asHeld(await worldSet()),
    'root/2': rotated.get('root/2'),
    'root/3': rotated.get('root/3'),
  })
  t.match(await heldSet(store, VERIFY), { snapshot: { version: 9 }, trust: { version: 1, rootVersion: 1 } })
  // A new program, which verifies what it finds: the held list stands on the root that it was accepted under.
  const file = join(t.testdirName, 'station.db')
  const again = openStationStore(file)
  t.teardown(() => again.close())
  t.match(await heldSet(again, VERIFY), { snapshot: { version: 9 }, trust: { version: 1, rootVersion: 1 } })
  await take(again, rotated)
  t.same(await heldBy(again), asHeld(rotated))
})

t.test('a list of the old root is not taken once there is a newer root', async (t) => {
  const store = await stationAt(t)
  const bodies = Object.fromEntries(await worldSet())
  const set = await worldSet(
    { 'root/2': rotated.get('root/2'), 'root/3': rotated.get('root/3'), trust: bodies.trust },
    { version: 11 },
  )
  await t.rejects(take(store, set), new UntrustedData('trust: artefact/threshold'))
  t.match(await heldSet(store, VERIFY), { snapshot: { version: 9 } })
})

t.test('two programs of one scanner: the newer set stays, whoever is last', async (t) => {
  const store = await stationAt(t)
  const other = openStationStore(join(t.testdirName, 'station.db'))
  t.teardown(() => other.close())
  const slow = async (path: string) => {
    // While this one is still reading, the other takes the newer set.
    if (path === 'policy') await take(other, await worldSet({}, { version: 12, iat: NOW - 50 }))
    return (await worldSet({ policy: WORLD.artefacts['policy-strict'] }, { version: 11 })).get(path) ?? null
  }
  await t.rejects(takeSet(store, enrolmentOf(), slow, { verify: VERIFY, now: NOW, steady: null }), {
    message: 'snapshot: artefact/rollback (older than what is held)',
  })
  t.match(await heldSet(store, VERIFY), { snapshot: { version: 12 }, policy: { version: 1 } })
})

t.test('tells the genuine time of a snapshot that is far ahead of the clock', async (t) => {
  const store = await stationAt(t)
  const ahead = await worldSet({}, { version: 10, iat: NOW + 2 * 86_400 })
  const error = await take(store, ahead).catch((error: unknown) => error)
  t.ok(error instanceof UntrustedData)
  t.equal((error as UntrustedData).signedTime, NOW + 2 * 86_400)
  t.match((error as Error).message, /artefact\/fast-forward.*set the clock/)
  t.equal(await store.timeFloor(), NOW - 300)
})

/** What storage holds after a crash: the old set or the new one, whole. */
async function heldAfterCrash(t: Test, file: string, where: string): Promise<'old' | 'new'> {
  const store = openStationStore(file)
  try {
    const set = await heldSet(store, VERIFY)
    if (set === null) throw new Error(`${where}: nothing is held`)
    const held = await heldBy(store)
    const isNew = set.snapshot.version === 10
    const { 'root/2': _, 'root/3': __, ...members } = held
    const expected = asHeld(isNew ? rotated : await worldSet())
    const { 'root/2': ___, 'root/3': ____, ...expectedMembers } = expected
    t.same(members, expectedMembers, `${where}: no mixture`)
    t.equal(await store.timeFloor(), isNew ? NOW - 100 : NOW - 300, where)
    await checkHashes(store, set)
    // And the update that was cut off can be done again.
    await take(store, rotated)
    t.match(await heldSet(store, VERIFY), { snapshot: { version: 10 } })
    return isNew ? 'new' : 'old'
  } finally {
    await store.close()
  }
}

async function checkHashes(store: ScannerStore, { snapshot }: ArtefactSet): Promise<void> {
  for (const [path, { sha256 }] of Object.entries(snapshot.artefacts)) {
    const held = await store.artefact(path === 'root/1' ? 'root/pinned' : path)
    if (held === null || (await sha256Base64url(held.body)) !== sha256) throw new Error(`${path} is another`)
  }
}

t.test('killed at every write of an update: the old set or the new one, never a mixture, never none', async (t) => {
  const script = new URL('crash-update.ts', import.meta.url).pathname
  const dir = t.testdir()
  const update = join(dir, 'update.json')
  const { rootFingerprint } = WORLD
  const crashing: CrashUpdate = { rootFingerprint, set: Object.fromEntries(rotated), now: NOW, steady: STEADY }
  writeFileSync(update, JSON.stringify(crashing))
  const seen: string[] = []
  for (let point = 1; ; point++) {
    const file = join(dir, `station-${point}.db`)
    const store = openStationStore(file)
    await enrol(store)
    await hold(store, await worldSet(), NOW - 300)
    await store.close()
    const child = spawn(process.execPath, [script, file, String(point), update], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    const [code, signal] = await once(child, 'close')
    if (out === 'done') {
      t.equal(code, 0)
      break
    }
    t.equal(signal, 'SIGKILL', `write ${point}`)
    seen.push(await heldAfterCrash(t, file, `write ${point}`))
    if (point > 50) throw new Error('an update of so many writes was not expected')
  }
  t.ok(seen.length >= 6, `${seen.length} crash points`)
  t.same(new Set(seen), new Set(['old']), 'until the commit all of it is the old one')
})

t.test('a power cut at every page of the log: the old set or the new one', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'station.db')
  const store = openStationStore(file)
  await enrol(store)
  await hold(store, await worldSet(), NOW - 300)
  await store.close()
  // A second connection keeps the log from being folded into the file when the first one closes.
  const reader = openStationStore(file)
  const writer = openStationStore(file)
  await take(writer, rotated)
  const log = readFileSync(`${file}-wal`)
  const whole = join(dir, 'whole.db')
  copyFileSync(file, whole)
  await writer.close()
  await reader.close()
  const [header, pageSize] = [32, log.readUInt32BE(8)]
  const frames = Math.floor((log.length - header) / (pageSize + 24))
  t.ok(frames > 4, `${frames} frames`)
  const seen: string[] = []
  for (let frame = 0; frame <= frames; frame++) {
    const ends = [header + frame * (pageSize + 24)]
    // It also ends in the middle of a page: what is torn counts as not written.
    if (frame < frames) ends.push(header + frame * (pageSize + 24) + pageSize / 2)
    for (const end of ends) {
      const cut = join(dir, `cut-${end}.db`)
      copyFileSync(whole, cut)
      writeFileSync(`${cut}-wal`, log.subarray(0, end))
      seen.push(await heldAfterCrash(t, cut, `byte ${end}`))
    }
  }
  t.ok(existsSync(whole))
  t.equal(seen[0], 'old')
  t.equal(seen.at(-1), 'new')
  t.same(seen, [...seen].sort().reverse(), 'old until one moment, new from then on')
})
