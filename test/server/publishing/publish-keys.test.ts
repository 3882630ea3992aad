/** New keys, trust lists and roots while the server runs: what follows from them is published without a restart. */
import t from 'tap'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { registerHolds } from '#evisa/issuance-register.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { nextRoot, nextTrustList } from '../next-trust-list.ts'
import { ACT, kidOf, newVisa } from '../store/made-visas.ts'
import { madePublisher, snapshotOf, statusIn, textOf, WORLD } from './made-publisher.ts'

const kidOfKey = (name: string) => WORLD.keys[name]?.signer.kid ?? ''
const payloadOf = ({ jws }: { jws: string }) => textOfBase64url(jws.split('.')[1] ?? '')
const HOUR = 3600

t.test('a new trust list is published at once, and all that did not change stays as it is', async (t) => {
  const { clock, keys, running, scanner } = await madePublisher(t)
  const { taken } = scanner()
  const before = await taken(NOW)
  clock.now += 10
  keys.current = await nextTrustList(WORLD, keys.current, { now: clock.now })
  const after = await taken(clock.now)
  t.match(after, { trust: { version: 2, iat: NOW + 10 }, snapshot: { version: 2, iat: NOW + 10 } })
  const { trust: _, ...others } = after.snapshot.artefacts
  const { trust: __, ...same } = before.snapshot.artefacts
  t.same(others, same)
  t.equal(await textOf(running.publisher, 'trust'), keys.current.trustText)
  t.match(await running.publisher.knowledge(), { trust: { version: 2 } })
})

t.test('a decision is made by the new trust list before any scanner asked for it', async (t) => {
  const { clock, keys, running } = await madePublisher(t)
  clock.now += 10
  const compromised = { visa: { state: 'compromised', compromised_at: clock.now } } as const
  keys.current = await nextTrustList(WORLD, keys.current, { now: clock.now, change: compromised })
  const known = await running.publisher.knowledge()
  t.match(known.trust?.keys.get(kidOfKey('visa')), { state: 'compromised' })
  t.ok(known.registers.has(kidOfKey('visa')))
})

t.test('what the former key signed is signed anew by the new one', async (t) => {
  for (const [purpose, paths, state] of [
    ['status', ['status/0', `register/${kidOfKey('stolen')}`, `register/${kidOfKey('lost')}`], 'retired'],
    ['status', ['status/0', `register/${kidOfKey('stolen')}`, `register/${kidOfKey('lost')}`], 'compromised'],
    ['policy', ['policy'], 'retired'],
    ['policy', ['policy'], 'compromised'],
    ['snapshot', [], 'retired'],
    ['snapshot', [], 'compromised'],
  ] as const) {
    const { clock, keys, running, scanner, store, visa } = await madePublisher(t)
    const { publisher } = running
    const { taken, take } = scanner()
    const one = await visa()
    await store.setVisaStatus(one.claims.jti, 'suspended', 'a test', ACT)
    const before = (await taken(NOW)).snapshot
    clock.now += 10
    const name = `${purpose} 2`
    const words = state === 'retired' ? { state } : { state, compromised_at: clock.now }
    keys.current = await nextTrustList(WORLD, keys.current, {
      now: clock.now,
      change: { [purpose]: words },
      added: { [name]: purpose },
      signs: { [purpose]: name },
    })
    const result = await take(clock.now)
    if (!result.ok) return t.fail(`${purpose} ${state}: ${JSON.stringify(result.error)}`)
    const { set, recovered } = result.value
    const { kid } = (await testKey(name, purpose)).signer
    for (const [path, { sha256, version }] of Object.entries(set.snapshot.artefacts)) {
      const isNew = (paths as readonly string[]).includes(path)
      t.equal(sha256 !== before.artefacts[path]?.sha256, isNew || path === 'trust', `${purpose} ${state}: ${path}`)
      if (!isNew) continue
      t.equal(kidOf(await textOf(publisher, path)), kid, `${path} by the new key`)
      t.equal(version, path === 'policy' ? 2 : clock.now)
    }
    t.equal(set.snapshot.kid, purpose === 'snapshot' ? kid : kidOfKey('snapshot'))
    t.equal(set.snapshot.version, before.version + 1)
    t.equal(recovered, purpose === 'snapshot' && state === 'compromised')
    t.equal(statusIn(set, one), 'suspended')
    t.equal((await snapshotOf(publisher)).text, set.snapshot.text, 'once')
  }
})

t.test('another key becomes the one that signs without a new trust list', async (t) => {
  const { clock, keys, running, scanner } = await madePublisher(t)
  const { taken } = scanner()
  const added = { 'status 2': 'status', 'snapshot 2': 'snapshot' } as const
  keys.current = await nextTrustList(WORLD, keys.current, { now: NOW, added })
  t.equal((await taken(NOW)).snapshot.kid, kidOfKey('snapshot'))
  const [status, snapshot] = [await testKey('status 2', 'status'), await testKey('snapshot 2', 'snapshot')]
  const { key } = keys.current
  const later = await nextTrustList(
    WORLD,
    { ...keys.current },
    { now: NOW, added, signs: { status: 'status 2', snapshot: 'snapshot 2' } },
  )
  // The very same object answers with another key from a moment on.
  keys.current = Object.assign(keys.current, {
    key: ((purpose, at) => (at < NOW + 60 ? key(purpose, at) : later.key(purpose, at))) satisfies typeof key,
  })
  clock.now = NOW + 300
  const set = await taken(clock.now)
  t.equal(set.snapshot.kid, snapshot.signer.kid)
  t.equal(kidOf(await textOf(running.publisher, 'status/0')), status.signer.kid)
})

t.test('a new root is published beside the former one, and walked to', async (t) => {
  const { clock, keys, running, scanner, start } = await madePublisher(t)
  const { taken } = scanner()
  await taken(NOW)
  clock.now += 10
  keys.current = await nextRoot(WORLD, keys.current, { now: clock.now })
  const set = await taken(clock.now)
  t.same(
    set.roots.map(({ version }) => version),
    [1, 2],
  )
  t.match(set, { trust: { version: 2, rootVersion: 2 } })
  t.match(await running.publisher.artefact('root/2'), { version: 2, body: keys.current.roots[1] })
  t.not(await running.publisher.rootFingerprint(), WORLD.rootFingerprint, 'whoever enrols now pins the new one')
  running.publisher = await start()
  t.match(await taken(clock.now), { snapshot: { text: set.snapshot.text } }, 'the same after a restart')
  clock.now += 300
  t.match(await scanner().taken(clock.now), { trust: { version: 2 } }, 'a scanner that is new walks to it as well')
})

t.test('keys that went back behind what was published are not used: no scanner would take them', async (t) => {
  const { clock, keys, running, scanner, start, store } = await madePublisher(t)
  const first = keys.current
  clock.now += 10
  keys.current = await nextRoot(WORLD, first, { now: clock.now })
  const second = keys.current
  const held = await scanner().taken(clock.now)
  const before = await store.publishedArtefacts()
  const other = await nextTrustList(WORLD, { ...second }, { now: clock.now, version: 2, exp: clock.now + DAY })
  for (const [what, older, message] of [
    ['an older root', first, /^root\/2 .*published/],
    [
      'an older trust list',
      { ...second, trustText: first.trustText },
      /^(the trust list is not usable|trust .*published)/,
    ],
    ['another trust list of this version', other, /^trust .*published/],
  ] as const) {
    keys.current = older
    clock.now += 1
    await t.rejects(start(), { message }, `${what}, at the start`)
    await t.rejects(running.publisher.artefact('snapshot'), { message }, `${what}, while it runs`)
    t.equal(
      (await running.publisher.artefactOfHash(before.find(({ path }) => path === 'trust')?.sha256 ?? ''))?.body,
      second.trustText,
    )
  }
  t.same(await store.publishedArtefacts(), before)
  keys.current = second
  t.equal((await snapshotOf(running.publisher)).text, held.snapshot.text)
})

t.test('of a stolen key the register says what was truly issued under it, and nothing else', async (t) => {
  const { clock, keys, running, scanner, start, visa, store } = await madePublisher(t)
  const { taken } = scanner()
  const issued = await Promise.all(Array.from({ length: 300 }, () => visa()))
  const path = `register/${kidOfKey('visa')}`
  t.equal((await taken(NOW)).snapshot.artefacts[path], undefined)

  clock.now += 10
  keys.current = await nextTrustList(WORLD, keys.current, {
    now: clock.now,
    change: { visa: { state: 'compromised', compromised_at: clock.now } },
    added: { 'visa 2': 'visa' },
    signs: { visa: 'visa 2' },
  })
  const set = await taken(clock.now)
  t.equal(set.snapshot.artefacts[path]?.version, clock.now)
  const register = set.registers.get(kidOfKey('visa'))
  if (register === undefined) return t.fail('no register')
  t.equal(register.hashes.length, 300 * 16)
  for (const one of issued) if (!(await registerHolds(register, payloadOf(one)))) t.fail(`${one.claims.jti} is missing`)
  const forged = await newVisa()
  t.notOk(await registerHolds(register, payloadOf(forged)))
  for (const name of ['stolen', 'lost']) t.equal(set.registers.get(kidOfKey(name))?.hashes.length, 0)

  // One that was just being issued.
  const late = await visa()
  clock.now += 300
  const next = await taken(clock.now)
  const grown = next.registers.get(kidOfKey('visa'))
  t.ok(grown && (await registerHolds(grown, payloadOf(late))))
  t.equal(grown?.hashes.length, 301 * 16)
  t.equal(next.snapshot.artefacts[path]?.version, clock.now)

  const text = await textOf(running.publisher, path)
  for (let at = 0; at < 3; at++) {
    clock.now += HOUR
    t.equal(await textOf(running.publisher, path), text, 'then it stays as it is')
  }
  running.publisher = await start()
  clock.now += 300
  t.equal(await textOf(running.publisher, path), text, 'after a restart as well')
  t.equal(await store.countIssued(kidOfKey('visa')), 301)
})

t.test('a visa that was recorded in the last moment is in the register, though nobody asked for hours', async (t) => {
  const { clock, keys, running, scanner, start, visa } = await madePublisher(t)
  const { taken } = scanner()
  await visa()
  clock.now += 10
  const compromised = { visa: { state: 'compromised', compromised_at: clock.now } } as const
  keys.current = await nextTrustList(WORLD, keys.current, { now: clock.now, change: compromised })
  await taken(clock.now)
  const late = await visa()
  for (const isRestarted of [true, false]) {
    clock.now += 5 * HOUR
    if (isRestarted) running.publisher = await start()
    const register = (await taken(clock.now)).registers.get(kidOfKey('visa'))
    t.ok(register && (await registerHolds(register, payloadOf(late))))
  }
})

t.test('a register is not counted again for ever: that takes long', async (t) => {
  const { clock, keys, options, start } = await madePublisher(t)
  let counted = 0
  const store = {
    ...options.store,
    countIssued: async (kid: string) => {
      counted++
      return options.store.countIssued(kid)
    },
  }
  const publisher = await start({ store })
  clock.now += 10
  keys.current = await nextTrustList(WORLD, keys.current, { now: clock.now })
  for (const until = clock.now + 2 * HOUR; clock.now < until; clock.now += 300) await snapshotOf(publisher)
  const settled = counted
  t.ok(settled > 0)
  for (const until = clock.now + DAY; clock.now < until; clock.now += HOUR) await snapshotOf(publisher)
  t.equal(counted, settled)
})
