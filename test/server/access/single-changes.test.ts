import t from 'tap'
import { SINGLE_CHANGES_AN_HOUR, singleChanges } from '../../../server/access/single-changes.ts'

t.test('so many within an hour, and again as the first of them are an hour old', async (t) => {
  const { take } = singleChanges()
  for (let at = 0; at < SINGLE_CHANGES_AN_HOUR; at++) t.equal(take(1000 + at), true)
  t.equal(take(1000 + 3599), false)
  t.equal(take(1000 + 3600), true)
  t.equal(take(1000 + 3600), false, 'what was refused is not counted, what was taken is')
  t.equal(take(1000 + 3601), true)
})
