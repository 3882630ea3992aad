/** A clock that jumps, a wrong time that was signed, and the way out of both; with the real storage of a station. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { earliestNow, isClockBehind } from '#evisa/knowledge.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import { takeSet, UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { ClockDoubted, judgeClock, MAX_STANDSTILL_SECONDS } from '../../../server/publishing/clock-guard.ts'
import type { Publisher } from '../../../server/publishing/publish.ts'
import { enrol } from '../../scanner-client/made-station.ts'
import { nextTrustList } from '../next-trust-list.ts'
import { ACT } from '../store/made-visas.ts'
import { publishedBy } from '../taking-scanner.ts'
import { madePublisher, snapshotOf, statusIn, WORLD } from './made-publisher.ts'

const HOUR = 3600
const GUARDED = { maxStandstillSeconds: MAX_STANDSTILL_SECONDS }

/** A station that takes what a publisher serves by a clock of its own. */
async function madeStation(t: Test, publisher: () => Publisher) {
  const store = openStationStore(join(t.testdir(), `station-${randomUUID()}.db`))
  t.teardown(() => store.close())
  await enrol(store)
  const offered = publishedBy(publisher)
  return {
    store,
    take: (now: number) =>
      takeSet(store, WORLD, async (path, sha256) => offered(path === 'root/pinned' ? 'root/1' : path, sha256), {
        ...{ verify: { inflate: inflateBytes }, now, steady: null },
      }),
  }
}

t.test('a clock is judged by what was signed last', async (t) => {
  for (const [ahead, state] of [
    [-121, 'signed-ahead'],
    [-120, 'right'],
    [0, 'right'],
    [MAX_STANDSTILL_SECONDS, 'right'],
    [MAX_STANDSTILL_SECONDS + 1, 'doubted'],
  ] as const) {
    t.equal(judgeClock(NOW + ahead, NOW, MAX_STANDSTILL_SECONDS), state, `${ahead}`)
  }
  t.equal(judgeClock(NOW + 9999 * DAY, NOW, Number.POSITIVE_INFINITY), 'right', 'a demonstration is asked nothing')
})

t.test(
  '30 days ahead nothing is signed: scanners go on, nothing is green here, and it ends with the clock',
  async (t) => {
    const told: number[] = []
    const { clock, running, store, start, visa } = await madePublisher(t)
    running.publisher = await start({ ...GUARDED, clockDoubted: (signedAt) => told.push(signedAt) })
    const { publisher } = running
    const station = await madeStation(t, () => running.publisher)
    t.ok((await station.take(NOW)) > 0)
    const before = await snapshotOf(publisher)
    clock.now = NOW + 30 * DAY
    const one = await visa()
    await store.setVisaStatus(one.claims.jti, 'revoked', 'a test', ACT)
    for (const _ of [1, 2]) await t.rejects(publisher.refresh(), ClockDoubted)
    await t.rejects(publisher.assertClock(), ClockDoubted)
    await t.rejects(publisher.policyInForce(), ClockDoubted, 'nothing is issued')
    t.match(publisher.clock(), { state: 'doubted', signedAt: NOW })
    t.equal((await snapshotOf(publisher)).text, before.text, 'what was published is served')
    t.ok(await publisher.artefactOfHash((await publisher.artefact('trust'))?.sha256 ?? ''))
    t.equal(await station.take(NOW + 60), 0, 'a station goes on with what it has')
    const known = await publisher.knowledge()
    t.ok((known.snapshot?.exp ?? 0) < clock.now, 'and the server refers all')
    t.same(told, [NOW], 'it is told once')

    clock.now = NOW + 120
    t.ok((await station.take(clock.now)) > 0)
    t.equal((await snapshotOf(publisher)).iat, clock.now)
    t.equal(statusIn(await publisher.knowledge(), one), 'revoked', 'no change was lost')
    t.equal(publisher.clock().state, 'right')
  },
)

t.test('a server that was down for five days starts, signs nothing, and goes on once it is told to', async (t) => {
  const { clock, keys, options, running, start } = await madePublisher(t)
  const station = await madeStation(t, () => running.publisher)
  await station.take(NOW)
  clock.now = NOW + 5 * DAY
  // The custodians published meanwhile.
  keys.current = await nextTrustList(WORLD, keys.current, { now: NOW + 4 * DAY })
  running.publisher = await start(GUARDED)
  const { publisher } = running
  t.equal(publisher.clock().state, 'doubted')
  t.match(await publisher.knowledge(), { trust: { version: 1 }, snapshot: { version: 1, iat: NOW } })
  t.equal((await snapshotOf(publisher)).version, 1)
  await publisher.confirmClock()
  t.equal(publisher.clock().state, 'right')
  t.match(await publisher.knowledge(), { trust: { version: 2 }, snapshot: { version: 2, iat: clock.now } })
  t.ok((await station.take(clock.now)) > 0)
  // It was for once: the next jump is asked about again.
  clock.now += 5 * DAY
  await t.rejects(publisher.refresh(), ClockDoubted)
  const asDemonstration = await start({ maxStandstillSeconds: options.maxStandstillSeconds })
  t.equal(asDemonstration.clock().state, 'right', 'a demonstration does not ask')
})

t.test('another process that signed meanwhile is looked at before anything is doubted', async (t) => {
  const { clock, start } = await madePublisher(t)
  const [one, other] = [await start(GUARDED), await start(GUARDED)]
  for (let hours = 0; hours < 40; hours += 20) {
    clock.now += 20 * HOUR
    await one.refresh()
  }
  await other.assertClock()
  t.equal(other.clock().state, 'right')
})

for (const [what, ahead, isTaken] of [
  ['30 days: every scanner refuses', 30 * DAY, false],
  ['5 hours: every scanner took it, and takes its own clock for wrong', 5 * HOUR, true],
] as const) {
  t.test(`a time was signed that is still to come, by ${what}; another snapshot key ends it at once`, async (t) => {
    const { clock, keys, running, start, store, visa } = await madePublisher(t)
    const station = await madeStation(t, () => running.publisher)
    await station.take(NOW)
    clock.now = NOW + ahead
    const one = await visa()
    await store.setVisaStatus(one.claims.jti, 'suspended', 'a test', ACT)
    // A program of before signed it, or somebody said that the clock was right.
    await running.publisher.refresh()
    clock.now = NOW + 600
    running.publisher = await start(GUARDED)
    const { publisher } = running
    t.match(publisher.clock(), { state: 'signed-ahead', signedAt: NOW + ahead })
    const floor = async () => ({ timeFloor: await station.store.timeFloor(), provenTime: null })
    if (isTaken) {
      await station.take(clock.now)
      t.ok(isClockBehind(await floor(), clock.now))
    } else await t.rejects(station.take(clock.now), UntrustedData)

    const { kid } = publisher.clock()
    t.equal(kid, WORLD.keys.snapshot?.signer.kid)
    keys.current = await nextTrustList(WORLD, keys.current, {
      now: clock.now,
      change: { snapshot: { state: 'compromised', compromised_at: clock.now } },
      added: { 'snapshot 2': 'snapshot' },
      signs: { snapshot: 'snapshot 2' },
    })
    t.ok((await station.take(clock.now)) > 0, 'with the next refresh')
    t.notOk(isClockBehind(await floor(), clock.now))
    t.equal(earliestNow(await floor(), clock.now), clock.now)
    t.equal(publisher.clock().state, 'right')
    const { iat, artefacts } = await snapshotOf(publisher)
    t.equal(iat, clock.now)
    t.equal(artefacts['status/0']?.version, clock.now, 'the list of that time was signed anew')
    t.equal(statusIn(await publisher.knowledge(), one), 'suspended')
    // A scanner that joins now, and the next refreshes, are as ever.
    clock.now += 600
    t.ok((await station.take(clock.now)) > 0)
    t.ok((await (await madeStation(t, () => publisher)).take(clock.now)) > 0)
  })
}
