import { createHash } from 'node:crypto'
import t from 'tap'
import { derOfRaw } from '#evisa/ecdsa-der.ts'
import { testKey } from '../../fixtures/test-signer.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'

const officer = await testKey('officer', 'root')
const data = Buffer.from('a word')
const der = derOfRaw(await officer.signer.sign(data)) ?? new Uint8Array()

t.test('a signature is judged, and a point that is on no curve is told apart', async (t) => {
  t.equal(BY_NODE.check(officer.jwk, data, der), true)
  t.equal(BY_NODE.check(officer.jwk, Buffer.from('a wort'), der), false)
  t.equal(BY_NODE.check({ ...officer.jwk, x: officer.jwk.y }, data, der), null)
  t.same(BY_NODE.digest(data), createHash('sha256').update(data).digest())
})
