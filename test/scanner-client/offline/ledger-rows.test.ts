import t from 'tap'
import { crossing } from '../../../fixtures/made-world.ts'
import {
  bucketOf,
  chunkOf,
  isWhole,
  makeTally,
  readRow,
  rowOf,
  sumOfChunks,
} from '../../../scanner-client/offline/ledger-rows.ts'

const kept = (at: number, change = {}) => ({ crossing: crossing(at, change), allowed: 2 })

t.test('a row holds all that the ledger told of a crossing', async (t) => {
  const { id } = crossing(9, {})
  const checkpoint = 'a "place", [with] marks'
  for (const change of [{}, { voids: id, action: 'void', supervised: true }, { instead_of: id }, { checkpoint }]) {
    t.same(readRow(rowOf(kept(1, change), '2027-01-20', 1)), kept(1, change))
  }
  t.same(readRow(rowOf({ ...kept(1), allowed: null }, '2027-01-20', 0)).allowed, null)
  t.throws(() => readRow({ text: '["0193' }), { name: 'StorageFailed', fault: 'ledger-damaged' })
})

t.test('a bucket is whole with all of its rows in any order, and with nothing else', async (t) => {
  const rows = [1, 2, 3].map((at) => rowOf(kept(at), '2027-01-20', 1))
  const [one, two, three] = rows
  if (one === undefined || two === undefined || three === undefined) throw new Error('three rows were made')
  const bucket = bucketOf(crossing(1, {}).visa_number)
  const tally = makeTally()
  for (const row of rows) tally.add(row)
  t.same(tally.chunks(), [chunkOf(bucket)])
  const chunk = tally.changed(chunkOf(bucket), null)
  t.ok(isWhole(bucket, [three, one, two], chunk))
  t.notOk(isWhole(bucket, [one, two], chunk))
  t.notOk(isWhole(bucket, [one, two, two], chunk))
  t.notOk(isWhole(bucket, [one, two, { ...three, told: 0 }], chunk))
  t.notOk(isWhole(bucket, [one, two, { ...three, until: '2027-01-21' }], chunk))
  t.notOk(isWhole(bucket, [one, two, { ...three, bucket: bucket + 1 }], chunk))
  t.notOk(isWhole(bucket, [], undefined))
  t.notOk(isWhole(bucket, [], new Int32Array(3)))
  const gone = makeTally()
  gone.remove(two)
  t.ok(isWhole(bucket, [one, three], gone.changed(chunkOf(bucket), chunk)))
  t.not(sumOfChunks([chunk]), sumOfChunks([gone.changed(chunkOf(bucket), chunk)]))
  tally.clear()
  t.same(tally.chunks(), [])
})
