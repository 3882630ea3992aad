import { calculateJwkThumbprint } from 'jose'
import t from 'tap'
import {
  importVerificationKey,
  kidOfJwk,
  MOST_IMPORTED,
  ROOT_TYP,
  type RootDocument,
  rootFingerprint,
  verifyNextRoot,
  verifyPinnedRoot,
} from '#evisa/root.ts'
import { TRUST_LIST_TYP } from '#evisa/trust-list.ts'
import { makeRoot, rootDocument, unwrap } from '../made.ts'
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
  t.same(await refused([first, first, first]), { ok: false, error: 'artefact/signed-twice' }, 'one signer three times')
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

const previous = await makeRoot()
const NEW = [makeKey('new root 1'), makeKey('new root 2'), makeKey('new root 3')] as const
const nextDocument = (change: Partial<RootDocument> = {}) =>
  rootDocument({ version: 2, keys: NEW.map(({ jwk }) => jwk), ...change })
const verifyNext = async (signers: readonly (typeof first)[], change: Partial<RootDocument> = {}) =>
  await verifyNextRoot(signGeneral(signers, ROOT_TYP, nextDocument(change)), previous)

t.test('the next root is signed by enough of those who hand over and of those who take over', async (t) => {
  for (const signers of [
    [first, second, NEW[0], NEW[2]],
    [...KEYS.root, ...NEW],
    [NEW[1], third, NEW[0], first],
  ]) {
    const root = unwrap(await verifyNext(signers))
    t.match(root, { version: 2, threshold: 2 })
    t.same(new Set(root.keys.keys()), new Set(NEW.map(({ kid }) => kid)))
  }
  const threshold = { ok: false, error: 'artefact/threshold' }
  t.same(await verifyNext([first, second]), threshold, 'only those of before')
  t.same(await verifyNext([...NEW]), threshold, 'only those of now')
  t.same(await verifyNext([first, second, NEW[0]]), threshold, 'one of those of now')
  t.same(await verifyNext([first, NEW[0], NEW[1]]), threshold, 'one of those of before')
  t.same(await verifyNext([first, KEYS.stranger, NEW[0], NEW[1]]), threshold, 'a stranger')
})

t.test('one signer does not sign the next root twice, on either side', async (t) => {
  const twice = { ok: false, error: 'artefact/signed-twice' }
  t.same(await verifyNext([first, first, NEW[0], NEW[1]]), twice)
  t.same(await verifyNext([first, second, NEW[0], NEW[0]]), twice)
  t.same(await verifyNext([first, second, NEW[0], NEW[1], NEW[1]]), twice, 'though there are enough')
})

t.test('a custodian who stays counts on both sides with one signature', async (t) => {
  const keys = [first.jwk, NEW[0].jwk, NEW[1].jwk]
  t.ok((await verifyNext([first, second, NEW[0]], { keys })).ok)
  t.same(await verifyNext([first, NEW[0]], { keys }), { ok: false, error: 'artefact/threshold' })
  const same = KEYS.root.map(({ jwk }) => jwk)
  t.ok((await verifyNext([second, third], { keys: same })).ok, 'the same keys for longer')
})

t.test('the next root may ask for more or fewer signatures: each side by its own number', async (t) => {
  t.same(await verifyNext([first, second, NEW[0], NEW[1]], { threshold: 3 }), {
    ok: false,
    error: 'artefact/threshold',
  })
  t.ok((await verifyNext([first, second, ...NEW], { threshold: 3 })).ok)
  t.ok((await verifyNext([first, second, NEW[2]], { threshold: 1 })).ok)
  t.same(await verifyNext([first, NEW[2]], { threshold: 1 }), { ok: false, error: 'artefact/threshold' })
})

t.test('roots follow one another by one version each', async (t) => {
  const signers = [first, second, NEW[0], NEW[1]]
  for (const version of [1, 3, Number.MAX_SAFE_INTEGER]) {
    t.same(await verifyNext(signers, { version }), { ok: false, error: 'artefact/root-gap' }, String(version))
  }
  const own = signGeneral(KEYS.root, ROOT_TYP, rootDocument())
  t.same(await verifyNextRoot(own, previous), { ok: false, error: 'artefact/root-gap' }, 'itself')
})

t.test('refuses another typ, form, schema or size of the next root, and never throws', async (t) => {
  const signers = [first, second, NEW[0], NEW[1]]
  const typed = signGeneral(signers, TRUST_LIST_TYP, nextDocument())
  t.same(await verifyNextRoot(typed, previous), { ok: false, error: 'artefact/header' })
  t.same(await verifyNextRoot('x'.repeat(65_537), previous), { ok: false, error: 'artefact/too-large' })
  for (const text of ['', 'null', '5', '{}', '{"payload":""}']) {
    t.same(await verifyNextRoot(text, previous), { ok: false, error: 'artefact/format' }, text)
  }
  const schema = { ok: false, error: 'artefact/schema' }
  t.same(await verifyNext(signers, { keys: [] }), schema)
  t.same(await verifyNext(signers, { threshold: 0 }), schema)
  t.same(await verifyNext(signers, { exp: -1 }), schema)
  const offCurve = { ...NEW[0].jwk, y: NEW[0].jwk.x }
  t.same(await verifyNext(signers, { keys: [offCurve, NEW[1].jwk] }), schema, 'a point that is not on the curve')
})

t.test('the same new key named twice counts once', async (t) => {
  const keys = [NEW[0].jwk, NEW[0].jwk]
  t.same(await verifyNext([first, second, NEW[0]], { keys }), { ok: false, error: 'artefact/threshold' })
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

t.test('a key of the same value is imported once, and the last few hundred are kept', async (t) => {
  const { jwk } = makeKey('kept')
  const key = await importVerificationKey(jwk)
  t.equal(await importVerificationKey({ ...jwk }), key)
  t.not(await importVerificationKey(makeKey('another').jwk), key)
  for (let count = 0; count < MOST_IMPORTED; count++) await importVerificationKey(makeKey(`filling ${count}`).jwk)
  const again = await importVerificationKey(jwk)
  t.not(again, key, 'who shows many keys fills no memory')
  t.match(again, { kid: key?.kid, alg: 'ES256' })
})

t.test('what cannot be imported for another reason than its point is tried anew', async (t) => {
  const broken = { ...makeKey('any').jwk, kty: 'none' } as never
  await t.rejects(importVerificationKey(broken))
  await t.rejects(importVerificationKey(broken))
})
