import { createHash } from 'node:crypto'
import t from 'tap'
import { BY_WEB_CRYPTO } from '#evisa/assertion-platform.ts'
import { derOfRaw } from '#evisa/ecdsa-der.ts'
import { testKey } from '../../fixtures/test-signer.ts'

const { jwk, signer } = await testKey('officer', 'root')
const data = Buffer.from('a word')
const der = derOfRaw(await signer.sign(data)) ?? new Uint8Array()

t.test('a signature is judged, a point that is on no curve is told apart, and a bug is a bug', async (t) => {
  t.equal(await BY_WEB_CRYPTO.check(jwk, data, der), true)
  t.equal(await BY_WEB_CRYPTO.check(jwk, Buffer.from('a wort'), der), false)
  t.equal(await BY_WEB_CRYPTO.check(jwk, data, der.subarray(1)), false)
  t.equal(await BY_WEB_CRYPTO.check({ ...jwk, x: jwk.y }, data, der), null)

  t.same(await BY_WEB_CRYPTO.digest(data), createHash('sha256').update(data).digest())
})
