import t from 'tap'
import { inParts } from '../../platform/in-parts.ts'

async function* of(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text)
}
const partsOf = async (size: number, ...texts: readonly string[]) =>
  (await Array.fromAsync(inParts(of(...texts), size))).map(String)

t.test('whatever comes is given in parts of one size, and what is left last', async (t) => {
  t.strictSame(await partsOf(4, 'abcdefghij'), ['abcd', 'efgh', 'ij'])
  t.strictSame(await partsOf(4, 'a', 'bcd', 'efghi', '', 'j'), ['abcd', 'efgh', 'ij'])
  t.strictSame(await partsOf(4, 'abcd', 'efgh'), ['abcd', 'efgh'], 'nothing is left')
  t.strictSame(await partsOf(4), [])
  t.strictSame(await partsOf(4, '', ''), [])
})

t.test('a part is given as soon as it is there, before the next piece is asked for', async (t) => {
  let asked = 0
  async function* counted() {
    for (const text of ['ab', 'cd', 'ef']) {
      asked += 1
      yield Buffer.from(text)
    }
  }
  const parts = inParts(counted(), 4)
  t.equal(String((await parts.next()).value), 'abcd')
  t.equal(asked, 2)
})
