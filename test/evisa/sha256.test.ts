import { createHash } from 'node:crypto'
import t from 'tap'
import { sha256 } from '#evisa/sha256.ts'

t.test('gives the digest that Node gives, of any ASCII text', async (t) => {
  for (const text of ['', 'abc', '{"iss":"KAZ"}', '\0\x7f', 'x'.repeat(100_000)]) {
    t.equal(Buffer.from(await sha256(text)).toString('hex'), createHash('sha256').update(text).digest('hex'))
  }
})
