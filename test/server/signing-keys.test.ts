import t from 'tap'
import { NOW } from '../../fixtures/made-world.ts'
import { keyFor, NoSigningKey } from '../../server/signing-keys.ts'
import { application, build, problemOf, signingKeys } from './build-app.ts'
import { WORLD } from './publishing/made-publisher.ts'

t.test('gives the key of a purpose, or says in words for the operator that there is none', async (t) => {
  const keys = signingKeys(WORLD)
  for (const purpose of ['visa', 'policy', 'status', 'snapshot'] as const) {
    t.equal(keyFor(keys, purpose, NOW).kid, WORLD.keys[purpose]?.signer.kid)
    const none = { ...keys, key: () => null }
    t.throws(() => keyFor(none, purpose, NOW), {
      name: 'NoSigningKey',
      message: `no ${purpose} key may sign now: see keys/README.md`,
    })
    t.throws(() => keyFor(none, purpose, NOW), NoSigningKey)
  }
})

t.test('asks for the key of that very moment', async (t) => {
  const keys = signingKeys(WORLD)
  const asked: unknown[] = []
  const key: typeof keys.key = (...given) => {
    asked.push(given)
    return keys.key(...given)
  }
  keyFor({ ...keys, key }, 'status', NOW + 7)
  t.same(asked, [['status', NOW + 7]])
})

t.test('without a key for visas nothing is issued, and all else goes on', async (t) => {
  const { authority, nobody, store, keys } = await build(t)
  const { current } = keys
  keys.current = { ...current, key: (purpose, now) => (purpose === 'visa' ? null : current.key(purpose, now)) }
  const answer = await authority('POST', '/v1/visas', application())
  t.strictSame([answer.status, problemOf(answer)], [503, 'no-signing-key'])
  t.match(answer.body, { title: /nothing was recorded/, detail: 'no visa key may sign now: see keys/README.md' })
  t.equal(await store.countVisas(), 0)
  t.equal((await nobody('GET', '/v1/artefacts/snapshot')).status, 200)
  keys.current = current
  t.equal((await authority('POST', '/v1/visas', application())).status, 201)
})

t.test('without a key for snapshots there are neither snapshots nor pages of the ledger', async (t) => {
  const { nobody, enrol, keys, clock } = await build(t)
  const booth = await enrol('border')
  const { current } = keys
  keys.current = { ...current, key: (purpose, now) => (purpose === 'snapshot' ? null : current.key(purpose, now)) }
  clock.now += 300
  for (const answer of [
    await nobody('GET', '/v1/artefacts/snapshot'),
    await booth.call('GET', '/v1/crossings/feed?after=0'),
  ]) {
    t.strictSame([answer.status, problemOf(answer)], [503, 'no-signing-key'])
  }
})
