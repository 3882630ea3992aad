import { generateKeyPairSync } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import t from 'tap'
import { isEasyToName, keyPairOf, makeKeyPair } from '../../keys/key-pair.ts'

t.test('a key is known by the first 8 bytes of its thumbprint', async (t) => {
  const { kid, jwk } = await makeKeyPair()
  const thumbprint = Buffer.from(await calculateJwkThumbprint(jwk), 'base64url')
  t.equal(kid, thumbprint.subarray(0, 8).toString('base64url'))
  t.same(Object.keys(jwk).sort(), ['crv', 'kty', 'x', 'y'], 'the public half only')
})

t.test('two keys are never the same; the public half follows from the private', async (t) => {
  const [one, other] = [await makeKeyPair(), await makeKeyPair()]
  t.not(one.kid, other.kid)
  t.same((await keyPairOf(one.privateKey)).jwk, one.jwk)
})

t.test('no key is made whose name a command would take for an option', async (t) => {
  t.equal(isEasyToName('-0N1dK0N1dA'), false)
  const pairs = await Promise.all(Array.from({ length: 300 }, () => makeKeyPair()))
  t.same(
    pairs.filter(({ kid }) => kid.startsWith('-')),
    [],
  )
})

t.test('refuses a key of another curve', async (t) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  await t.rejects(keyPairOf(privateKey), { code: 'key/not-p256' })
})
