import t, { type Test } from 'tap'
import type { BorderFacts } from '#evisa/decision.ts'
import { DAY } from '../../../fixtures/made-world.ts'
import { check, leadsToRecord, recordCrossing } from '../../../scanner-client/offline/scanner.ts'
import { StorageFailed } from '../../../scanner-client/offline/scanner-store.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { ARRIVAL, type Built, build, type IssuedVisa, MRZ } from '../../server/build-app.ts'
import { type MadeStation, NOBODY_ANSWERS, receiptOf, stationAt } from '../made-station.ts'

const ENTRY = { audience: 'entry', checkpoint: 'NQZ', mrz: MRZ } as const
const EXIT = { audience: 'exit', checkpoint: 'NQZ', mrz: MRZ } as const
const BOARDING = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, flight: 'KC104', mrz: MRZ } as const

/** A server, a single-entry visa, and so many booths that have synced. */
async function scene(t: Test, booths: number, change?: Parameters<Built['issue']>[0]) {
  const built = await build(t)
  const visa = await built.issue(change)
  const stations = []
  for (let booth = 0; booth < booths; booth++) stations.push(await boothAt(t, built))
  return { built, visa, stations: stations as [MadeStation, ...MadeStation[]] }
}

async function boothAt(t: Test, built: Built, role: 'border' | 'carrier' = 'border'): Promise<MadeStation> {
  const station = await stationAt(built, role, (close) => t.teardown(close))
  await sync(station.store, station.client, station.platform())
  station.calls.length = 0
  return station
}

async function admit(station: MadeStation, { qr_text }: IssuedVisa, situation: typeof ENTRY | typeof EXIT = ENTRY) {
  const platform = station.platform()
  const scan = await check([qr_text], situation, platform)
  return { scan, recorded: leadsToRecord(scan.decision) ? await recordCrossing(scan, situation, null, platform) : null }
}

const entriesAt = async ({ store }: Built, { visa_number }: IssuedVisa) =>
  (await store.eventsOf(visa_number)).filter(({ action }) => action === 'entry')

t.test('decides alone after one sync, with the network switched off', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const { decision, offlineBecause } = await check([visa.qr_text], ENTRY, booth.platform({ client: null }))
  t.match(decision, { outcome: 'clear', reason: null, online: false, not_known: ['server'] })
  t.equal(offlineBecause, 'the network is switched off')
  t.same(booth.calls, [], 'and asks nobody')
})

t.test('without any data it says that by hand is the only way, never yes or no', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const booth = await stationAt(built, 'border', (close) => t.teardown(close))
  booth.meddle = NOBODY_ANSWERS
  const { decision, offlineBecause } = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(decision, { outcome: 'refer', reason: 'data/none', online: false, visa: null })
  t.match(offlineBecause, /cannot be reached/)
})

t.test('records an admission at the server when it is there', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const { scan, recorded } = await admit(booth, visa)
  t.match(scan, { decision: { outcome: 'clear', online: true }, offlineBecause: null })
  t.match(recorded, { recorded: 'entry', basis: 'online' })
  t.equal((await entriesAt(built, visa)).length, 1)
  t.equal(await booth.store.countUnsent(), 0)
  t.equal((await booth.store.eventsOf(visa.visa_number)).length, 1)
})

t.test('goes on offline when the network goes: it says why, admits, and keeps the record until sync', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  booth.meddle = NOBODY_ANSWERS
  const { scan, recorded } = await admit(booth, visa)
  t.match(scan, { decision: { outcome: 'clear', online: false }, offlineBecause: 'the server cannot be reached' })
  t.match(recorded, { recorded: 'entry', basis: 'offline', event: { basis: 'offline', at: built.clock.now } })
  t.equal(await booth.store.countUnsent(), 1)
  t.same(await entriesAt(built, visa), [])
  booth.meddle = (_, answer) => answer()
  t.match(await sync(booth.store, booth.client, booth.platform()), { handedIn: 1, overUsed: [] })
  t.match(await entriesAt(built, visa), [{ basis: 'offline', device: booth.enrolment.device }])
})

t.test('goes on offline when the server is in trouble, says no or offers data that does not verify', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  for (const [call, status, text, because] of [
    ['GET /v1/artefacts/', 503, '', 'the server answered 503 for snapshot'],
    ['GET /v1/crossings/', 503, '', 'the server answered 503'],
    ['GET /v1/crossings/', 401, '{"detail":"this device was revoked"}', 'this device was revoked'],
    ['GET /v1/crossings/', 200, '<html>sign in</html>', 'a page of the ledger: artefact/format'],
    ['GET /v1/artefacts/', 200, '<html>sign in</html>', 'snapshot: artefact/format'],
  ] as const) {
    booth.meddle = async (made, answer) => (made.startsWith(call) ? { status, text, etag: '' } : await answer())
    const scan = await check([visa.qr_text], ENTRY, booth.platform())
    t.match(scan, { decision: { outcome: 'clear', online: false }, offlineBecause: because })
  }
  t.match(
    await check([visa.qr_text], ENTRY, { ...booth.platform(), client: null }),
    { decision: { outcome: 'clear' } },
    'and its own data is what it was',
  )
})

t.test('an answer that is lost after the server recorded it: one entry in the end, not two', async (t) => {
  for (const lost of ['the answer', 'half of the answer', 'the call'] as const) {
    await t.test(lost, async (t) => {
      const { built, visa, stations } = await scene(t, 1)
      const [booth] = stations
      booth.meddle = async (call, answer) => {
        if (call !== 'POST /v1/crossings') return await answer()
        if (lost === 'the call') return await NOBODY_ANSWERS()
        const given = await answer()
        if (lost === 'the answer') return await NOBODY_ANSWERS()
        return { ...given, text: given.text.slice(0, 20) }
      }
      const { scan, recorded } = await admit(booth, visa)
      t.equal(scan.decision.online, true)
      t.match(recorded, { recorded: 'entry', basis: 'offline' })
      t.equal(await booth.store.countUnsent(), 1)
      t.equal((await entriesAt(built, visa)).length, lost === 'the call' ? 0 : 1)
      booth.meddle = (_, answer) => answer()
      t.match(await sync(booth.store, booth.client, booth.platform()), { handedIn: 1, overUsed: [] })
      const entries = await entriesAt(built, visa)
      t.equal(entries.length, 1)
      t.equal(entries[0]?.id, recorded?.recorded ? recorded.event.id : 'none')
      t.same(await booth.store.eventsOf(visa.visa_number), entries, 'the station has it as the server has it')
      t.equal(await booth.store.countUnsent(), 0)
      t.match(await sync(booth.store, booth.client, booth.platform()), { handedIn: 0, newCrossings: 0 })
    })
  }
})

t.test('no record is made of a receipt for another event or for nothing', async (t) => {
  const ofAnother = JSON.stringify({ receipts: [receiptOf('of another')] })
  for (const text of [ofAnother, '{"receipts":[]}', '{}', 'null', '[]']) {
    const { visa, stations } = await scene(t, 1)
    const [booth] = stations
    booth.meddle = async (call, answer) =>
      call === 'POST /v1/crossings' ? { status: 200, text, etag: '' } : await answer()
    t.match(await admit(booth, visa), { recorded: { basis: 'offline' } }, text)
    t.equal(await booth.store.countUnsent(), 1, text)
  }
})

t.test('another booth was faster: nothing is recorded, and the next look says where and when', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [slow, fast] = stations as [MadeStation, MadeStation]
  const platform = slow.platform()
  const scan = await check([visa.qr_text], ENTRY, platform)
  t.equal(scan.decision.outcome, 'clear')
  built.clock.now += 3
  const first = await admit(fast, visa, { ...ENTRY, checkpoint: 'ALA' } as unknown as typeof ENTRY)
  t.match(first.recorded, { recorded: 'entry', basis: 'online' })
  built.clock.now += 2
  t.same(await recordCrossing(scan, ENTRY, null, platform), {
    recorded: null,
    usedBy: { at: built.clock.now - 2, checkpoint: 'ALA', device: fast.enrolment.device },
  })
  t.equal(await slow.store.countUnsent(), 0)
  t.equal((await entriesAt(built, visa)).length, 1)
  const again = await check([visa.qr_text], ENTRY, slow.platform())
  t.match(again.decision, { outcome: 'refuse', reason: 'entries/used-up' })
  const usedUp = again.decision.findings.find(({ reason }) => reason === 'entries/used-up')
  t.same(usedUp?.detail, { at: built.clock.now - 2, checkpoint: 'ALA' })
  t.match((again.decision.visa as BorderFacts).crossings, [{ device: fast.enrolment.device, checkpoint: 'ALA' }])
})

t.test('two booths cut off from each other both admit; the sync tells of it, the same on every run', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [one, two] = stations as [MadeStation, MadeStation]
  for (const booth of [one, two]) {
    booth.meddle = NOBODY_ANSWERS
    t.match(await admit(booth, visa), { recorded: { basis: 'offline' } })
    booth.meddle = (_, answer) => answer()
  }
  t.match(await sync(one.store, one.client, one.platform()), { handedIn: 1, overUsed: [] })
  t.match(await sync(two.store, two.client, two.platform()), {
    handedIn: 1,
    overUsed: [{ entries_used: 2, over_used: true }],
  })
  t.equal((await entriesAt(built, visa)).length, 2, 'no true event is dropped')
})

t.test('two scans at once at one cut-off booth admit once', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const platform = booth.platform({ client: null })
  const [one, two] = [await check([visa.qr_text], ENTRY, platform), await check([visa.qr_text], ENTRY, platform)]
  t.match(await recordCrossing(one, ENTRY, null, platform), { recorded: 'entry', basis: 'offline' })
  t.same(await recordCrossing(two, ENTRY, null, platform), { recorded: null, usedBy: null })
  t.equal(await booth.store.countUnsent(), 1)
})

t.test('a disk that fails: nothing is recorded alone, and at the server only it is said so', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const failing = async () => {
    throw new StorageFailed('full')
  }
  const store = { ...booth.store, record: failing, saveSet: failing, addLedgerPage: failing }
  const alone = booth.platform({ store, client: null })
  const scan = await check([visa.qr_text], ENTRY, alone)
  await t.rejects(recordCrossing(scan, ENTRY, null, alone), StorageFailed)
  t.equal(await booth.store.countUnsent(), 0)
  const unfresh = await check([visa.qr_text], ENTRY, booth.platform({ store }))
  t.match(unfresh, { decision: { outcome: 'clear', online: false }, offlineBecause: 'full' })
  const online = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(await recordCrossing(online, ENTRY, null, booth.platform({ store })), { basis: 'online', keptHere: false })
  t.equal((await entriesAt(built, visa)).length, 1)
})

t.test('the same booth again within ten minutes: already admitted, and nothing is used up again', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  await admit(booth, visa)
  built.clock.now += 40
  const again = await admit(booth, visa)
  t.match(again, { scan: { decision: { outcome: 'refer', reason: 'entries/repeated' } }, recorded: null })
  t.match(again.scan.decision.findings, [{ reason: 'entries/repeated', detail: { seconds_ago: 40 } }])
  built.clock.now += 600
  const later = await admit(booth, visa)
  t.match(later, { scan: { decision: { outcome: 'refuse', reason: 'entries/used-up' } }, recorded: null })
  t.equal((await entriesAt(built, visa)).length, 1)
})

t.test('no entry is recorded on refer or refuse, nor by force', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const { mrz: _, ...unread } = ENTRY
  for (const [situation, outcome, reason] of [
    [unread, 'refer', 'passport/not-read'],
    [{ ...ENTRY, checkpoint: 'aktau-sea' }, 'refuse', 'place/not-airport'],
    [{ ...ENTRY, checkpoint: 'NOWHERE' }, 'refer', 'place/unknown'],
  ] as const) {
    const scan = await check([visa.qr_text], situation, booth.platform())
    t.match(scan.decision, { outcome, reason })
    t.equal(leadsToRecord(scan.decision), false)
    await t.rejects(recordCrossing(scan, situation, null, booth.platform()), TypeError)
  }
  const altered = (Number(visa.qr_text.at(-1)) + 1) % 10
  const unproven = await check([`${visa.qr_text.slice(0, -1)}${altered}`], ENTRY, booth.platform())
  t.equal(unproven.decision.visa, null)
  t.equal(leadsToRecord(unproven.decision), false)
  await t.rejects(recordCrossing(unproven, ENTRY, null, booth.platform()), TypeError)
  t.same(await built.store.eventsOf(visa.visa_number), [])
  t.equal(await booth.store.countUnsent(), 0)
})

t.test('an exit is recorded, also on refer, but not twice within ten minutes', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const noEntry = await admit(booth, visa, EXIT)
  t.match(noEntry, {
    scan: { decision: { outcome: 'refer', reason: 'stay/no-entry' } },
    recorded: { recorded: 'exit', basis: 'online', event: { reason: 'stay/no-entry' } },
  })
  built.clock.now += 60
  const again = await admit(booth, visa, EXIT)
  t.match(again.scan.decision.findings, [{ reason: 'entries/repeated' }])
  t.equal(again.recorded, null)
  booth.meddle = NOBODY_ANSWERS
  built.clock.now += DAY
  t.match(await admit(booth, visa, EXIT), { recorded: { recorded: 'exit', basis: 'offline' } })
  t.equal((await built.store.eventsOf(visa.visa_number)).length, 1)
  t.equal(await booth.store.countUnsent(), 1)
})

t.test('a late exit is recorded with the days overstayed', async (t) => {
  const { built, visa, stations } = await scene(t, 1, { stay_days: 2 })
  const [booth] = stations
  await admit(booth, visa)
  built.clock.now += 3 * DAY
  const { scan, recorded } = await admit(booth, visa, EXIT)
  t.match(scan.decision, { outcome: 'refer', reason: 'stay/overstayed' })
  t.match(scan.decision.findings, [{ detail: { days: 2 } }])
  t.match(recorded, { recorded: 'exit' })
})

t.test('what the server would refuse is not recorded: it would stop every later sync', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  for (const operator of ['', 'x'.repeat(41)]) {
    await t.rejects(recordCrossing(scan, ENTRY, operator, booth.platform()), TypeError)
  }
  t.equal(await booth.store.countUnsent(), 0)
  t.match(await recordCrossing(scan, ENTRY, 'x'.repeat(40), booth.platform()), { basis: 'online' })
})

t.test("a carrier's scanner remembers its first check of a flight and never holds crossings", async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const gate = await boothAt(t, built, 'carrier')
  const first = await check([visa.qr_text], BOARDING, gate.platform())
  t.match(first.decision, { outcome: 'clear', reason: null, online: true })
  await admit(booth, visa)
  built.clock.now += 60
  const second = await check([visa.qr_text], BOARDING, gate.platform())
  t.match(second.decision.findings, [
    { reason: 'entries/used-up', outcome: 'refuse' },
    { reason: 'entries/repeated', outcome: 'clear', detail: { seconds_ago: 60 } },
  ])
  built.clock.now += 60
  const third = await check([visa.qr_text], BOARDING, gate.platform({ client: null }))
  t.match(third.decision.findings.at(-1), { detail: { seconds_ago: 120 } }, 'since the first check, not the last')
  t.same(await gate.store.checksOf(visa.visa_number), [{ flight: 'KC104', at: first.decision.decided_at }])
  t.same(await gate.store.eventsOf(visa.visa_number), [])
  t.notOk(gate.calls.some((call) => call.includes('crossings')))
  t.notOk('crossings' in (second.decision.visa ?? {}))
  t.notMatch(JSON.stringify(second.decision), booth.enrolment.device)
  const other = await check([visa.qr_text], { ...BOARDING, flight: 'KC105' }, gate.platform())
  t.notOk(other.decision.findings.some(({ reason }) => reason === 'entries/repeated'))
  await t.rejects(recordCrossing(first, ENTRY, null, gate.platform()), TypeError)
  t.equal(leadsToRecord(first.decision), false)
})

t.test('a carrier remembers nothing without a flight or of an unproven visa', async (t) => {
  const { built, visa } = await scene(t, 1)
  const gate = await boothAt(t, built, 'carrier')
  const { flight: _, ...noFlight } = BOARDING
  await check([visa.qr_text], noFlight, gate.platform())
  const altered = (Number(visa.qr_text.at(-1)) + 1) % 10
  await check([`${visa.qr_text.slice(0, -1)}${altered}`], BOARDING, gate.platform())
  t.same(await gate.store.checksOf(visa.visa_number), [])
})

t.test('of several codes on one page the genuine e-visa counts; with none, the first one', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const platform = booth.platform({ client: null })
  const pass = 'M1PERERA/NIMALI        E7X2K4 CMBNQZKC 0104 326Y012A0043 100'
  t.match(await check([pass, visa.qr_text], ENTRY, platform), { decision: { outcome: 'clear' } })
  t.match(await check([pass, 'EV1:12'], ENTRY, platform), { decision: { reason: 'qr/not-an-evisa' } })
  t.match(await check([], ENTRY, platform), { decision: { outcome: 'refer', reason: 'qr/unreadable' } })
})

t.test('the booth is who the scanner is, whatever the situation says', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [booth, other] = stations as [MadeStation, MadeStation]
  await admit(booth, visa)
  built.clock.now += 40
  const claimed = { ...ENTRY, booth: booth.enrolment.device }
  const { decision } = await check([visa.qr_text], claimed, other.platform())
  t.match(decision, { outcome: 'refuse', reason: 'entries/used-up' })
})

t.test('a clock behind the signed time is told, also after a restart of the clock', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const behind = { client: null, now: () => built.clock.now - 121 }
  t.match(await check([visa.qr_text], ENTRY, booth.platform(behind)), {
    decision: { outcome: 'refer', reason: 'clock/behind' },
  })
})

t.test('a bug of the line is no excuse to go on offline', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  booth.meddle = async () => {
    throw new RangeError('a bug')
  }
  await t.rejects(check([visa.qr_text], ENTRY, booth.platform()), RangeError)
})
