import t from 'tap'
import {
  coverOfJoined,
  isWholeVisa,
  type JoinedCover,
  listedStatus,
  sumOfVisa,
  termsOf,
  usedVisa,
  wholeVisa,
  withStatus,
} from '../../../server/store/visa-cover.ts'

const VALUES = {
  ...({ number: '222222222222', status: 'valid', status_list: 0, status_index: 77, entries_allowed: 1 } as const),
  ...{ entries_used: 0, valid_until: '2026-12-09', stay_days: 30, crossings_sum: 5 },
}
const VISA = { ...VALUES, sum: sumOfVisa(VALUES) }
const DAMAGED = { ...VISA, entries_used: 1 }

t.test('a change is summed anew, and one of a damaged row leaves it damaged', async (t) => {
  const used = usedVisa(VISA, 1, [{ sum: 3 }], [{ sum: 5 }])
  t.match(wholeVisa(used), { entries_used: 1, crossings_sum: 3 })
  t.match(wholeVisa(withStatus(used, 'revoked')), { status: 'revoked', entries_used: 1 })
  const withdrawn = withStatus(DAMAGED, 'revoked')
  t.match(withdrawn, { status: 'revoked' })
  t.equal(isWholeVisa(withdrawn), false)
  t.equal(isWholeVisa(usedVisa(DAMAGED, 0, [])), false, 'not even where it is as it was again')
  const damaged = { name: 'RowDamaged', message: 'visas 0/77 is not as it was written' }
  t.throws(() => withStatus(DAMAGED, 'valid'), damaged)
  t.throws(() => wholeVisa(DAMAGED), damaged)
})

t.test('a damaged row is in the lists what somebody must look at', async (t) => {
  t.strictSame(listedStatus(usedVisa(VISA, 1, [])), { list: 0, place: 77, status: 'exhausted' })
  t.strictSame(listedStatus(withStatus(VISA, 'suspended')), { list: 0, place: 77, status: 'suspended' })
  t.match(listedStatus(DAMAGED), { place: 77, status: 'suspended', damaged: { key: '0/77' } })
  t.match(listedStatus({ ...VISA, status: 'revoked' }), { status: 'revoked', damaged: { key: '0/77' } })
})

t.test('is read from beside other columns, and tells its terms', async (t) => {
  const joined = Object.fromEntries(Object.entries(VISA).map(([column, value]) => [`of_${column}`, value]))
  t.strictSame(coverOfJoined(joined as unknown as JoinedCover), VISA)
  t.equal(coverOfJoined({ ...(joined as unknown as JoinedCover), of_number: null }), undefined)
  t.match(termsOf(VISA), { status: 'valid', allowed: 1, validUntil: '2026-12-09', stayDays: 30 })
  t.equal(termsOf({ ...VISA, entries_allowed: null }).allowed, Number.POSITIVE_INFINITY)
})
