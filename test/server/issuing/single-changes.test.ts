import t from 'tap'
import { SINGLE_CHANGES_AN_HOUR, singleChanges } from '../../../server/issuing/single-changes.ts'

t.test('so many within an hour, and again as the first of them are an hour old', async (t) => {
  const { take } = singleChanges()
  for (let at = 0; at < SINGLE_CHANGES_AN_HOUR; at++) t.ok(take(1000 + at))
  t.equal(take(1000 + 3599), null)
  t.ok(take(1000 + 3600), 'being refused counts for nothing')
  t.equal(take(1000 + 3600), null)
})

t.test('a place that is given back is there for another, once', async (t) => {
  const { take } = singleChanges()
  const [first] = Array.from({ length: SINGLE_CHANGES_AN_HOUR }, () => take(1000))
  first?.()
  first?.()
  t.ok(take(1000))
  t.equal(take(1000), null)
})
