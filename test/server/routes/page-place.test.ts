import t from 'tap'
import { nextPlace, placeOf, referenceOf } from '../../../server/routes/page-place.ts'

t.test('the end of a page is the place of the next one, and a page that is not full is the last', async (t) => {
  const found = [
    { id: 'K7Q2', at: 5 },
    { id: 'M4XN', at: 7 },
  ]
  const next = nextPlace(found, 2, ({ at }) => at)
  t.equal(next, '7.M4XN')
  t.strictSame(placeOf(next ?? ''), { at: 7, id: 'M4XN' })
  t.equal(
    nextPlace(found, 3, ({ at }) => at),
    null,
  )
  t.equal(
    nextPlace([], 3, () => 0),
    null,
  )
  t.equal(placeOf(undefined), undefined)
})

t.test('a reference is read as it is typed; what can be none is nothing', async (t) => {
  t.equal(referenceOf('k7q2-m4xn-9tbd'.replace('9tbd', '9tbd')), referenceOf('K7Q2M4XN9TBD'))
  for (const typed of ['', 'x', '0000-0000-0000', '🙂']) t.equal(referenceOf(typed), '')
})
