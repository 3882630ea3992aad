import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { signCrossingEvent } from '#evisa/event-chain.ts'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf, voidOf } from '../../made-device.ts'
import { enrol, receiptOf, recordAt, STATION_KEY } from '../made-station.ts'

const visa = visaClaims().jti

t.test('keeps what was signed to the letter, whatever its texts are', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  const entry = await recordAt(store, entryOf(visa, { operator: "'; DROP TABLE own_records; --" }))
  const text = 'ошибка "двойной" \u2028 %_\\'
  const mistake = await recordAt(store, voidOf(visa, entry.event.id, { text }))
  const queue = await store.queued('unsent', 0, 10)
  t.same(
    queue.map(({ jws, hash, event }) => ({ jws, hash, event })),
    [entry, mistake],
  )
})

t.test('a place is never given twice, also after its record was forgotten', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  t.teardown(() => store.close())
  await enrol(store)
  await recordAt(store, entryOf(visa))
  const [first] = await store.queued('unsent', 0, 10)
  if (first === undefined) throw new Error('nothing is queued')
  await store.keepReceipts(new Map([[first.place, receiptOf(first.hash)]]))
  const other = new Database(file)
  other.exec('DELETE FROM own_records')
  other.close()
  await recordAt(store, entryOf(visa))
  t.match(await store.queued('unsent', 0, 10), [{ place: first.place + 1, event: { seq: 2 } }])
})

t.test('a place in the chain is never taken twice, whatever head is named', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  await recordAt(store, entryOf(visa))
  const head = await store.chainHead()
  const again = await signCrossingEvent(entryOf(visa), 'booth-7', { seq: 0, hash: null }, STATION_KEY)
  await t.rejects(store.record(again, head), { code: 'SQLITE_CONSTRAINT_UNIQUE' })
  t.same(await store.chainHead(), head)
  t.equal(await store.countUnsent(), 1)
  t.equal((await store.crossingsOf(visa)).length, 1)
})
