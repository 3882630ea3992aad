import t from 'tap'
import { evisasFirst, holdsEvisa } from '../../../scanner-client/offline/evisas-first.ts'
import { textOfSeed } from '../made-pictures.ts'

t.test('what holds the digits of an e-visa comes first, all else as it was found', async (t) => {
  const evisa = textOfSeed(1)
  t.same(evisasFirst(['BOARDING PASS', evisa, 'https://example.org']), [evisa, 'BOARDING PASS', 'https://example.org'])
  t.same(evisasFirst([]), [])
  t.equal(holdsEvisa(`https://gate.example/Q#${'7'.repeat(340)}`), true)
  t.equal(holdsEvisa(`*${'7'.repeat(340)}*`), true, 'readers add signs')
  for (const text of ['', '7'.repeat(99), `${'7'.repeat(99)}*${'7'.repeat(99)}`]) t.equal(holdsEvisa(text), false)
})
