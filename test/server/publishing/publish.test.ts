import t from 'tap'
import { verifyPolicy } from '#evisa/policy.ts'
import { SNAPSHOT_LIFE_SECONDS } from '#evisa/snapshot.ts'
import { statusAt } from '#evisa/status-list.ts'
import { defaultEdition, defaultPolicy } from '../../../fixtures/default-policy.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { makePublisher, type PublisherOptions } from '../../../server/publishing/publish.ts'
import { hashOf } from '../../../server/publishing/sign-artefacts.ts'
import type { SigningKeys } from '../../../server/signing-keys.ts'
import { entryOf, voidOf } from '../../made-device.ts'
import { signingKeys } from '../build-app.ts'
import { ACT, cross, newVisa } from '../store/made-visas.ts'
import { madePublisher, snapshotOf, statusIn, textOf, WORLD } from './made-publisher.ts'

const kidOfKey = (name: string) => WORLD.keys[name]?.signer.kid ?? ''
const REGISTERS = [`register/${kidOfKey('lost')}`, `register/${kidOfKey('stolen')}`]

t.test('publishes what a scanner takes: all that its snapshot names, by path and by hash', async (t) => {
  const { running, scanner } = await madePublisher(t)
  const { publisher } = running
  t.equal(await publisher.rootFingerprint(), WORLD.rootFingerprint)
  const snapshot = await snapshotOf(publisher)
  t.match(snapshot, { version: 1, iat: NOW, exp: NOW + SNAPSHOT_LIFE_SECONDS, ledger: { position: 0 } })
  const paths = ['root/1', 'trust', 'policy', 'status/0', ...REGISTERS]
  t.same(Object.keys(snapshot.artefacts).toSorted(), paths.toSorted())
  for (const [path, { version, sha256 }] of Object.entries(snapshot.artefacts)) {
    const artefact = await publisher.artefact(path)
    t.match(artefact, { path, version, sha256, body: String })
    t.equal(hashOf(artefact?.body ?? ''), sha256, path)
    t.same(await publisher.artefactOfHash(sha256), artefact, `${path} by its hash`)
  }
  const set = await scanner().taken(NOW)
  t.match(set, { policy: { version: 1, iat: NOW }, trust: { version: 1, asOf: NOW }, snapshot: { version: 1 } })
  t.match(set.statusLists.get('urn:evisa:KAZ:status:0'), { iat: NOW, exp: NOW + 2 * DAY })
  t.same([...set.registers.keys()].toSorted(), [kidOfKey('lost'), kidOfKey('stolen')].toSorted())
})

t.test('serves nothing else', async (t) => {
  const { publisher } = (await madePublisher(t)).running
  const wrong = [
    'status/1',
    'status/00',
    'status/-1',
    'status/',
    'root/2',
    'root/pinned',
    'constructor',
    '__proto__',
    '',
  ]
  for (const path of wrong) t.equal(await publisher.artefact(path), null, path)
  for (const sha256 of ['', 'A'.repeat(43), '__proto__']) t.equal(await publisher.artefactOfHash(sha256), null, sha256)
})

t.test('does not start with what a scanner would not take, and publishes nothing of it', async (t) => {
  const { store, start } = await madePublisher(t)
  const before = await store.publishedArtefacts()
  const keys = (change: Partial<SigningKeys>): Partial<PublisherOptions> => ({
    keys: async () => ({ ...signingKeys(WORLD), ...change }),
  })
  const signs = (purpose: string, name: string) => ({ keys: async () => signingKeys(WORLD, { [purpose]: name }) })
  const { trustText, roots } = signingKeys(WORLD)
  const root = roots[0] ?? ''
  const policy = (change: object) => ({ policy: { ...defaultPolicy(), ...change } })
  const unusable = (fault: string) =>
    new RegExp(`^the policy is not usable: artefact/${fault}; compare it with fixtures/`)
  const [edition] = defaultPolicy().editions
  for (const [what, change, message] of [
    ['no root', keys({ roots: [] }), /^the root document is not usable: root\/pinned: artefact\//],
    ['a root that is none', keys({ roots: [trustText] }), /^the root document is not usable: root\/pinned: artefact\//],
    ['a root twice', keys({ roots: [root, root] }), /^the root document is not usable: root\/2: artefact\/root-gap$/],
    ['a trust list of nobody', keys({ trustText: '{}' }), /^the trust list is not usable: artefact\/format$/],
    ['a policy signed by the key for visas', signs('policy', 'visa'), unusable('key-purpose')],
    ['a policy signed by a stranger', signs('policy', 'unlisted'), unusable('key-unknown')],
    ['no checkpoints', policy({ editions: [{ ...edition, checkpoints: undefined }] }), unusable('schema')],
    ['a policy without an edition', policy({ editions: [] }), unusable('schema')],
    ['editions that do not rise', policy({ editions: [edition, edition] }), unusable('schema')],
    ['lists signed by a stolen key', signs('status', 'stolen'), /believed: (status|register)\/\S+: artefact\/key-/],
    ['a snapshot by the key for lists', signs('snapshot', 'status'), /^the snapshot .*: artefact\/key-purpose$/],
  ] as const) {
    await t.rejects(start(change as Partial<PublisherOptions>), { message }, what)
  }
  t.same(await store.publishedArtefacts(), before)
})

t.test('after a restart the same texts are served, under the same snapshot, until one is due', async (t) => {
  const { clock, store, running, start, visa } = await madePublisher(t)
  await visa()
  const revoked = await visa()
  await store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
  const snapshot = await snapshotOf(running.publisher)
  t.equal(snapshot.version, 2)
  const served = await store.publishedArtefacts()
  for (const after of [0, 1, 299]) {
    clock.now = NOW + after
    const again = await start()
    t.equal((await snapshotOf(again)).text, snapshot.text, `${after} seconds later`)
    t.same(await store.publishedArtefacts(), served)
    for (const { path, body, sha256 } of served) {
      t.equal(await textOf(again, path), body, path)
      t.equal((await again.artefactOfHash(sha256))?.body, body)
    }
    const { statusLists, snapshot: known } = await again.knowledge()
    t.equal(statusIn({ statusLists }, revoked), 'revoked')
    t.equal(known?.version, 2)
  }
  clock.now = NOW + 300
  const next = await snapshotOf(await start())
  t.match(next, { version: 3, iat: NOW + 300 })
  t.same(next.artefacts, snapshot.artefacts, 'a new snapshot of the same texts')
})

t.test('what changed while the server stood still is published when it starts', async (t) => {
  const { clock, store, running, start, visa } = await madePublisher(t)
  const [revoked, used] = [await visa(), await visa()]
  await snapshotOf(running.publisher)
  await store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
  await cross(store, entryOf(used.claims.jti))
  clock.now += 1
  const publisher = await start()
  const known = await publisher.knowledge()
  t.same([statusIn(known, revoked), statusIn(known, used)], ['revoked', 'exhausted'])
  const snapshot = await snapshotOf(publisher)
  t.match(snapshot, { version: 2, ledger: { position: 1 } })
  t.equal(snapshot.artefacts['status/0']?.version, NOW + 1)
})

t.test('the policy has a new version when its content changed, and only then', async (t) => {
  const { clock, start, scanner, running } = await madePublisher(t)
  const { taken } = scanner()
  const versionOf = async (change: object) => {
    clock.now += 1
    running.publisher = await start({ policy: defaultPolicy(change) })
    return (await taken(clock.now)).policy.version
  }
  t.equal(await versionOf({}), 1)
  t.equal(await versionOf({ exit_by_air_only: true }), 2)
  t.equal(await versionOf({ exit_by_air_only: true }), 2)
  t.equal(await versionOf({}), 3, 'back to what it was is a change too')
})

t.test('the policy is signed anew long before it runs out', async (t) => {
  const { clock, running } = await madePublisher(t)
  const { publisher } = running
  const first = await textOf(publisher, 'policy')
  clock.now = NOW + 90 * DAY - 1
  t.equal(await textOf(publisher, 'policy'), first)
  clock.now = NOW + 90 * DAY
  await snapshotOf(publisher)
  clock.now += 300
  const { trust } = await publisher.knowledge()
  if (trust === null) return t.fail('no trust list')
  const renewed = await verifyPolicy((await textOf(publisher, 'policy')) ?? '', trust)
  t.match(renewed, { ok: true, value: { version: 2 } })
  t.ok(renewed.ok && renewed.value.exp - clock.now > 364 * DAY)
})

t.test('an edition is in force from its first day in Kazakhstan', async (t) => {
  const editions = [
    { ...defaultEdition(), effective_from: '2026-11-23' },
    { ...defaultEdition(), effective_from: '2026-12-01', exit_by_air_only: true },
  ]
  const { clock, running } = await madePublisher(t, { policy: { editions } })
  const midnight = Date.UTC(2026, 10, 22, 19) / 1000
  const inForceAt = (at: number) => {
    clock.now = at
    return running.publisher.policyInForce()
  }
  t.equal(await inForceAt(midnight - 1), null, 'before the first day')
  t.match(await inForceAt(midnight), { effective_from: '2026-11-23', exit_by_air_only: false })
  t.match(await inForceAt(midnight + 8 * DAY - 1), { effective_from: '2026-11-23' })
  t.match(await inForceAt(midnight + 8 * DAY), { effective_from: '2026-12-01', exit_by_air_only: true })
  t.ok((await inForceAt(midnight))?.checkpoints.has('NQZ'))
})

t.test(
  'a snapshot is signed anew after 300 seconds; a list that did not change keeps its text for a day',
  async (t) => {
    const { clock, running, scanner, visa } = await madePublisher(t)
    const { publisher } = running
    const { taken } = scanner()
    await visa()
    const list = await textOf(publisher, 'status/0')
    const first = await snapshotOf(publisher)
    clock.now = NOW + 299
    t.equal((await snapshotOf(publisher)).text, first.text)
    clock.now = NOW + 300
    const second = await snapshotOf(publisher)
    t.match(second, { version: 2, iat: NOW + 300, exp: NOW + 300 + SNAPSHOT_LIFE_SECONDS })
    t.same(second.artefacts, first.artefacts)
    t.equal(await textOf(publisher, 'status/0'), list)
    const [held] = [...(await taken(clock.now)).statusLists.values()]
    t.match(held, { iat: NOW, asOf: NOW + 300 }, 'and yet it is as young as the snapshot')
    clock.now = NOW + DAY - 1
    await snapshotOf(publisher)
    t.equal(await textOf(publisher, 'status/0'), list)
    clock.now += 300
    t.equal((await snapshotOf(publisher)).artefacts['status/0']?.version, clock.now)
    const [renewed] = [...(await taken(clock.now)).statusLists.values()]
    t.match(renewed, { iat: clock.now, exp: clock.now + 2 * DAY })
    t.not(await textOf(publisher, 'status/0'), list)
  },
)

t.test('a revocation is in the very next snapshot, even within the second', async (t) => {
  const { store, running, scanner, visa } = await madePublisher(t)
  const { taken } = scanner()
  const one = await visa()
  t.equal(statusIn(await taken(NOW), one), 'valid')
  for (const [at, status] of (['suspended', 'valid', 'revoked'] as const).entries()) {
    await store.setVisaStatus(one.claims.jti, status, 'a test', ACT)
    const set = await taken(NOW)
    t.equal(statusIn(set, one), status)
    t.match(set.snapshot, { version: at + 2, iat: NOW })
  }
  const { version } = await snapshotOf(running.publisher)
  await store.setVisaStatus(one.claims.jti, 'revoked', 'a test', ACT)
  t.equal((await snapshotOf(running.publisher)).version, version, 'what changes nothing is not signed')
})

t.test('an entry that was used up waits for the next second, and a revocation takes it along', async (t) => {
  const { store, clock, running, scanner, visa } = await madePublisher(t)
  const { taken } = scanner()
  const [one, two, three] = [await visa(), await visa(), await visa()]
  const statuses = async () => {
    const set = await taken(clock.now)
    return [set.snapshot.version, ...[one, two, three].map((visa) => statusIn(set, visa))]
  }
  t.same(await statuses(), [1, 'valid', 'valid', 'valid'])
  await cross(store, entryOf(one.claims.jti))
  t.same(await statuses(), [1, 'valid', 'valid', 'valid'])
  const known = await running.publisher.knowledge()
  t.equal(statusIn(known, one), 'exhausted', "the server's own checks wait for nothing")
  clock.now += 1
  t.same(await statuses(), [2, 'exhausted', 'valid', 'valid'])
  await cross(store, entryOf(two.claims.jti))
  t.same(await statuses(), [2, 'exhausted', 'valid', 'valid'])
  await store.setVisaStatus(three.claims.jti, 'revoked', 'a test', ACT)
  t.same(await statuses(), [3, 'exhausted', 'exhausted', 'revoked'])
})

t.test('an entry that is given back is in the very next snapshot', async (t) => {
  const { store, clock, scanner, visa } = await madePublisher(t)
  const { taken } = scanner()
  const one = await visa()
  const entry = entryOf(one.claims.jti)
  await cross(store, entry)
  clock.now += 1
  t.equal(statusIn(await taken(clock.now), one), 'exhausted')
  await cross(store, voidOf(one.claims.jti, entry.id))
  t.equal(statusIn(await taken(clock.now), one), 'valid')
})

t.test('a list that was opened is published with the others', async (t) => {
  const { store, clock, scanner, running } = await madePublisher(t)
  const { taken } = scanner()
  await taken(NOW)
  const far = await newVisa({}, { list: 1, index: 131_071 })
  await store.recordVisas([far], ACT)
  clock.now += 1
  const set = await taken(clock.now)
  t.same([...set.statusLists.keys()], ['urn:evisa:KAZ:status:0', 'urn:evisa:KAZ:status:1'])
  t.equal(statusIn(set, far), 'valid')
  await store.setVisaStatus(far.claims.jti, 'suspended', 'a test', ACT)
  t.equal(statusIn(await taken(clock.now), far), 'suspended')
  t.equal(statusIn(await running.publisher.knowledge(), far), 'suspended')
})

t.test('knows itself by the same artefacts, with statuses and ledger as they are now', async (t) => {
  const { clock, store, running, visa } = await madePublisher(t)
  const { publisher } = running
  const one = await visa()
  clock.now = NOW + 40
  const before = await publisher.knowledge()
  t.match(before, { online: true, timeFloor: NOW, ledger: { asOf: NOW + 40 } })
  t.match(before, { trust: { version: 1 }, policy: { version: 1 }, snapshot: { version: 1 }, clockAheadOf: null })
  t.equal(statusIn(before, one), 'valid')
  const entry = entryOf(one.claims.jti)
  await cross(store, entry)
  const after = await publisher.knowledge()
  t.equal(statusIn(after, one), 'exhausted')
  t.match(await after.ledger?.crossingsOf(one.claims.jti), [{ id: entry.id }])
  const [list] = [...after.statusLists.values()]
  t.match(list, { asOf: NOW + 40, iat: NOW + 40 }, 'its lists are of this moment')
  t.equal(after.snapshot?.version, 1, 'for that nothing needed to be signed')
  const far = await newVisa({}, { list: 1 })
  await store.recordVisas([far], ACT)
  t.equal(statusIn(await publisher.knowledge(), far), 'valid', 'of a list that was opened within the second, too')
  clock.now += 10
  for (const { asOf } of (await publisher.knowledge()).statusLists.values()) t.equal(asOf, NOW + 50)
  clock.now = NOW + 3601
  t.equal((await publisher.knowledge()).snapshot?.version, 2, 'where nobody asks it signs by itself, every hour')
})

t.test('what was asked for before a change never stands in for what came after it', async (t) => {
  const { store, running, scanner, visa } = await madePublisher(t)
  const { publisher } = running
  const visas = await Promise.all(Array.from({ length: 10 }, () => visa()))
  const asked: Promise<unknown>[] = []
  for (const one of visas) {
    asked.push(publisher.artefact('snapshot'), publisher.artefact('status/0'))
    await store.setVisaStatus(one.claims.jti, 'suspended', 'a test', ACT)
    const list = publisher.artefact('status/0')
    asked.push(list)
    if (one === visas.at(-1)) await list
  }
  const set = await scanner().taken(NOW)
  for (const one of visas) t.equal(statusIn(set, one), 'suspended')
  await Promise.all(asked)
  const [list] = [...set.statusLists.values()]
  t.equal(list && visas.every(({ claims }) => statusAt(list, claims.status.status_list.idx) === 'suspended'), true)
})

t.test('a clock that is set back takes nothing back, and keeps nothing from being published', async (t) => {
  const { store, clock, running, start, scanner, visa } = await madePublisher(t)
  const { taken } = scanner()
  const [revoked, used] = [await visa(), await visa()]
  clock.now = NOW + 1000
  const first = await taken(clock.now)
  clock.now = NOW - 7200
  t.equal((await snapshotOf(running.publisher)).text, first.snapshot.text)
  await store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
  const second = await taken(clock.now)
  t.match(second.snapshot, { version: first.snapshot.version + 1, iat: NOW + 1000 })
  t.equal(statusIn(second, revoked), 'revoked')
  await cross(store, entryOf(used.claims.jti))
  clock.now += 1
  const third = await taken(clock.now)
  t.equal(statusIn(third, used), 'exhausted', 'an hour is too long to wait for the clock')
  t.equal(third.snapshot.iat, NOW + 1000)
  const known = await running.publisher.knowledge()
  t.match([known.timeFloor, ...[...known.statusLists.values()].map(({ asOf }) => asOf)], [NOW + 1000, NOW + 1000])

  running.publisher = await start()
  t.equal((await taken(clock.now)).snapshot.text, third.snapshot.text, 'nor does a restart')
  clock.now = NOW + 1301
  t.match(await taken(clock.now), { snapshot: { iat: NOW + 1301 } })
})

t.test('a key that may sign no longer ends publishing, and says which', async (t) => {
  for (const purpose of ['status', 'snapshot', 'policy'] as const) {
    const { clock, keys, running, scanner } = await madePublisher(t)
    const { publisher } = running
    const held = await scanner().taken(NOW)
    const { key } = keys.current
    keys.current = { ...keys.current, key: (asked, at) => (asked === purpose ? null : key(asked, at)) }
    const failure = { name: 'NoSigningKey', message: `no ${purpose} key may sign now: see keys/README.md` }
    clock.now += 300
    await t.rejects(publisher.artefact('snapshot'), failure)
    t.equal((await publisher.artefactOfHash(hashOf(held.snapshot.text)))?.body, held.snapshot.text)
    keys.current = { ...keys.current, key }
    t.equal((await snapshotOf(publisher)).version, 2, 'once there is one again')
  }
})

t.test('throws where it was never able to publish', async (t) => {
  const { options } = await madePublisher(t)
  const store = {
    ...options.store,
    publish: async () => {
      throw new Error('the disk is full')
    },
  }
  const policy = defaultPolicy({ exit_by_air_only: true })
  await t.rejects(makePublisher({ ...options, policy, store }), { message: 'the disk is full' })
})
