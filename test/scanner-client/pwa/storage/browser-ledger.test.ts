import t from 'tap'
import { crossing, NOW, visaClaims } from '../../../../fixtures/made-world.ts'
import { openPageStore, storePage } from '../../../browser/page-store.ts'
import { entryOf } from '../../../made-device.ts'
import { enrol, recordAt, told } from '../../made-station.ts'

const visa = visaClaims().jti

t.test('forgets thousands at once, but keeps what the server may not have', async (t) => {
  const { open } = await storePage(t)
  const store = await openPageStore(await open(), 'over')
  await enrol(store)
  const { event } = await recordAt(store, entryOf(visa))
  const own = (await store.crossingsOf(visa)).map((one) => told(one, 1, '2026-11-21'))
  const others = Array.from({ length: 6000 }, (_, at) => told(crossing(at, { visa_number: 'OTHER' }), 1, '2026-11-21'))
  const last = told(crossing(7000, { visa_number: 'OTHER' }), 1, '2026-11-22')
  await store.addLedgerPage({ crossings: [...others, ...own, last], next: 1, asOf: NOW })
  t.equal((await store.crossingsOf('OTHER')).length, 6001)
  await store.forgetBefore('2026-11-22')
  t.same(await store.crossingsOf('OTHER'), [last.crossing])
  t.match(await store.crossingsOf(visa), [{ id: event.id }])
  t.equal(await store.countUnsent(), 1)
})

t.test('forgets thousands in turns, and what the server may not have never', async (t) => {
  const { open } = await storePage(t)
  const store = await openPageStore(await open(), 'forgetful')
  await enrol(store)
  await recordAt(store, entryOf(visa))
  const crossings = Array.from({ length: 4500 }, (_, at) =>
    told(crossing(at + 10, { visa_number: `OTHER${at % 50}` }), 1, at < 4400 ? '2026-11-20' : '2026-12-20'),
  )
  await store.addLedgerPage({ crossings, next: 1, asOf: NOW })
  await store.forgetBefore('2026-12-01')
  t.equal((await store.crossingsOf('OTHER0')).length, 2)
  await store.forgetBefore('2099-01-01')
  t.same(await store.crossingsOf('OTHER0'), [])
  t.equal((await store.crossingsOf(visa)).length, 1)
  t.equal(await store.countUnsent(), 1)
})
