import { join } from 'node:path'
import t from 'tap'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { enrolScanner } from '../../../scanner-client/offline/enrol-scanner.ts'
import { Rejected } from '../../../scanner-client/offline/http-call.ts'
import { scannerLine } from '../../../scanner-client/offline/scanner-line.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { build, PUBLIC_URL } from '../../server/build-app.ts'
import { makeDeviceKey } from '../../server/dpop-device.ts'
import { boothAt } from '../booth-scene.ts'
import { recordAt, VERIFY } from '../made-station.ts'

t.test('the key becomes known to the server, and the root is pinned; the code is good once', async (t) => {
  const built = await build(t)
  const { fetch } = await boothAt(t, built)
  const { secret } = (await built.authority('POST', '/v1/enrolment-codes', { role: 'border' })).body
  const code = { server: PUBLIC_URL, secret, root: await built.publisher.rootFingerprint() }
  const store = openStationStore(join(built.dir, 'enrolled', 'station.db'))
  t.teardown(() => store.close())
  const key = await makeDeviceKey()
  const given = { fetch, key: key.pair, name: 'Booth 9', checkpoint: 'NQZ' }
  const enrolment = await enrolScanner(store, code, given)
  t.match(enrolment, { role: 'border', name: 'Booth 9', checkpoint: 'NQZ', kid: key.kid })
  t.equal(enrolment.rootFingerprint, await built.publisher.rootFingerprint())
  t.same(await store.enrolment(), enrolment)
  await t.rejects(enrolScanner(store, code, given), Rejected)
  t.same(await store.enrolment(), enrolment, 'a refusal changes nothing')
})

t.test('keeps which carrier the server says that it belongs to, and that it may enrol no others', async (t) => {
  const built = await build(t)
  const { fetch } = await boothAt(t, built)
  await built.authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 2 })
  const root = await built.publisher.rootFingerprint()
  const enrolledWith = async (name: string, body: object) => {
    const { secret } = (await built.authority('POST', '/v1/enrolment-codes', { role: 'carrier', ...body })).body
    const store = openStationStore(join(built.dir, name, 'station.db'))
    t.teardown(() => store.close())
    const given = { fetch, key: (await makeDeviceKey()).pair, name, checkpoint: null }
    await enrolScanner(store, { server: PUBLIC_URL, secret, root }, given)
    return store.enrolment()
  }
  t.match(await enrolledWith('gate', { carrier: 'KC' }), { carrier: 'KC', administrator: false })
  t.match(await enrolledWith('alone', {}), { carrier: null, administrator: false })
})

t.test('what the enrolment of before did is handed in by it first, and where it cannot it stays', async (t) => {
  const built = await build(t)
  const booth = await boothAt(t, built)
  const root = await built.publisher.rootFingerprint()
  const enrolAnew = async () => {
    const { secret } = (await built.authority('POST', '/v1/enrolment-codes', { role: 'border' })).body
    const { fetch, store } = booth
    // The library that signs the proofs has this machine's clock.
    const line = scannerLine(fetch, () => Math.floor(Date.now() / 1000), VERIFY)
    const given = { fetch, key: (await makeDeviceKey()).pair, name: 'anew', checkpoint: null }
    await enrolScanner(store, { server: PUBLIC_URL, secret, root }, { ...given, before: { line, verify: VERIFY } })
  }
  await sync(booth.store, booth.client, booth.platform())
  const first = await recordAt(booth.store, entryOf(visaClaims().jti, { at: built.clock.now }))
  await enrolAnew()
  t.equal(await booth.store.countUnsent(), 0)
  t.match(await booth.store.ownRecord(first.event.id), { state: 'handed-in' })
  const second = await recordAt(booth.store, entryOf(visaClaims().jti, { at: built.clock.now }))
  await enrolAnew()
  t.match(await booth.store.queued('unsent', 0, 9), [{ hash: second.hash }], 'it held no data yet')
})
