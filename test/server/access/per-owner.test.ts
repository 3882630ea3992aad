import t from 'tap'
import { placesPerOwner } from '../../../server/access/per-owner.ts'

t.test('an owner has so many places, others have theirs, and one that is given back is taken again', async (t) => {
  const take = placesPerOwner(2, 'flights are being read')
  const giveBack = take('KC')
  take('KC')
  t.throws(() => take('KC'), {
    code: 'too-many',
    message: '2 flights are being read by your carrier already: wait for one of them.',
    headers: { 'retry-after': '1' },
  })
  t.doesNotThrow(() => take('TK'))
  giveBack()
  t.doesNotThrow(() => take('KC'))
  t.throws(() => take('KC'), { code: 'too-many' })
})
