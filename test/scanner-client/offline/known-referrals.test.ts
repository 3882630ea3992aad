import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { HAND_IN_BATCH } from '../../../scanner-client/offline/hand-in.ts'
import { keepHandOver, knownReferrals, noteHandOver } from '../../../scanner-client/offline/known-referrals.ts'
import { type ScannerStore, StorageFailed } from '../../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { madeDevice, referralOf, secondLineOf } from '../../made-device.ts'
import { enrol, recordAt } from '../made-station.ts'

const visa = visaClaims().jti
const device = await madeDevice('booth-1')
const handOver = (at: number = NOW) => device.sign(referralOf(visa, { at }))

async function opened(t: Test): Promise<ScannerStore> {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  return store
}

async function waiting(store: ScannerStore): Promise<readonly string[]> {
  return (await knownReferrals(store, [], 'NQZ')).map(({ event }) => event.id)
}

t.test('what was handed over goes after a day, and the oldest of over a hundred', async (t) => {
  const store = await opened(t)
  const [old, recent] = [await handOver(NOW - 86_401), await handOver(NOW - 86_400)]
  for (const { jws } of [old, recent, recent]) await keepHandOver(store, jws, NOW - 1)
  t.same(await waiting(store), [old.event.id, recent.event.id])
  const now = await handOver()
  await keepHandOver(store, now.jws, NOW)
  t.same(await waiting(store), [recent.event.id, now.event.id])
  const others = await Promise.all(Array.from({ length: 99 }, () => handOver()))
  for (const { jws } of others) await keepHandOver(store, jws, NOW)
  t.same(new Set(await waiting(store)), new Set([now, ...others].map(({ event }) => event.id)))
})

t.test('notes what became of one, and of no other; that it cannot is no fault of the record', async (t) => {
  const store = await opened(t)
  const [one, other] = [await handOver(NOW - 2), await handOver(NOW - 1)]
  for (const { jws } of [one, other]) await keepHandOver(store, jws, NOW)
  const act = { device: 'booth-7', operator: 'KZ-1', at: NOW }
  await noteHandOver(store, one.event.id, { state: 'taken', act })
  const states = async () => (await store.handedOver()).map(({ state }) => state)
  t.same(await states(), ['taken', 'open'])
  t.match(await store.handedOver(), [{ jws: one.jws, act }])
  const full = { ...store, keepHandedOver: () => Promise.reject(new StorageFailed('full', 'full')) }
  await noteHandOver(full, one.event.id, 'closed')
  await noteHandOver(store, 'of nobody', 'closed')
  t.same(await states(), ['taken', 'open'])
  await noteHandOver(store, one.event.id, { state: 'closed', act })
  await noteHandOver(store, other.event.id, 'closed')
  t.same(await states(), [])
})

t.test('all that was done here counts, however much waits to be handed in', async (t) => {
  const store = await opened(t)
  const { event } = await recordAt(store, referralOf(visa))
  for (let taken = 1; taken < HAND_IN_BATCH; taken++) await recordAt(store, secondLineOf(visa, event.id))
  t.same(await waiting(store), [event.id])
  await recordAt(store, secondLineOf(visa, event.id, { did: 'closed', text: 'sent home' }))
  t.same(await waiting(store), [])
})
