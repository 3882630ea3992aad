import t from 'tap'
import { signCrossingEvent } from '#evisa/event-chain.ts'
import { visaClaims } from '../../../../fixtures/made-world.ts'
import { openPageStore, storePage } from '../../../browser/page-store.ts'
import { entryOf, voidOf } from '../../../made-device.ts'
import { enrol, receiptOf, recordAt, STATION_KEY } from '../../made-station.ts'

const visa = visaClaims().jti

t.test('keeps what was signed to the letter, and gives no place twice', async (t) => {
  const { open } = await storePage(t)
  const store = await openPageStore(await open(), 'chain')
  await enrol(store)
  const entry = await recordAt(store, entryOf(visa, { operator: "'; DROP TABLE own_records; --" }))
  const mistake = await recordAt(store, voidOf(visa, entry.event.id, { text: 'ошибка "двойной" \u2028 %_\\' }))
  const queue = await store.queued('unsent', 0, 10)
  t.same(
    queue.map(({ jws, hash, event }) => ({ jws, hash, event })),
    [entry, mistake],
  )
  await store.keepReceipts(new Map(queue.map(({ place, hash }) => [place, receiptOf(hash)])))
  await store.addLedgerPage({ crossings: [], next: 1, asOf: 1 })
  await store.forgetBefore('2099-01-01')
  t.equal(await store.ownRecord('last'), null, 'what is over and handed in is forgotten')
  await recordAt(store, entryOf(visa))
  t.match(await store.queued('unsent', 0, 10), [{ place: (queue.at(-1)?.place ?? 0) + 1, event: { seq: 3 } }])
})

t.test('a place in the chain is never taken twice, whatever head is named', async (t) => {
  const { open } = await storePage(t)
  const store = await openPageStore(await open(), 'twice')
  await enrol(store)
  await recordAt(store, entryOf(visa))
  const head = await store.chainHead()
  const again = await signCrossingEvent(entryOf(visa), 'booth-7', { seq: 0, hash: null }, STATION_KEY)
  await t.rejects(store.record(again, head), { name: 'ConstraintError' })
  t.same(await store.chainHead(), head)
  t.equal(await store.countUnsent(), 1)
  t.equal((await store.crossingsOf(visa)).length, 1)
})

t.test('the queue goes on after a place that has left it, and ends', async (t) => {
  const { open } = await storePage(t)
  const store = await openPageStore(await open(), 'queue')
  await enrol(store)
  for (let at = 0; at < 5; at++) await recordAt(store, entryOf(visa))
  const queue = await store.queued('unsent', 0, 10)
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = queue.map(({ place }) => place)
  await store.keepReceipts(new Map(queue.slice(1, 3).map(({ place, hash }) => [place, receiptOf(hash)])))
  const placesAfter = async (after: number, limit = 10) =>
    (await store.queued('unsent', after, limit)).map(({ place }) => place)
  t.same(await placesAfter(0), [first, fourth, fifth])
  for (const after of [first, second, third]) t.same(await placesAfter(after, 1), [fourth])
  t.same(await placesAfter(fourth), [fifth])
  t.same(await placesAfter(fifth), [])
  t.same(await store.queued('rejected', 0, 10), [])
})
