import { join } from 'node:path'
import t, { type Test } from 'tap'
import { verifyPolicy } from '#evisa/policy.ts'
import { verifyPinnedRoot } from '#evisa/root.ts'
import { statusAt, verifyStatusList } from '#evisa/status-list.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { defaultPolicy } from '../../fixtures/default-policy.ts'
import { makeWorld, NOW } from '../../fixtures/made-world.ts'
import { signCompact } from '../../keys/signer.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import { makePublisher, type PublisherOptions } from '../../server/publish.ts'
import { openSqliteStore } from '../../server/store/sqlite-store.ts'
import { event, newVisa } from './store/store-contract.ts'

const world = await makeWorld()
const signWith = (name: string) => (typ: string, payload: unknown) => {
  const key = world.keys[name]
  if (key === undefined) throw new RangeError(name)
  return signCompact(key.signer, typ, payload)
}
const rootText = world.artefacts['root-1'] ?? ''
const trustText = world.artefacts['trust-1'] ?? ''
const root = await verifyPinnedRoot(rootText, world.rootFingerprint)
const trust = root.ok ? await verifyTrustList(trustText, root.value) : root
if (!trust.ok) throw new Error(trust.error)

function options(t: Test, change: Partial<PublisherOptions> = {}) {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const clock = { now: NOW }
  const signPolicy = signWith('policy')
  const signStatus = signWith('status')
  const policy = defaultPolicy()
  return { clock, rootText, trustText, policy, signPolicy, signStatus, store, now: () => clock.now, ...change }
}

t.test('publishes what a scanner takes', async (t) => {
  const publisher = await makePublisher(options(t))
  t.equal(publisher.rootFingerprint, world.rootFingerprint)
  t.match(await publisher.artefact('root/1'), { body: rootText, contentType: 'application/jose+json' })
  t.match(await publisher.artefact('trust'), { body: trustText })
  const policy = await publisher.artefact('policy')
  t.match(await verifyPolicy(policy?.body ?? '', trust.value), { ok: true, value: { version: 1, iat: NOW } })
  const list = await publisher.artefact('status/0')
  t.equal(list?.contentType, 'application/statuslist+jwt')
  t.match(await verifyStatusList(list?.body ?? '', trust.value, inflateBytes), {
    ok: true,
    value: { uri: 'urn:evisa:KAZ:status:0', iat: NOW, exp: NOW + 48 * 3600 },
  })
  for (const path of ['status/1', 'status/00', 'status/-1', 'status/', 'root/2', 'constructor', '__proto__', '']) {
    t.equal(await publisher.artefact(path), null, path)
  }
})

t.test('does not start with what a scanner would not take', async (t) => {
  for (const [what, change, message] of [
    ['a root that is none', { rootText: trustText }, /^the root document is not usable: artefact\//],
    ['a trust list of nobody', { trustText: rootText }, /^the trust list is not usable: artefact\//],
    ['a policy signed by the key for visas', { signPolicy: signWith('visa') }, /policy is not usable: .*key-purpose/],
    ['a policy signed by a stranger', { signPolicy: signWith('unlisted') }, /policy is not usable: .*key-unknown/],
    ['a policy without checkpoints', { policy: { ...defaultPolicy(), checkpoints: undefined } }, /artefact\/schema/],
    ['lists signed by the key for policies', { signStatus: signWith('policy') }, /status lists .*key-purpose/],
    ['lists signed by a stolen key', { signStatus: signWith('stolen') }, /status lists are not usable: artefact\//],
  ] as const) {
    await t.rejects(makePublisher({ ...options(t), ...change } as PublisherOptions), { message }, what)
  }
})

t.test('the policy has a new version when its content changed, and only then', async (t) => {
  const given = options(t)
  const versionOf = async (change: object) =>
    (await makePublisher({ ...given, policy: { ...defaultPolicy(), ...change } })).policy.version
  t.equal(await versionOf({}), 1)
  t.equal(await versionOf({}), 1)
  t.equal(await versionOf({ exit_by_air_only: true }), 2)
  t.equal(await versionOf({}), 3)
})

t.test('a list is signed anew when it changed, and after 300 seconds', async (t) => {
  const { clock, ...given } = options(t)
  const publisher = await makePublisher(given)
  const visa = await newVisa()
  await given.store.recordVisas([visa])
  const { uri, idx } = visa.claims.status.status_list
  const tag = async () => (await publisher.artefact('status/0'))?.etag
  const iatOf = async () => {
    const list = await verifyStatusList((await publisher.artefact('status/0'))?.body ?? '', trust.value, inflateBytes)
    return list.ok ? [list.value.iat - NOW, statusAt(list.value, idx)] : list.error
  }
  const first = await tag()
  clock.now = NOW + 299
  t.equal(await tag(), first)
  t.same(await iatOf(), [0, 'valid'])
  clock.now = NOW + 300
  t.same(await iatOf(), [300, 'valid'])
  await given.store.setVisaStatus(visa.claims.jti, 'revoked', 'because', clock.now)
  publisher.statusChanged(uri)
  t.same(await iatOf(), [300, 'revoked'], 'at once, within the same second')
})

t.test('knows itself by the same lists, and by the ledger', async (t) => {
  const { clock, ...given } = options(t)
  const publisher = await makePublisher(given)
  const visa = await newVisa()
  await given.store.recordVisas([visa])
  const entry = event(visa.claims.jti)
  await given.store.appendCrossings([entry], NOW)
  publisher.statusChanged('urn:evisa:KAZ:status:0')
  clock.now = NOW + 40
  const known = await publisher.knowledge()
  t.match(known, { online: true, timeZoneDataIsCurrent: true, timeFloor: NOW + 40, ledger: { asOf: NOW + 40 } })
  const list = known.statusLists.get('urn:evisa:KAZ:status:0')
  t.equal(list && statusAt(list, visa.claims.status.status_list.idx), 'exhausted')
  t.same(await known.ledger?.eventsOf(visa.claims.jti), [entry])
})

t.test('a failure is not kept: the next one who asks gets a list', async (t) => {
  const failing = { store: false, sign: false }
  const { clock, ...given } = options(t)
  const signStatus = signWith('status')
  const publisher = await makePublisher({
    ...given,
    store: {
      ...given.store,
      statusesOf: async (list) => {
        if (failing.store) throw new Error('the disk stutters')
        return given.store.statusesOf(list)
      },
    },
    signStatus: async (typ, payload) => {
      if (failing.sign) throw new Error('the key stutters')
      return signStatus(typ, payload)
    },
  })
  for (const part of ['store', 'sign'] as const) {
    publisher.statusChanged('urn:evisa:KAZ:status:0')
    failing[part] = true
    await t.rejects(publisher.artefact('status/0'), { message: /stutters/ })
    if (part === 'store') await t.rejects(publisher.knowledge(), { message: /stutters/ })
    failing[part] = false
    t.not(await publisher.artefact('status/0'), null, part)
    t.equal((await publisher.knowledge()).statusLists.size, 1)
  }
})

t.test('what was asked for before a change never stands in for what came after it', async (t) => {
  const { clock, ...given } = options(t)
  const visa = await newVisa()
  await given.store.recordVisas([visa])
  const publisher = await makePublisher(given)
  publisher.statusChanged('urn:evisa:KAZ:status:0')
  const before = publisher.artefact('status/0')
  await given.store.setVisaStatus(visa.claims.jti, 'suspended', 'because', NOW)
  publisher.statusChanged('urn:evisa:KAZ:status:0')
  const after = await publisher.artefact('status/0')
  await before
  t.equal((await publisher.artefact('status/0'))?.etag, after?.etag)
  const list = await verifyStatusList(after?.body ?? '', trust.value, inflateBytes)
  t.equal(list.ok && statusAt(list.value, visa.claims.status.status_list.idx), 'suspended')
})
