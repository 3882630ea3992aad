import t from 'tap'
import { SINGLE_CHANGES_AN_HOUR, singleChanges } from '../../../server/issuing/single-changes.ts'

t.test('so many within an hour, and again as the first of them are an hour old', async (t) => {
  const { isFull, note } = singleChanges()
  for (let at = 0; at < SINGLE_CHANGES_AN_HOUR; at++) {
    t.equal(isFull(1000 + at), false)
    note(1000 + at)
  }
  t.equal(isFull(1000 + 3599), true)
  t.equal(isFull(1000 + 3600), false, 'asking counts for nothing')
  note(1000 + 3600)
  t.equal(isFull(1000 + 3600), true)
})
