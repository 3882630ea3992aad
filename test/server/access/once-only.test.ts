import t from 'tap'
import { onceOnly } from '../../../server/access/once-only.ts'

t.test('a name is used once, for as long as it must be remembered', async (t) => {
  const used = onceOnly(300)
  t.equal(used.use('a', 1000), 'first')
  for (const later of [1000, 1299, 1300, 1599]) t.equal(used.use('a', later), 'again', String(later))
  t.equal(used.use('b', 1599), 'first')
  t.equal(used.use('b', 1899), 'again')
  t.equal(used.use('a', 9000), 'first', 'long forgotten')
})

t.test('what cannot be remembered is refused, and what is remembered stays so', async (t) => {
  const used = onceOnly(300, 2)
  t.same(
    ['a', 'b', 'c', 'a'].map((name) => used.use(name, 1000)),
    ['first', 'first', 'full', 'again'],
  )
  t.equal(used.use('c', 1700), 'first', 'there is room again in time')
})
