import { join } from 'node:path'
import t, { type Test } from 'tap'
import { verifyCrossingEvent } from '#evisa/event-chain.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { eventOf, isAttempt, recordOwn } from '../../../scanner-client/offline/own-chain.ts'
import { type ScannerStore, StorageFailed } from '../../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf, exitOf } from '../../made-device.ts'
import { enrol, recordAt, STATION_KEY } from '../made-station.ts'

const visa = visaClaims().jti

function booth(t: Test) {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  return store
}

t.test('signs each record by the key of the device, over the one before it', async (t) => {
  const store = booth(t)
  await enrol(store)
  const first = await recordAt(store, entryOf(visa))
  const second = await recordAt(store, exitOf(visa))
  t.match(first.event, { device: 'booth-7', seq: 1, prev: null })
  t.match(second.event, { device: 'booth-7', seq: 2, prev: first.hash })
  const key = await importVerificationKey(STATION_KEY.jwk)
  if (key === null) throw new Error('no key')
  for (const { jws, hash, event } of [first, second]) {
    const verified = await verifyCrossingEvent(jws, key)
    t.match(verified, { ok: true, value: { hash, event } })
    t.same(eventOf(jws), event)
  }
})

t.test('programs of one station that record at once make one chain, and lose nothing', async (t) => {
  const store = booth(t)
  await enrol(store)
  const other = openStationStore(join(t.testdirName, 'station.db'))
  t.teardown(() => other.close())
  const recorded = await Promise.all(
    Array.from({ length: 20 }, (_, at) => recordAt(at % 2 === 0 ? store : other, entryOf(visa))),
  )
  const queue = await store.queued('unsent', 0, 100)
  t.same(
    queue.map(({ event }) => event.seq),
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
  for (const [at, { event }] of queue.entries()) t.equal(event.prev, queue[at - 1]?.hash ?? null)
  t.same(new Set(queue.map(({ hash }) => hash)), new Set(recorded.map(({ hash }) => hash)))
})

t.test('of two programs that admit on one visa at once one records', async (t) => {
  const store = booth(t)
  await enrol(store)
  const other = openStationStore(join(t.testdirName, 'station.db'))
  t.teardown(() => other.close())
  const both = await Promise.all([store, other].map((each) => recordOwn(each, entryOf(visa), [])))
  t.equal(both.filter((one) => one === 'crossings-moved').length, 1)
  t.equal(await store.countUnsent(), 1)
})

t.test('records nothing that no server would take, and nothing without an enrolment', async (t) => {
  const store = booth(t)
  await t.rejects(recordOwn(store, entryOf(visa)), TypeError)
  await enrol(store)
  for (const bad of [
    entryOf(visa, { operator: '' }),
    entryOf(visa, { operator: 'x'.repeat(41) }),
    entryOf(visa, { checkpoint: 'a\nb' }),
    entryOf('no visa number'),
  ]) {
    await t.rejects(recordOwn(store, bad), TypeError)
  }
  t.equal(await store.countUnsent(), 0)
})

t.test('an attempt is an entry that is asked for', async (t) => {
  const store = booth(t)
  await enrol(store)
  t.equal(isAttempt((await recordAt(store, entryOf(visa, { basis: 'online' }))).event), true)
  t.equal(isAttempt((await recordAt(store, entryOf(visa))).event), false)
  t.equal(isAttempt((await recordAt(store, exitOf(visa, { basis: 'online' }))).event), false)
})

t.test(
  'makes room for a record by what was handed in, and says that it is full where there is none of it',
  async (t) => {
    const store = openStationStore(join(t.testdir(), 'station.db'))
    t.teardown(() => store.close())
    await enrol(store)
    const full = new StorageFailed('full', 'the disk is full')
    let room = 0
    const tight = (handedIn: number): ScannerStore => ({
      ...store,
      record: async (...given) => {
        if (room === 0) throw full
        return store.record(...given)
      },
      dropOldestHandedIn: async () => {
        room += handedIn
        return handedIn
      },
    })
    await t.rejects(recordOwn(tight(0), entryOf(visaClaims().jti)), full)
    t.match(await recordOwn(tight(7), entryOf(visaClaims().jti)), { event: { seq: 1 } })
  },
)
