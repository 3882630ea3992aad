/** What fails on the way of publishing: the disk, the keys, another process. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { SigningKeys } from '../../../server/signing-keys.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf } from '../../made-device.ts'
import { signingKeys } from '../build-app.ts'
import { nextTrustList } from '../next-trust-list.ts'
import { ACT, cross } from '../store/made-visas.ts'
import { madePublisher, snapshotOf, statusIn, textOf, WORLD } from './made-publisher.ts'

type Act = 'statusMarksAfter' | 'countStatusLists' | 'snapshotVersion' | 'ledgerEnd' | 'publish'
const ACTS: readonly Act[] = ['statusMarksAfter', 'countStatusLists', 'snapshotVersion', 'ledgerEnd', 'publish']

/** A publisher whose store and keys fail as the test wants. */
async function failing(t: Test) {
  const fails: { act: Act | 'sign' | null; purpose: string } = { act: null, purpose: 'status' }
  const made = await madePublisher(t)
  const store: Store = { ...made.store }
  for (const act of ACTS) {
    const real = store[act] as (...given: unknown[]) => Promise<unknown>
    const mayFail = async (...given: unknown[]) => {
      if (fails.act === act) throw Object.assign(new Error('the disk stutters'), { code: 'SQLITE_IOERR' })
      return real(...given)
    }
    Object.assign(store, { [act]: mayFail })
  }
  const stuttering = (keys: SigningKeys): SigningKeys => ({
    ...keys,
    key: (purpose, now) => {
      const key = keys.key(purpose, now)
      if (key === null || fails.act !== 'sign' || purpose !== fails.purpose) return key
      const sign = async () => {
        throw new Error('the token stutters')
      }
      return { ...key, sign }
    },
  })
  const keys = { current: stuttering(signingKeys(WORLD)) }
  made.running.publisher = await made.start({ store, keys: async () => keys.current })
  return { ...made, fails, keys, stuttering }
}

t.test('a failure rejects, leaves what was published, is not kept, and loses no change', async (t) => {
  const { store, clock, running, scanner, visa, fails } = await failing(t)
  const { publisher } = running
  const { taken } = scanner()
  let held = await taken(NOW)
  const parts = [...ACTS.map((act) => [act, ''] as const), ['sign', 'status'] as const, ['sign', 'snapshot'] as const]
  for (const [act, purpose] of parts) {
    const what = `${act} ${purpose}`
    const [revoked, used] = [await visa(), await visa()]
    await store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', ACT)
    await cross(store, entryOf(used.claims.jti))
    clock.now += 1
    Object.assign(fails, { act, purpose })
    const before = await store.publishedArtefacts()
    for (const path of ['snapshot', 'status/0', 'trust']) {
      await t.rejects(publisher.artefact(path), { message: /stutters$/ }, `${what}: ${path}`)
    }
    t.same(await store.publishedArtefacts(), before, `${what}: nothing was put in place`)
    for (const { sha256, body } of before) {
      t.equal((await publisher.artefactOfHash(sha256))?.body, body, `${what}: still served`)
    }
    fails.act = null
    const set = await taken(clock.now)
    t.equal(set.snapshot.version, held.snapshot.version + 1, `${what}: one snapshot for all of it`)
    t.same([statusIn(set, revoked), statusIn(set, used)], ['revoked', 'exhausted'], `${what}: no change is lost`)
    held = set
  }
})

t.test('many who ask while it fails are all told so, and each who asks afterwards is served', async (t) => {
  const { store, running, visa, fails } = await failing(t)
  const { publisher } = running
  const one = await visa()
  await store.setVisaStatus(one.claims.jti, 'revoked', 'a test', ACT)
  fails.act = 'publish'
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => publisher.artefact('snapshot')))
  t.same(new Set(all.map(({ status }) => status)), new Set(['rejected']))
  fails.act = null
  const served = await Promise.all(Array.from({ length: 20 }, () => textOf(publisher, 'snapshot')))
  t.equal(new Set(served).size, 1)
  t.equal((await snapshotOf(publisher)).version, 2)
})

t.test('a status that cannot be read ends the checks; a snapshot that cannot be signed does not', async (t) => {
  const { store, clock, running, visa, fails } = await failing(t)
  const { publisher } = running
  const one = await visa()
  fails.act = 'statusMarksAfter'
  await t.rejects(publisher.knowledge(), { message: 'the disk stutters' })
  for (const act of ['publish', 'sign'] as const) {
    fails.act = act
    clock.now += 3601
    await store.setVisaStatus(one.claims.jti, act === 'publish' ? 'suspended' : 'revoked', 'a test', ACT)
    const known = await publisher.knowledge()
    t.equal(statusIn(known, one), act === 'publish' ? 'suspended' : 'revoked')
    t.match(known.snapshot, { version: 1, iat: NOW })
  }
  fails.act = null
  t.match((await publisher.knowledge()).snapshot, { version: 2, iat: clock.now })
})

t.test('but not for new keys: what a thief signs must not be cleared any longer', async (t) => {
  const { clock, running, fails, keys, stuttering } = await failing(t)
  const { publisher } = running
  clock.now += 10
  const compromised = { change: { visa: { state: 'compromised', compromised_at: clock.now } }, now: clock.now } as const
  keys.current = stuttering(await nextTrustList(WORLD, signingKeys(WORLD), compromised))
  fails.act = 'publish'
  await t.rejects(publisher.knowledge(), { message: 'the disk stutters' })
  fails.act = null
  const { trust } = await publisher.knowledge()
  t.equal(trust?.keys.get(WORLD.keys.visa?.signer.kid ?? '')?.state, 'compromised')
})

t.test('gives up aloud where another process is always first', async (t) => {
  const { options, start, clock } = await madePublisher(t)
  let tries = 0
  const publisher = await start({
    store: {
      ...options.store,
      publish: async () => {
        tries++
        return false
      },
    },
  })
  clock.now += 300
  await t.rejects(publisher.artefact('snapshot'), { message: 'publishing is contended' })
  t.equal(tries, 6)
})
