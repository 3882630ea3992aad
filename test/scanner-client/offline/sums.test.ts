import t from 'tap'
import { packSmall, sumOf, textOfSum, unpackSmall } from '../../../scanner-client/offline/sums.ts'

t.test('every bit of a text changes its sum', async (t) => {
  const text = '["0193510e-0000-7000-8000-000000000001","K7Q2M4XN9TBD","entry"]'
  const sums = new Set([textOfSum(sumOf(text))])
  for (let at = 0; at < text.length; at++) {
    for (let bit = 0; bit < 16; bit++) {
      const code = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit))
      sums.add(textOfSum(sumOf(text.slice(0, at) + code + text.slice(at + 1))))
    }
  }
  t.equal(sums.size, text.length * 16 + 1)
})

t.test('a small thing comes back as it was kept, under its own name', async (t) => {
  for (const value of [null, 0, 'revoked', [1, 2], { copy: 1, asOf: null }]) {
    const kept = packSmall('some', value)
    t.same(unpackSmall('some', kept), { value })
    t.equal(unpackSmall('other', kept), 'damaged', 'it is not that of another')
    for (let at = 0; at < kept.length; at++) {
      const code = String.fromCharCode(kept.charCodeAt(at) ^ 1)
      t.equal(unpackSmall('some', kept.slice(0, at) + code + kept.slice(at + 1)), 'damaged', `${at}`)
    }
  }
  for (const kept of ['', ' ', 'null', ' null']) t.equal(unpackSmall('some', kept), 'damaged')
})
