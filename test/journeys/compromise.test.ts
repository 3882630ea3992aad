import t, { type Test } from 'tap'
import { BUNDLE_HEADER, bundleLine } from '#evisa/bundle.ts'
import type { Situation } from '#evisa/situation.ts'
import type { TrustedKeyDocument } from '#evisa/trust-list.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import { DAY } from '../../fixtures/made-world.ts'
import { testKey } from '../../fixtures/test-signer.ts'
import { signGeneral } from '../../keys/signer.ts'
import { importBundle } from '../../scanner-client/offline/import-bundle.ts'
import { check } from '../../scanner-client/offline/scanner.ts'
import { sync } from '../../scanner-client/offline/sync.ts'
import { type MadeStation, stationAt, VERIFY, WORLD } from '../scanner-client/made-station.ts'
import { ARRIVAL, type Built, build, type IssuedVisa, MRZ, NOW, signingKeys } from '../server/build-app.ts'

const ENTRY: Situation = { audience: 'entry', checkpoint: 'NQZ', mrz: MRZ }
const BOARDING: Situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, mrz: MRZ }

/** The trust list as the custodians publish it next, with another word on one key. */
async function publish(built: Built, kid: string, change: Partial<TrustedKeyDocument>): Promise<void> {
  const { payload } = JSON.parse(built.keys.current.trustText)
  const list = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const keys = list.keys.map((key: TrustedKeyDocument) => (key.kid === kid ? { ...key, ...change } : key))
  const roots = await Promise.all([1, 2].map((number) => testKey(`root ${number}`, 'root')))
  const document = { ...list, version: list.version + 1, iat: built.clock.now, exp: built.clock.now + 30 * DAY, keys }
  const trustText = await signGeneral(
    roots.map(({ signer }) => signer),
    'evisa-trust+json',
    document,
  )
  built.keys.current = { ...signingKeys(WORLD, { visa: 'announced' }), trustText }
}

async function scene(t: Test) {
  const built = await build(t)
  const genuine = [await built.issue(), await built.issue(), await built.issue()]
  const addTeardown = (close: () => Promise<void>) => void t.teardown(close)
  const booth = await stationAt(built, 'border', addTeardown)
  const airline = await stationAt(built, 'carrier', addTeardown)
  const outstation = await stationAt(built, 'border', addTeardown)
  for (const station of [booth, airline, outstation]) await sync(station.store, station.client, station.platform())
  const [first] = genuine as [IssuedVisa]
  // The thief dates it back to long before the theft: the time of issue is his to choose.
  const forged = await WORLD.print({
    ...first.claims,
    jti: `F2F3F4F5F6F${checkCharacter('F2F3F4F5F6F')}`,
    iat: NOW - 60 * DAY,
  })
  return { built, genuine, forged, booth, airline, outstation }
}

async function verdict(station: MadeStation, text: string, isOffline = false): Promise<string> {
  const situation = station.enrolment.role === 'carrier' ? BOARDING : ENTRY
  const platform = station.platform(isOffline ? { client: null } : {})
  const { decision } = await check([text], situation, platform)
  return `${decision.outcome} ${decision.reason ?? ''}`.trim()
}

t.test('a stolen key: no forgery passes after the next refresh, and every true e-visa still does', async (t) => {
  const { built, genuine, forged, booth, airline, outstation } = await scene(t)
  const kid = WORLD.keys.visa?.signer.kid ?? ''
  t.equal(await verdict(airline, forged), 'clear', 'before anybody knows, a stolen key is a key')
  built.clock.now += 600
  await publish(built, kid, { state: 'compromised', compromised_at: built.clock.now - 300 })

  t.equal(await verdict(outstation, forged, true), 'clear', 'who is offline has not heard of it')
  for (const [station, refused] of [
    [airline, 'refuse key/compromised'],
    [booth, 'refer key/compromised'],
  ] as const) {
    t.equal(await verdict(station, forged), refused, 'at the next refresh')
    for (const { qr_text } of genuine) t.equal(await verdict(station, qr_text), 'clear')
    built.clock.now += 1800
    t.equal(await verdict(station, forged, true), refused, 'and offline after it')
    for (const { qr_text } of genuine) t.equal(await verdict(station, qr_text, true), 'clear')
  }
})

t.test('an airport without a network learns of it from a bundle', async (t) => {
  const { built, genuine, forged, outstation } = await scene(t)
  await publish(built, WORLD.keys.visa?.signer.kid ?? '', { state: 'compromised', compromised_at: NOW })
  const lines = [BUNDLE_HEADER]
  const snapshot = (await built.nobody('GET', '/v1/artefacts/2/snapshot')).text
  lines.push(bundleLine({ path: 'snapshot', text: snapshot }))
  const { artefacts } = JSON.parse(Buffer.from(snapshot.split('.')[1] ?? '', 'base64url').toString())
  for (const [path, { sha256 }] of Object.entries<{ sha256: string }>(artefacts)) {
    lines.push(bundleLine({ path, text: (await built.nobody('GET', `/v1/artefacts/by-hash/${sha256}`)).text }))
  }
  t.ok(
    lines.some((line) => line.includes('register/')),
    'the register of what was truly issued goes with it',
  )
  await importBundle(
    outstation.store,
    (async function* () {
      yield* lines
    })(),
    VERIFY,
    built.clock.now,
  )
  t.equal(await verdict(outstation, forged, true), 'refer key/compromised')
  for (const { qr_text } of genuine) t.equal(await verdict(outstation, qr_text, true), 'clear')
})

t.test('a thief of the snapshot key drives the version up; the next trust list brings everybody back', async (t) => {
  const { built, booth } = await scene(t)
  const genuine = (await built.nobody('GET', '/v1/artefacts/2/snapshot')).text
  const payload = JSON.parse(Buffer.from(genuine.split('.')[1] ?? '', 'base64url').toString())
  const driven = { ...payload, version: payload.version + 900, iat: built.clock.now + 3000 }
  const forged = await signingKeys(WORLD).key('snapshot', NOW)?.sign('evisa-snapshot+jwt', driven)
  booth.meddle = async (call, answer) =>
    call.endsWith('/snapshot') ? { status: 200, text: forged ?? '', headers: {} } : await answer()
  await sync(booth.store, booth.client, booth.platform())
  booth.meddle = (_, answer) => answer()
  built.clock.now += 400
  await t.rejects(sync(booth.store, booth.client, booth.platform()), { message: /artefact\/rollback/ })

  await publish(built, WORLD.keys.snapshot?.signer.kid ?? '', { state: 'compromised', compromised_at: NOW })
  // The custodians activated another key for snapshots in the same trust list: here one of the made world.
  const announced = WORLD.keys.announced?.signer.kid ?? ''
  await publish(built, announced, { purpose: 'snapshot', state: 'active', active_from: NOW - 60 })
  built.keys.current = { ...signingKeys(WORLD, { snapshot: 'announced' }), trustText: built.keys.current.trustText }
  t.match(built.watch.behind(), { shownBy: 'device' }, 'by what the thief made up the store seemed to have gone back')
  await built.watch.look()
  t.equal(built.watch.behind(), null, 'which nobody believes any more')
  await sync(booth.store, booth.client, booth.platform())
  t.ok((await booth.store.timeFloor()) <= built.clock.now, 'and the time that the thief made up is forgotten')
  t.equal(await verdict(booth, (await built.issue()).qr_text), 'clear')
})
