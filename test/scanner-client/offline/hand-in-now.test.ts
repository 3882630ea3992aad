import t from 'tap'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { handInNow } from '../../../scanner-client/offline/hand-in-now.ts'
import { entryOf } from '../../made-device.ts'
import { onCall, scene, syncOf } from '../booth-scene.ts'
import { NOBODY_ANSWERS, recordAt } from '../made-station.ts'

const visa = visaClaims().jti

t.test('hands in what is here up to the record, and gives its receipt', async (t) => {
  const { stations } = await scene(t, 1)
  const [booth] = stations
  const first = await recordAt(booth.store, entryOf(visa))
  const second = await recordAt(booth.store, entryOf(visa))
  const third = await recordAt(booth.store, entryOf(visa))
  t.match(await handInNow(second, booth.platform()), { hash: second.hash, result: 'stored' })
  t.match(await booth.store.queued('unsent', 0, 10), [{ hash: third.hash }])
  t.match(await booth.store.ownRecord(first.event.id), { state: 'handed-in' })
})

t.test('gives the receipt that a sync beside it was faster to bring', async (t) => {
  const { stations } = await scene(t, 1)
  const [booth] = stations
  const record = await recordAt(booth.store, entryOf(visa))
  await syncOf(booth)
  booth.meddle = NOBODY_ANSWERS
  t.match(await handInNow(record, booth.platform()), { hash: record.hash })
})

t.test('gives nothing where no genuine answer comes, and the record stays', async (t) => {
  const { stations } = await scene(t, 1)
  const [booth] = stations
  const record = await recordAt(booth.store, entryOf(visa))
  t.equal(await handInNow(record, booth.platform({ client: null })), null)
  for (const status of [200, 403, 500]) {
    onCall(booth, 'POST /v1/crossings', async () => ({ status, text: '{}', headers: {} }))
    t.equal(await handInNow(record, booth.platform()), null)
  }
  t.equal(await booth.store.countUnsent(), 1)
})
