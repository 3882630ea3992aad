import t from 'tap'
import { isSameWaiting, NONE_WAITING, waitingOf, waitingWith } from '../../../scanner-client/offline/waiting-records.ts'

t.test('what waits is told by its count and by which records they are, in any order', async (t) => {
  const [one, two, three] = ['one', 'two', 'three'].map((hash) => ({ device: 'booth-7', hash }))
  if (one === undefined || two === undefined || three === undefined) throw new Error('three were made')
  const both = waitingOf([one, two])
  t.ok(isSameWaiting(both, waitingOf([two, one])))
  t.notOk(isSameWaiting(both, waitingOf([two, three])))
  t.notOk(isSameWaiting(both, waitingOf([one, { ...two, device: 'booth-8' }])))
  t.same(waitingWith(waitingWith(both, one, -1), two, -1), NONE_WAITING)
})
