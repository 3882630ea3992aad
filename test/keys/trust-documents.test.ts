import t from 'tap'
import { makeKeyPair } from '../../keys/key-pair.ts'
import { signerOfKey } from '../../keys/signer.ts'
import { checkRoot, checkTrustList, signRoot, signTrustList } from '../../keys/trust-documents.ts'

const NOW = 1_795_000_000
const pairs = await Promise.all([makeKeyPair(), makeKeyPair()])
const signers = pairs.map(({ kid, privateKey }) => signerOfKey(kid, 'root', privateKey))
const document = { version: 1, iat: NOW, exp: NOW + 1, threshold: 2, keys: pairs.map(({ jwk }) => jwk) }
const signed = await signRoot(signers, document)
const list = { version: 1, iat: NOW, exp: NOW + 1, keys: [] }

t.test('a root is signed by the threshold of its own keys', async (t) => {
  t.equal((await checkRoot(signed.text)).fingerprint, signed.fingerprint)
  await t.rejects(signRoot(signers.slice(1), document), {
    code: 'published/unverified',
    message: /artefact\/threshold/,
  })
  await t.rejects(checkRoot('{}'), { code: 'published/unverified' })
})

t.test('a trust list is signed by the threshold of the root', async (t) => {
  const text = await signTrustList(signers, list, signed.root)
  t.match(await checkTrustList(text, signed.root), { version: 1 })
  await t.rejects(signTrustList(signers.slice(1), list, signed.root), { message: /artefact\/threshold/ })
  await t.rejects(signTrustList(signers, { ...list, version: 0 }, signed.root), { message: /artefact\/schema/ })
})
