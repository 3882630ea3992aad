import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { EnrolmentCode } from '#evisa/enrolment-code.ts'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import { Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import {
  clientOf,
  enrolled,
  enrolStation,
  now,
  platformOf,
  StationError,
  syncContext,
  withStore,
} from '../../../scanner-client/station/station.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { build } from '../../server/build-app.ts'
import { recordAt, STATION_KEY, told } from '../made-station.ts'

async function scene(t: Test) {
  const address = { url: '' }
  const built = await build(t, { publicUrl: () => address.url })
  const server = await built.app.listen({ port: 0, host: '127.0.0.1' })
  address.url = server
  // What the station signs in by bears this machine's time.
  built.clock.now = now()
  const store = openStationStore(join(built.dir, 'a station', 'station.db'))
  t.teardown(() => store.close())
  const codeFor = async (role: 'border' | 'carrier'): Promise<EnrolmentCode> => {
    const { body } = await built.authority('POST', '/v1/enrolment-codes', { role })
    return { server, secret: body.secret, root: body.root_fingerprint }
  }
  return { built, server, store, codeFor }
}

/** The server of these tests shares their thread: while they are busy it answers 503, and is asked again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('the server answered 503')) || tries === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

const given = { name: 'Booth 7', checkpoint: 'NQZ' }

t.test('enrols with a code: who it is, its role, its key and the root to believe', async (t) => {
  const { built, server, store, codeFor } = await scene(t)
  const code = await codeFor('border')
  const enrolment = await patiently(() => enrolStation(store, code, given))
  t.match(enrolment, {
    server,
    name: 'Booth 7',
    role: 'border',
    checkpoint: 'NQZ',
    device: /^dev-/,
    kid: /^.{11}$/,
    issuer: server,
  })
  t.equal((await store.deviceKey())?.privateKey.extractable, false, 'the key does not leave again')
  t.equal(enrolment.rootFingerprint, await built.publisher.rootFingerprint())
  t.same(await enrolled(store), enrolment)
  t.match(await patiently(async () => sync(store, await clientOf(store, enrolment), syncContext)), { newArtefacts: 6 })
  const other = openStationStore(join(built.dir, 'unnamed', 'station.db'))
  t.teardown(() => other.close())
  const another = await codeFor('carrier')
  t.match((await patiently(() => enrolStation(other, another, { name: undefined, checkpoint: null }))).name, /./)
})

t.test('says so when it is not enrolled', async (t) => {
  const { store } = await scene(t)
  await t.rejects(enrolled(store), { constructor: StationError, message: /not enrolled: .* enrol CODE/ })
  await t.rejects(platformOf(store, { dir: '', offline: true }), StationError)
})

t.test('a code that the server does not take changes nothing', async (t) => {
  const { store, codeFor } = await scene(t)
  const code = await codeFor('border')
  const first = await patiently(() => enrolStation(store, code, given))
  await t.rejects(
    patiently(() => enrolStation(store, code, given)),
    {
      constructor: StationError,
      message: /the server said no: .*used/,
    },
  )
  await t.rejects(
    patiently(() => enrolStation(store, { ...code, secret: 'x'.repeat(43) }, given)),
    StationError,
  )
  await t.rejects(enrolStation(store, { ...code, server: 'http://127.0.0.1:1' }, given), Unreachable)
  t.same(await enrolled(store), first)
})

t.test('enrolled anew it hands in what it did before, under the device that it was', async (t) => {
  const { built, store, codeFor } = await scene(t)
  const first = await patiently(async () => enrolStation(store, await codeFor('border'), given))
  const visa = await built.issue()
  const signed = await recordAt(store, entryOf(visa.visa_number))
  const second = await patiently(async () => enrolStation(store, await codeFor('border'), given))
  t.not(second.device, first.device)
  t.equal(await store.countUnsent(), 1)
  t.match(await patiently(async () => sync(store, await clientOf(store, second), syncContext)), { handedIn: 1 })
  const [handedIn] = await built.store.chainOf(first.device, 0, 10)
  t.match(handedIn, { hash: signed.hash, receivedFrom: second.device, standing: 'counts' })
})

t.test('at another authority it reads the ledger from its beginning', async (t) => {
  const { built, store, codeFor } = await scene(t)
  await patiently(async () => enrolStation(store, await codeFor('border'), given))
  await store.addLedgerPage({ crossings: [told(crossing(1, {}))], next: 1000, asOf: NOW })
  const enrolment = await patiently(async () => enrolStation(store, await codeFor('border'), given))
  const visa = await built.issue()
  const other = await built.enrol('border')
  await other.handIn(entryOf(visa.visa_number))
  t.match(await patiently(async () => sync(store, await clientOf(store, enrolment), syncContext)), { newCrossings: 1 })
  t.match(await store.crossingsOf(visa.visa_number), [{ device: other.id }])
  t.same(await store.crossingsOf(crossing(1, {}).visa_number), [])
})

t.test('a scan has no line to the server when it is switched off, and one of two seconds otherwise', async (t) => {
  const { store, codeFor } = await scene(t)
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  t.teardown(() => {
    silent.closeAllConnections()
    silent.close()
  })
  const code = await codeFor('border')
  const enrolment = await patiently(() => enrolStation(store, code, given))
  t.equal((await platformOf(store, { dir: '', offline: true })).client, null)
  const elsewhere = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  await store.saveEnrolment({ ...enrolment, server: elsewhere, issuer: elsewhere }, STATION_KEY.pair)
  const { client, newId, now: clock } = await platformOf(store, { dir: '', offline: false })
  if (client === null) throw new Error('a line was expected')
  const began = Date.now()
  await t.rejects(client.feed(0), Unreachable)
  const took = Date.now() - began
  t.ok(took > 1500, `${took} ms`)
  t.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  t.equal(clock(), now())
  t.ok(Math.abs(now() - Date.now() / 1000) < 2)
})

t.test('closes its storage when the work is done and when it fails', async (t) => {
  const dir = t.testdir()
  const stores: { enrolment(): Promise<unknown> }[] = []
  t.equal(await withStore({ dir, offline: true }, async (store) => stores.push(store)), 1)
  await t.rejects(
    withStore({ dir, offline: true }, async (store) => {
      stores.push(store)
      throw new RangeError('a bug')
    }),
    RangeError,
  )
  for (const store of stores) await t.rejects(store.enrolment(), /not open/)
})
