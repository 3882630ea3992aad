import { calculateJwkThumbprint } from 'jose'
import t from 'tap'
import { importVerificationKey, kidOfJwk, ROOT_TYP, rootFingerprint, verifyPinnedRoot } from '#evisa/root.ts'
import { TRUST_LIST_TYP } from '#evisa/trust-list.ts'
import { rootDocument, unwrap } from '../made.ts'
import { KEYS, makeKey, signGeneral } from '../made-keys.ts'

const verifyOwn = async (text: string) => await verifyPinnedRoot(text, await rootFingerprint(text))
const [first, second, third] = KEYS.root

t.test('a root is taken when it is the pinned one and its own threshold signed it', async (t) => {
  for (const signers of [KEYS.root, [first, second], [first, third], [third, second]]) {
    const root = unwrap(await verifyOwn(signGeneral(signers, ROOT_TYP, rootDocument())))
    t.match(root, { version: 1, threshold: 2 })
    t.same(new Set(root.keys.keys()), new Set(KEYS.root.map(({ kid }) => kid)))
  }
})

t.test('refuses any text but the pinned one', async (t) => {
  const text = signGeneral(KEYS.root, ROOT_TYP, rootDocument())
  const fingerprint = await rootFingerprint(text)
  t.match(fingerprint, /^[A-Za-z0-9_-]{43}$/)
  const again = signGeneral(KEYS.root, ROOT_TYP, rootDocument())
  t.same(await verifyPinnedRoot(again, fingerprint), { ok: false, error: 'artefact/signature' }, 'other signatures')
  t.same(await verifyPinnedRoot('', fingerprint), { ok: false, error: 'artefact/signature' })
  t.same(await verifyPinnedRoot(text, ''), { ok: false, error: 'artefact/signature' })
})

t.test('a text that only looks alike in its low bytes is none', async (t) => {
  const text = signGeneral(KEYS.root, ROOT_TYP, rootDocument())
  const alike = text.replace('payload', (word) => String.fromCharCode(...[...word].map((c) => c.charCodeAt(0) + 256)))
  t.notOk((await verifyPinnedRoot(alike, await rootFingerprint(text))).ok)
})

t.test('refuses a root that too few of its keys signed', async (t) => {
  const refused = async (signers: readonly (typeof first)[], overrides = {}) =>
    await verifyOwn(signGeneral(signers, ROOT_TYP, rootDocument(overrides)))
  const threshold = { ok: false, error: 'artefact/threshold' }
  t.same(await refused([first]), threshold)
  t.same(await refused([first, first, first]), threshold, 'one signer three times')
  t.same(await refused([first, KEYS.stranger]), threshold, 'a stranger does not count')
  t.same(await refused(KEYS.root, { threshold: 4 }), threshold, 'more than there are keys')
  t.same(await refused(KEYS.root.slice(0, 2), { keys: [first.jwk, first.jwk] }), threshold, 'the same key twice')
})

t.test('refuses another typ, form or schema, and never throws', async (t) => {
  const signed = (payload: object | string, typ = ROOT_TYP) => signGeneral(KEYS.root, typ, payload)
  t.same(await verifyOwn(signed(rootDocument(), TRUST_LIST_TYP)), { ok: false, error: 'artefact/header' })
  t.same(await verifyOwn('x'.repeat(65_537)), { ok: false, error: 'artefact/too-large' })
  const general = JSON.parse(signed(rootDocument()))
  const forms = [
    '',
    'null',
    '5',
    '[]',
    '{}',
    '{"payload":5}',
    '{"payload":"@@"}',
    '{"payload":"YR"}',
    ' {}',
    '{"payload":""}',
  ]
  for (const text of forms) t.same(await verifyOwn(text), { ok: false, error: 'artefact/format' }, JSON.stringify(text))
  t.same(await verifyOwn(JSON.stringify({ payload: general.payload })), { ok: false, error: 'artefact/format' })
  const spelt = (name: 'x' | 'y', coordinate: string) => ({
    keys: [{ ...first.jwk, [name]: coordinate }, second.jwk, third.jwk],
  })
  // The 43rd letter carries two bits that say nothing: its neighbour spells the same 32 bytes.
  const respelt = first.jwk.x.slice(0, 42) + String.fromCharCode(first.jwk.x.charCodeAt(42) + 1)
  const schema: Record<string, object> = {
    'no keys': { keys: [] },
    'a threshold of 0': { threshold: 0 },
    'version 0': { version: 0 },
    'an unknown member': { more: 1 },
    'a private key': { keys: [{ ...first.jwk, d: first.jwk.x }, second.jwk, third.jwk] },
    'a coordinate of another length': spelt('x', 'AAAA'),
    'another spelling of a coordinate': spelt('x', respelt),
    'a point that is not on the curve': spelt('y', first.jwk.x),
  }
  for (const [name, members] of Object.entries(schema)) {
    t.same(await verifyOwn(signed({ ...rootDocument(), ...members })), { ok: false, error: 'artefact/schema' }, name)
  }
})

t.test('a kid is the beginning of the thumbprint of RFC 7638', async (t) => {
  const { jwk, kid } = makeKey('any')
  t.equal(await kidOfJwk(jwk), kid)
  const thumbprint = Buffer.from(await calculateJwkThumbprint(jwk), 'base64url')
  t.equal(kid, thumbprint.subarray(0, 8).toString('base64url'))
})

t.test('imports a point of the curve and no other', async (t) => {
  const { jwk, kid } = makeKey('any')
  t.match(await importVerificationKey(jwk), { kid, alg: 'ES256' })
  t.equal(await importVerificationKey({ ...jwk, y: jwk.x }), null)
})
