/** Two publishers on one store, as two processes of one server are: each builds on what the other published. */
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { TrustedKeyDocument } from '#evisa/trust-list.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Publisher } from '../../../server/publishing/publish.ts'
import { hashOf } from '../../../server/publishing/sign-artefacts.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf } from '../../made-device.ts'
import { nextTrustList } from '../next-trust-list.ts'
import { ACT, cross } from '../store/made-visas.ts'
import { publishedBy, takingScanner } from '../taking-scanner.ts'
import { madePublisher, snapshotOf, statusIn, textOf, WORLD } from './made-publisher.ts'

async function two(t: Test) {
  const made = await madePublisher(t)
  // A connection of its own, as another process has.
  const store = openSqliteStore(join(t.testdirName, 'authority.db'))
  t.teardown(() => store.close())
  return { ...made, one: made.running.publisher, other: await made.start({ store }), otherStore: store }
}

t.test('each serves what the other published, and signs nothing for that', async (t) => {
  const { one, other, store, visa } = await two(t)
  const revoked = await visa()
  t.equal((await snapshotOf(other)).text, (await snapshotOf(one)).text)
  await store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
  const snapshot = await snapshotOf(one)
  t.equal(snapshot.version, 2)
  for (let round = 0; round < 3; round++) {
    for (const publisher of [other, one]) {
      t.equal((await snapshotOf(publisher)).text, snapshot.text)
      t.equal(await textOf(publisher, 'status/0'), await textOf(one, 'status/0'))
    }
  }
  t.equal(statusIn(await other.knowledge(), revoked), 'revoked')
})

t.test('a policy that was approved at one is in force at the other, and at one more that starts', async (t) => {
  const { one, other, store, start } = await two(t)
  for (const name of ['a', 'b']) await store.setOperator(name, name, ACT)
  const edition = { ...defaultEdition(), effective_from: '2026-11-22', passport_months_beyond_visa: 9 }
  const content = { kind: 'policy', edition, overRevision: 0, overHash: '', difference: [], warnings: [] } as const
  await store.addProposal({ id: 'p', title: '', content, reason: '', proposedBy: 'a', expiresAt: NOW + 9 }, ACT)
  t.equal(await store.approveProposal('p', 'b', [defaultEdition(), edition], ACT), null)
  for (const publisher of [other, one, await start()]) {
    t.equal((await publisher.policyInForce())?.passport_months_beyond_visa, 9)
    const { policy } = await publisher.knowledge()
    t.equal(policy?.version, 2, 'signed once')
    t.equal(policy?.editions.length, 2)
  }
  t.equal(await textOf(one, 'policy'), await textOf(other, 'policy'))
})

t.test('of many editions the newest are signed, and the others still explain what was issued', async (t) => {
  const days = Array.from({ length: 14 }, (_, at) => `2026-11-${String(at + 5).padStart(2, '0')}`)
  const editions = days.map((effective_from, at) => ({
    ...{ ...defaultEdition(), effective_from, passport_months_beyond_visa: at },
  }))
  const { store, start } = await madePublisher(t)
  for (const name of ['a', 'b']) await store.setOperator(name, name, ACT)
  const content = {
    kind: 'policy',
    edition: defaultEdition(),
    overRevision: 0,
    overHash: '',
    difference: [],
    warnings: [],
  } as const
  await store.addProposal({ id: 'p', title: '', content, reason: '', proposedBy: 'a', expiresAt: NOW + 9 }, ACT)
  await store.approveProposal('p', 'b', editions, ACT)
  const publisher = await start()
  t.same(
    (await publisher.knowledge()).policy?.editions.map(({ effective_from }) => effective_from),
    days.slice(2),
  )
  t.equal(publisher.policyOn('2026-11-05').passport_months_beyond_visa, 0)
  t.equal((await publisher.policyInForce())?.passport_months_beyond_visa, 13)
})

t.test('what a scanner reads from the one it finds at the other by its hash', async (t) => {
  const { one, other, store, visa } = await two(t)
  const revoked = await visa()
  await store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
  const [ofOne, ofOther] = [publishedBy(() => one), publishedBy(() => other)]
  const scanner = takingScanner(WORLD.rootFingerprint, (path, sha256) =>
    sha256 === null ? ofOne(path, sha256) : ofOther(path, sha256),
  )
  t.equal(statusIn(await scanner.taken(NOW), revoked), 'revoked')
  t.equal(await other.artefactOfHash(hashOf('nothing of the kind')), null)
})

t.test('whichever is asked, no version goes back and no change is lost', async (t) => {
  const { one, other, store, otherStore, clock, visa } = await two(t)
  const turns = [one, other]
  let asked = 0
  const scanner = takingScanner(WORLD.rootFingerprint, (path, sha256) => {
    const publisher = turns[asked++ % turns.length] ?? one
    return publishedBy(() => publisher)(path, sha256)
  })
  let version = 0
  for (let round = 0; round < 12; round++) {
    const [revoked, used] = [await visa(), await visa()]
    const stores = round % 2 === 0 ? [store, otherStore] : [otherStore, store]
    await stores[0]?.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
    await cross(stores[1] as Store, entryOf(used.claims.jti))
    clock.now += round % 3 === 0 ? 300 : 1
    const texts = await Promise.all([...turns, ...turns].map((publisher) => textOf(publisher, 'snapshot')))
    t.ok(new Set(texts).size <= 2)
    const set = await scanner.taken(clock.now)
    t.same([statusIn(set, revoked), statusIn(set, used)], ['revoked', 'exhausted'], `round ${round}`)
    t.ok(set.snapshot.version > version)
    version = set.snapshot.version
    t.equal(await store.snapshotVersion(), version)
  }
})

t.test('both publish at the same moment: one does, the other builds on it', async (t) => {
  const { one, other, store, otherStore, clock, visa } = await two(t)
  const [a, b] = [await visa(), await visa()]
  clock.now += 300
  await Promise.all([
    store.setVisaStatus(a.claims.jti, 'revoked', 'a test', ACT),
    otherStore.setVisaStatus(b.claims.jti, 'suspended', 'a test', ACT),
    snapshotOf(one),
    snapshotOf(other),
  ])
  for (const publisher of [one, other]) {
    const set = await takingScanner(
      WORLD.rootFingerprint,
      publishedBy(() => publisher),
    ).taken(clock.now)
    t.same([statusIn(set, a), statusIn(set, b)], ['revoked', 'suspended'])
  }
  t.equal((await snapshotOf(one)).text, (await snapshotOf(other)).text)
})

t.test('one that has not heard of the new trust list yet does not put the old one in its place', async (t) => {
  const { one, other, start, clock, keys, store } = await two(t)
  const behind = keys.current
  const late = await start({ keys: async () => behind })
  clock.now += 10
  keys.current = await nextTrustList(WORLD, behind, { now: clock.now })
  const snapshot = await snapshotOf(one)
  await t.rejects(late.artefact('snapshot'), { message: /^trust .*published/ })
  clock.now += 300
  await t.rejects(late.artefact('snapshot'), { message: /^trust .*published/ })
  t.equal(await store.snapshotVersion(), snapshot.version)
  t.match(await snapshotOf(other), { version: snapshot.version + 1, artefacts: { trust: { version: 2 } } })
})

t.test('what the other publishes at any moment in between is never taken back', async (t) => {
  const { one, start, store, clock, visa, scanner } = await two(t)
  const acts = ['snapshotVersion', 'publishedArtefacts', 'countStatusLists', 'statusMarksAfter', 'ledgerEnd', 'publish']
  let between: { act: string; isAfter: boolean; run: () => Promise<unknown> } | null = null
  const interrupted = { ...store }
  for (const act of acts as (keyof typeof store)[]) {
    const real = store[act] as (...given: unknown[]) => Promise<unknown>
    const run = async (...given: unknown[]) => {
      const now = between?.act === act ? between : null
      if (now !== null) between = null
      if (now?.isAfter === false) await now.run()
      const answer = await real(...given)
      if (now?.isAfter === true) await now.run()
      return answer
    }
    Object.assign(interrupted, { [act]: run })
  }
  const other = await start({ store: interrupted })
  const { taken } = scanner(one)
  for (const act of acts) {
    for (const isAfter of [false, true]) {
      const [mine, theirs] = [await visa(), await visa()]
      const run = async () => {
        await store.setVisaStatus(theirs.claims.jti, 'revoked', 'a test', ACT)
        t.equal(statusIn(await taken(clock.now), theirs), 'revoked')
      }
      clock.now += 1
      await store.setVisaStatus(mine.claims.jti, 'suspended', 'a test', ACT)
      between = { act, isAfter, run }
      await snapshotOf(other)
      const what = `${isAfter ? 'after' : 'before'} ${act}`
      if (between !== null) await run()
      between = null
      const set = await takingScanner(WORLD.rootFingerprint, (path, sha256) => {
        // As it stands in the store: nobody has mended it.
        return store
          .publishedArtefacts()
          .then((all) => all.find((a) => (sha256 ? a.sha256 === sha256 : a.path === path))?.body ?? null)
      }).taken(clock.now)
      t.same([statusIn(set, mine), statusIn(set, theirs)], ['suspended', 'revoked'], what)
      t.match(await taken(clock.now), { snapshot: { text: set.snapshot.text } })
    }
  }
})

t.test('keys that the other heard of first are no failure', async (t) => {
  const { one, start, store, clock, keys } = await two(t)
  let between: (() => Promise<unknown>) | null = null
  const other = await start({
    keys: async () => {
      const before = keys.current
      await between?.()
      return before
    },
  })
  clock.now += 300
  between = async () => {
    between = null
    keys.current = await nextTrustList(WORLD, keys.current, { now: clock.now })
    await snapshotOf(one)
  }
  t.match(await snapshotOf(other), { artefacts: { trust: { version: 2 } } })
  t.equal((await store.publishedArtefacts()).find(({ path }) => path === 'trust')?.version, 2)
})

t.test(
  'a key that was called stolen by mistake, and then was: the register has what was issued in between',
  async (t) => {
    const { one, other, store, clock, keys, visa } = await two(t)
    const kid = WORLD.keys.visa?.signer.kid ?? ''
    const says = async (change: Partial<TrustedKeyDocument>) => {
      clock.now += 300
      keys.current = await nextTrustList(WORLD, keys.current, { now: clock.now, change: { visa: change } })
    }
    const registered = async (publisher: Publisher) =>
      (await publisher.knowledge()).registers.get(kid)?.hashes.length ?? 'no register'
    await visa()
    await says({ state: 'compromised', compromised_at: clock.now })
    t.equal(await registered(one), 16)
    clock.now += 7200
    await snapshotOf(one)
    await says({ state: 'active' })
    t.equal(await registered(other), 'no register')
    await visa()
    await says({ state: 'compromised', compromised_at: clock.now })
    t.equal(await registered(one), 32)
    t.equal(await registered(other), 32)
    t.equal(await store.countIssued(kid), 2)
  },
)
