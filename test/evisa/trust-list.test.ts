import t from 'tap'
import { ROOT_TYP } from '#evisa/root.ts'
import { TIME_TYP, verifyTimeAnswer } from '#evisa/time-answer.ts'
import { type KeyPurpose, keyIsInUse, TRUST_LIST_TYP, verifyTrustList } from '#evisa/trust-list.ts'
import { DAY, makeRoot, makeTrustList, NOW, trustedKey, trustListDocument, unwrap } from '../made.ts'
import { KEYS, signArtefact, signGeneral } from '../made-keys.ts'

const root = await makeRoot()
const [first, second, third] = KEYS.root
const verify = async (payload: object, signers: readonly (typeof first)[] = [first, second]) =>
  await verifyTrustList(signGeneral(signers, TRUST_LIST_TYP, payload), root)

t.test('a list that the threshold signed names every key with its purpose and window', async (t) => {
  const trust = unwrap(await verify(trustListDocument()))
  t.match(trust, { version: 7, iat: NOW - 3600, asOf: NOW - 3600, exp: NOW + 30 * DAY, rootVersion: 1 })
  t.match(trust.keys.get(KEYS.visa.kid), { purpose: 'visa', alg: 'ES256', state: 'active' })
  t.equal(trust.keys.size, 4)
  for (const signers of [KEYS.root, [second, third], [first, second, KEYS.stranger]]) {
    t.ok((await verify(trustListDocument(), signers)).ok)
  }
})

t.test('a list lives no longer than the root that it stands on, and says which one that is', async (t) => {
  const text = signGeneral([first, second], TRUST_LIST_TYP, trustListDocument())
  const soon = await verifyTrustList(text, { ...root, version: 4, exp: NOW + DAY })
  t.match(unwrap(soon), { exp: NOW + DAY, rootVersion: 4 })
  t.match(unwrap(await verifyTrustList(text, { ...root, exp: NOW + 31 * DAY })), { exp: NOW + 30 * DAY })
})

t.test('a platform may bring its own check of each key', async (t) => {
  const text = signGeneral([first, second], TRUST_LIST_TYP, trustListDocument())
  const made: unknown[] = []
  const trust = unwrap(
    await verifyTrustList(text, root, (jwk) => {
      made.push(jwk)
      return () => true
    }),
  )
  t.same(
    made,
    trustListDocument().keys.map(({ jwk }) => jwk),
  )
  for (const key of trust.keys.values()) t.equal(await key.check({ protected: '', payload: '', signature: '' }), true)
})

t.test('refuses a list that too few custodians signed', async (t) => {
  const threshold = { ok: false, error: 'artefact/threshold' }
  t.same(await verify(trustListDocument(), [first]), threshold)
  const twice = { ok: false, error: 'artefact/signed-twice' }
  t.same(await verify(trustListDocument(), [first, first]), twice, 'one of them twice')
  t.same(await verify(trustListDocument(), [first, second, first]), twice, 'enough of them, and one twice')
  t.same(await verify(trustListDocument(), [first, KEYS.stranger, KEYS.visa]), threshold)
  const text = signGeneral([first, second], TRUST_LIST_TYP, trustListDocument())
  t.same(await verifyTrustList(text, { ...root, threshold: 0 }), threshold, 'a threshold of none is not believed')
})

t.test('refuses keys that are not what they are called', async (t) => {
  const { keys } = trustListDocument()
  const replaced = (entry: object) => verify({ ...trustListDocument(), keys: [entry, ...keys.slice(1)] })
  const good = trustedKey(KEYS.visa, 'visa')
  const { x } = KEYS.visa.jwk
  const bad: Record<string, object> = {
    "another key's kid": { ...good, kid: KEYS.stranger.kid },
    'the same key for two purposes': trustedKey(KEYS.status, 'visa'),
    'another spelling of its point': {
      ...good,
      jwk: { ...KEYS.visa.jwk, x: x.slice(0, 42) + String.fromCharCode(x.charCodeAt(42) + 1) },
    },
    'a point that is not on the curve': { ...good, jwk: { ...KEYS.visa.jwk, y: x } },
    'another algorithm': { ...good, alg: 'ES384' },
    'no purpose': { ...good, purpose: 'All of them' },
    'an unknown state': { ...good, state: 'fine' },
    'no end': { ...good, verify_until: undefined },
    'an unknown member': { ...good, use: 'sig' },
  }
  for (const [name, entry] of Object.entries(bad))
    t.same(await replaced(entry), { ok: false, error: 'artefact/schema' }, name)
})

t.test('refuses another typ and another size', async (t) => {
  const typed = signGeneral([first, second], ROOT_TYP, trustListDocument())
  t.same(await verifyTrustList(typed, root), { ok: false, error: 'artefact/header' })
  t.same(await verifyTrustList('x'.repeat(1_000_001), root), { ok: false, error: 'artefact/too-large' })
})

t.test('a key is in use from its first second to its last', async (t) => {
  const trust = unwrap(await verify(trustListDocument()))
  const key = trust.keys.get(KEYS.visa.kid)
  if (key === undefined) throw new Error('the visa key is missing')
  t.equal(keyIsInUse(key, NOW), true)
  t.equal(keyIsInUse(key, key.active_from), true)
  t.equal(keyIsInUse(key, key.active_from - 1), false, 'announced')
  t.equal(keyIsInUse(key, key.sign_until + DAY), true, 'what it signed outlives its signing')
  t.equal(keyIsInUse(key, key.verify_until), true)
  t.equal(keyIsInUse(key, key.verify_until + 1), false, 'run out')
})

t.test('a key for what is not known here is listed, and proves nothing that is', async (t) => {
  const later = trustedKey(KEYS.snapshot, 'weather' as KeyPurpose)
  const { keys } = trustListDocument()
  const trust = await makeTrustList({ keys: [...keys.filter(({ purpose }) => purpose !== 'snapshot'), later] })
  t.equal(trust.keys.get(KEYS.snapshot.kid)?.purpose, 'weather')
  const time = signArtefact(KEYS.snapshot, TIME_TYP, { iat: NOW, nonce: 'n'.repeat(22) })
  t.match(await verifyTimeAnswer(time, 'n'.repeat(22), trust), { error: 'artefact/key-purpose' })
})
