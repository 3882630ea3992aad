import t from 'tap'
import { makeKeyPair } from '../../keys/key-pair.ts'
import { signerOfKey } from '../../keys/signer.ts'
import {
  checkNextRoot,
  checkRoot,
  checkTrustList,
  signNextRoot,
  signRoot,
  signTrustList,
} from '../../keys/trust-documents.ts'

const NOW = 1_795_000_000
const pairs = await Promise.all([makeKeyPair(), makeKeyPair(), makeKeyPair()])
const [first, second, third] = pairs.map(({ kid, privateKey }) => signerOfKey(kid, 'root', privateKey))
if (!first || !second || !third) throw new Error('three keys were made')
const jwks = pairs.map(({ jwk }) => jwk)
const document = { version: 1, iat: NOW, exp: NOW + 100, threshold: 2, keys: jwks.slice(0, 2) }
const signed = await signRoot([first, second], document)
const list = { version: 1, iat: NOW, exp: NOW + 1, keys: [] }

t.test('a root is signed by the threshold of its own keys', async (t) => {
  t.equal((await checkRoot(signed.text)).fingerprint, signed.fingerprint)
  t.same(signed.document, document)
  await t.rejects(signRoot([second], document), { code: 'published/unverified', message: /artefact\/threshold/ })
  await t.rejects(checkRoot('{}'), { code: 'published/unverified' })
})

t.test('the next root is signed by those who hand over and those who take over', async (t) => {
  const next = { ...document, version: 2, keys: jwks.slice(1) }
  const both = await signNextRoot([first, second, third], next, signed.root)
  t.equal((await checkNextRoot(both.text, signed.root)).root.version, 2)
  t.same(both.document, next)
  const refused = { code: 'published/unverified', message: /artefact\/threshold/ }
  await t.rejects(signNextRoot([first, second], next, signed.root), refused, 'one new key does not sign')
  await t.rejects(signNextRoot([second, third], next, signed.root), refused, 'one old key does not sign')
  await t.rejects(signNextRoot([first, second, third], { ...next, version: 3 }, signed.root), {
    message: /artefact\/root-gap/,
  })
})

t.test('a trust list is signed by the threshold of the root', async (t) => {
  const { text } = await signTrustList([first, second], list, signed.root)
  t.match(await checkTrustList(text, signed.root), { text, document: list })
  await t.rejects(signTrustList([second], list, signed.root), { message: /artefact\/threshold/ })
  await t.rejects(signTrustList([first, second], { ...list, version: 0 }, signed.root), { message: /artefact\/schema/ })
})

t.test('a trust list ends no later than its root', async (t) => {
  const long = await signTrustList([first, second], { ...list, exp: NOW + 1000 }, signed.root)
  t.equal(long.document.exp, NOW + 100)
})
