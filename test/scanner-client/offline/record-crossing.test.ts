import t from 'tap'
import type { BorderFacts } from '#evisa/decision.ts'
import { DAY } from '../../../fixtures/made-world.ts'
import { AccessEnded } from '../../../scanner-client/offline/authority-client.ts'
import { recordCrossing, recordRefusal } from '../../../scanner-client/offline/record-crossing.ts'
import { check, leadsToRecord } from '../../../scanner-client/offline/scanner.ts'
import { StorageFailed } from '../../../scanner-client/offline/scanner-store.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { admit, boothAt, ENTRY, EXIT, entriesAt, mend, onCall, scene, syncOf } from '../booth-scene.ts'
import { type MadeStation, NOBODY_ANSWERS, receiptOf, signReceipts } from '../made-station.ts'

const HAND_IN = 'POST /v1/crossings'
const own = async ({ store }: MadeStation) =>
  (await Promise.all(['unsent' as const, 'rejected' as const].map((state) => store.queued(state, 0, 1000)))).flat()

t.test('records an admission here, then at the server, and keeps the receipt', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const { scan, recorded } = await admit(booth, visa)
  t.match(scan, { decision: { outcome: 'clear', online: true }, offlineBecause: null })
  t.match(recorded, { recorded: 'entry', basis: 'online', because: null, event: { basis: 'online', seq: 1 } })
  t.match(await entriesAt(built, visa), [{ standing: 'counts', device: booth.enrolment.device }])
  t.equal(await booth.store.countUnsent(), 0)
  const [last] = [await booth.store.ownRecord('last')]
  t.match(last, { state: 'handed-in', receipt: { result: 'stored' }, isAnswered: true, standing: 'counts' })
  const { trust_list, policy } = last?.event.knew ?? {}
  t.match({ trust_list, policy }, { trust_list: 1, policy: 1 }, 'and what the decision rested on')
  t.same(await booth.store.openRecords(), [])
})

t.test('goes on offline when the network goes: it admits, and keeps the record until sync', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  booth.meddle = NOBODY_ANSWERS
  const { scan, recorded } = await admit(booth, visa)
  t.match(scan, { decision: { outcome: 'clear', online: false }, offlineBecause: 'the server cannot be reached' })
  t.match(recorded, { recorded: 'entry', basis: 'offline', event: { basis: 'offline', at: built.clock.now } })
  t.equal(await booth.store.countUnsent(), 1)
  t.same(await entriesAt(built, visa), [])
  mend(booth)
  t.match(await syncOf(booth), { handedIn: 1, overUsed: [] })
  t.match(await entriesAt(built, visa), [{ standing: 'counts', device: booth.enrolment.device }])
})

t.test('an answer that never comes: admitted offline, and one admission in the end, not two', async (t) => {
  for (const lost of ['the answer', 'half of the answer', 'the call'] as const) {
    await t.test(lost, async (t) => {
      const { built, visa, stations } = await scene(t, 1)
      const [booth] = stations
      onCall(booth, HAND_IN, async (_, answer) => {
        if (lost === 'the call') return await NOBODY_ANSWERS()
        const given = await answer()
        if (lost === 'the answer') return await NOBODY_ANSWERS()
        return { ...given, text: given.text.slice(0, 20) }
      })
      const { scan, recorded } = await admit(booth, visa)
      t.equal(scan.decision.online, true)
      const [attempt, instead] = await own(booth)
      t.match(recorded, { recorded: 'entry', basis: 'offline', event: { id: instead?.event.id } })
      t.match(attempt?.event, { action: 'entry', basis: 'online', at: built.clock.now })
      t.match(instead?.event, { basis: 'offline', at: built.clock.now, instead_of: attempt?.event.id, seq: 2 })
      t.same(await booth.store.openRecords(), [], 'the officer was told')
      t.equal((await entriesAt(built, visa)).length, lost === 'the call' ? 0 : 1)
      mend(booth)
      t.match(await syncOf(booth), { handedIn: 2, overUsed: [] })
      t.equal((await entriesAt(built, visa)).length, 2, 'both records are kept')
      const issued = await built.authority('GET', `/v1/visas/${visa.visa_number}`)
      t.equal(issued.body.entries_used, 1)
      t.equal((await built.authority('GET', '/v1/conflicts')).body.conflicts.length, 0)
      const again = await admit(booth, visa)
      t.match(again.scan.decision, { reason: 'entries/repeated', visa: { entries_used: 1 } })
      t.match(await syncOf(booth), { handedIn: 0, newCrossings: 0 })
    })
  }
})

t.test('a receipt that is not for this record, or that the authority did not sign, admits nobody online', async (t) => {
  const { built, stations } = await scene(t, 1)
  const [booth] = stations
  const device = booth.enrolment.device
  const answers = [
    JSON.stringify({ receipts: await signReceipts([receiptOf('a'.repeat(43))], { device }) }),
    JSON.stringify({ receipts: await signReceipts([], { device }) }),
    JSON.stringify({ receipts: await signReceipts([receiptOf('a'.repeat(43))], { key: 'unlisted', device }) }),
    JSON.stringify({ receipts: 'a.b.c' }),
    '{}',
    'null',
    '<html>sign in</html>',
  ]
  for (const [at, text] of answers.entries()) {
    mend(booth)
    const visa = await built.issue()
    const online = await check([visa.qr_text], ENTRY, booth.platform())
    onCall(booth, HAND_IN, async () => ({ status: 200, text, headers: { 'content-type': 'application/json' } }))
    t.match(await recordCrossing(online, ENTRY, null, booth.platform()), { recorded: 'entry', basis: 'offline' }, text)
    t.equal(await booth.store.countUnsent(), 2, `${at}`)
    mend(booth)
    await syncOf(booth)
    t.equal(await booth.store.countUnsent(), 0)
  }
})

t.test('receipts of before, signed for another batch, are no answer for this one', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const before = await built.issue()
  let kept: Awaited<ReturnType<MadeStation['meddle']>> | null = null
  onCall(booth, HAND_IN, async (_, answer) => {
    kept ??= await answer()
    return kept
  })
  t.match(await admit(booth, before), { recorded: { basis: 'online' } })
  t.match(await admit(booth, visa), { recorded: { recorded: 'entry', basis: 'offline' } })
  t.same(await entriesAt(built, visa), [])
  t.equal(await booth.store.countUnsent(), 2)
})

t.test('where the policy admits nobody without the server, an answer that never comes admits nobody', async (t) => {
  const { built, visa, stations } = await scene(t, 1, {}, { policy: { offline_entry: 'refer' } })
  const [booth] = stations
  onCall(booth, HAND_IN, NOBODY_ANSWERS)
  const { recorded } = await admit(booth, visa)
  t.same(recorded, { recorded: null, because: 'entries/offline-risk', isHeld: false, usedBy: null })
  const [attempt] = await booth.store.openRecords()
  t.match(attempt, { isAnswered: false, event: { basis: 'online' } }, 'it is not known what became of it')
  mend(booth)
  built.clock.now += 20
  const again = await admit(booth, visa)
  t.match(again.scan.decision, { reason: 'entries/repeated' }, 'the next scan says that the entry was made')
  t.same(await booth.store.openRecords(), [])
  t.equal((await entriesAt(built, visa)).length, 1)
})

t.test('another booth was faster: nobody is admitted, and it is said where and when', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [slow, fast] = stations
  const platform = slow.platform()
  const scan = await check([visa.qr_text], ENTRY, platform)
  t.equal(scan.decision.outcome, 'clear')
  built.clock.now += 3
  const first = await admit(fast, visa, { ...ENTRY, checkpoint: 'ALA' })
  t.match(first.recorded, { recorded: 'entry', basis: 'online' })
  built.clock.now += 2
  t.match(await recordCrossing(scan, ENTRY, null, platform), {
    recorded: null,
    because: 'entries/used-up',
    usedBy: { at: built.clock.now - 2, checkpoint: 'ALA', device: fast.enrolment.device },
  })
  t.equal(await slow.store.countUnsent(), 0, 'the attempt is kept at the server too')
  t.match(await entriesAt(built, visa), [{ standing: 'counts' }, { standing: 'refused' }])
  const again = await check([visa.qr_text], ENTRY, slow.platform())
  t.match(again.decision, { outcome: 'refuse', reason: 'entries/used-up' })
  const usedUp = again.decision.findings.find(({ reason }) => reason === 'entries/used-up')
  t.same(usedUp?.detail, { at: built.clock.now - 2, checkpoint: 'ALA' })
  t.match((again.decision.visa as BorderFacts).crossings, [{ device: fast.enrolment.device, checkpoint: 'ALA' }])
  t.equal((again.decision.visa as BorderFacts).crossings.length, 1)
})

t.test('an attempt that comes too late is not admitted, though nobody else was', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  built.clock.now += 400
  t.match(await recordCrossing(scan, ENTRY, null, booth.platform()), { recorded: null, because: 'attempt/stale' })
  const again = await admit(booth, visa)
  t.match(again.recorded, { recorded: 'entry', basis: 'online' }, 'scanned again it is')
})

t.test('a booth whose access was ended meanwhile admits nobody', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  await built.authority('DELETE', `/v1/devices/${booth.enrolment.device}`)
  await t.rejects(recordCrossing(scan, ENTRY, null, booth.platform()), AccessEnded)
  t.match(await booth.store.openRecords(), [{ isAnswered: false, state: 'unsent' }])
  t.match(await booth.store.accessEnded(), /revoked/)
  t.same(await entriesAt(built, visa), [])
})

t.test('a booth cut off with a long queue goes on offline rather than keep people waiting', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const platform = booth.platform()
  const scan = await check([visa.qr_text], ENTRY, platform)
  const crowded = { ...booth.store, queued: async () => [] }
  const recorded = await recordCrossing(scan, ENTRY, null, { ...platform, store: crowded })
  t.match(recorded, { recorded: 'entry', basis: 'offline', event: { instead_of: /./ } })
})

t.test('what waited is handed in with the next admission, before it', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const earlier = await built.issue()
  booth.meddle = NOBODY_ANSWERS
  await admit(booth, earlier)
  mend(booth)
  const scan = await check([visa.qr_text], ENTRY, booth.platform({ client: null }))
  const online = { ...scan, decision: { ...scan.decision, online: true } }
  t.match(await recordCrossing(online, ENTRY, null, booth.platform()), { recorded: 'entry', basis: 'online' })
  t.equal(await booth.store.countUnsent(), 0)
  t.equal((await entriesAt(built, earlier)).length, 1)
})

t.test('two booths cut off from each other both admit, and both are told', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [one, two] = stations
  for (const booth of [one, two]) {
    booth.meddle = NOBODY_ANSWERS
    t.match(await admit(booth, visa), { recorded: { basis: 'offline' } })
    built.clock.now += 60
    mend(booth)
  }
  t.match(await syncOf(one), { handedIn: 1, overUsed: [] })
  const others = (booth: MadeStation) => [{ others: [{ device: booth.enrolment.device }] }]
  t.match(await syncOf(two), { handedIn: 1, overUsed: others(one) })
  t.match(await syncOf(one), { overUsed: others(two) })
  t.equal((await entriesAt(built, visa)).length, 2, 'no true event is dropped')
  const { conflicts } = (await built.authority('GET', '/v1/conflicts')).body
  t.match(conflicts, [{ kind: 'over-use' }])
  t.equal(conflicts.length, 1)
})

t.test('two scans at once at one cut-off booth admit once', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const platform = booth.platform({ client: null })
  const [one, two] = [await check([visa.qr_text], ENTRY, platform), await check([visa.qr_text], ENTRY, platform)]
  t.match(await recordCrossing(one, ENTRY, null, platform), { recorded: 'entry', basis: 'offline' })
  t.same(await recordCrossing(two, ENTRY, null, platform), {
    recorded: null,
    because: 'crossings-moved',
    isHeld: false,
    usedBy: null,
  })
  t.equal(await booth.store.countUnsent(), 1)
})

t.test('a disk that is full: nothing is recorded, nobody is told, and nobody is admitted', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const failing = async () => {
    throw new StorageFailed('full', 'full')
  }
  const store = { ...booth.store, record: failing }
  for (const platform of [booth.platform({ store, client: null }), booth.platform({ store })]) {
    const scan = await check([visa.qr_text], ENTRY, platform)
    t.equal(scan.decision.outcome, 'clear')
    await t.rejects(recordCrossing(scan, ENTRY, null, platform), StorageFailed)
  }
  t.equal(await booth.store.countUnsent(), 0)
  t.same(await entriesAt(built, visa), [])
})

t.test('a disk that fills up after the attempt was recorded: the answer counts, or nobody is admitted', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const failing = async () => {
    throw new StorageFailed('full', 'full')
  }
  let records = 0
  const record: typeof booth.store.record = (...given) => (++records === 1 ? booth.store.record(...given) : failing())
  const store = { ...booth.store, record, keepReceipts: failing, markAnswered: failing }
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  const recorded = await recordCrossing(scan, ENTRY, null, booth.platform({ store }))
  t.match(recorded, { recorded: 'entry', basis: 'online' })
  t.equal(await booth.store.countUnsent(), 1, 'without its receipt it is handed in again')
  t.match(await syncOf(booth), { handedIn: 1 })
  t.equal((await entriesAt(built, visa)).length, 1)
  const other = await built.issue()
  records = 0
  const second = await check([other.qr_text], ENTRY, booth.platform())
  onCall(booth, HAND_IN, NOBODY_ANSWERS)
  await t.rejects(recordCrossing(second, ENTRY, null, booth.platform({ store })), StorageFailed)
  t.match(await booth.store.openRecords(), [{}, { event: { visa_number: other.visa_number }, isAnswered: false }])
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
  const override = { code: 'DOCUMENTS_CHECKED', text: 'seen', supervisor: 'KZ-2' } as const
  for (const by of [null, override]) {
    await t.rejects(recordCrossing(unproven, ENTRY, 'KZ-1', booth.platform(), by), TypeError)
  }
  await t.rejects(recordRefusal(unproven, ENTRY, null, booth.platform(), 'no'), TypeError)
  t.same(await built.store.crossingsOf(visa.visa_number), [])
  t.equal(await booth.store.countUnsent(), 0)
})

t.test('a second person may let a refused one in: an override, then an entry that names it', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [booth, other] = stations
  await admit(other, visa)
  built.clock.now += 60
  const override = { code: 'STAMPS_CHECKED', text: 'no stamp', supervisor: 'KZ-2' } as const
  const { scan, recorded } = await admit(booth, visa, ENTRY, override)
  t.match(scan.decision, { outcome: 'refuse', reason: 'entries/used-up' })
  t.match(recorded, { recorded: 'entry', basis: 'online', event: { override: /./, reason: 'entries/used-up' } })
  const crossings = await built.store.crossingsOf(visa.visa_number)
  const [said] = crossings.filter(({ action }) => action === 'override')
  t.match(said, { standing: 'counts', device: booth.enrolment.device, supervised: true })
  t.match(
    crossings.filter(({ override: named }) => named === said?.id),
    [{ action: 'entry', standing: 'counts' }],
  )
  const chain = await built.store.chainOf(booth.enrolment.device, 0, 10)
  t.match(chain[0]?.event, { supervisor: 'KZ-2', operator: 'KZ-1', overrules: ['entries/used-up'] })
})

t.test('an override takes two persons, and what may be overridden; offline it is one record more', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const platform = booth.platform({ client: null })
  const { mrz: _, ...unread } = ENTRY
  const scan = await check([visa.qr_text], unread, platform)
  const override = { code: 'DOCUMENTS_CHECKED', text: 'read by eye', supervisor: 'KZ-2' } as const
  await t.rejects(recordCrossing(scan, ENTRY, null, platform, override), TypeError)
  await t.rejects(recordCrossing(scan, ENTRY, 'KZ-2', platform, override), TypeError)
  const late = { ...override, code: 'ARRIVED_IN_TIME' } as const
  await t.rejects(recordCrossing(scan, ENTRY, 'KZ-1', platform, late), new TypeError('override/not-in-time'))
  const clear = await check([visa.qr_text], ENTRY, platform)
  await t.rejects(recordCrossing(clear, ENTRY, 'KZ-1', platform, override), new TypeError('override/needless'))
  t.equal(await booth.store.countUnsent(), 0)
  t.match(await recordCrossing(scan, ENTRY, 'KZ-1', platform, override), { recorded: 'entry', basis: 'offline' })
  t.same(
    (await own(booth)).map(({ event }) => event.action),
    ['override', 'entry'],
  )
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
  t.equal((await built.store.crossingsOf(visa.visa_number)).length, 1)
  t.equal(await booth.store.countUnsent(), 1)
})

t.test('an exit whose answer is lost is one exit', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  onCall(booth, HAND_IN, async (_, answer) => {
    await answer()
    return await NOBODY_ANSWERS()
  })
  t.match(await admit(booth, visa, EXIT), { recorded: { recorded: 'exit', basis: 'offline' } })
  mend(booth)
  t.match(await syncOf(booth), { handedIn: 1 })
  t.equal((await built.store.crossingsOf(visa.visa_number)).length, 1)
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

t.test('a refusal is recorded with its reason, and uses up nothing', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const platform = booth.platform()
  const scan = await check([visa.qr_text], { ...ENTRY, checkpoint: 'aktau-sea' }, platform)
  t.match(await recordRefusal(scan, { ...ENTRY, checkpoint: 'aktau-sea' }, 'KZ-1', platform, null), {
    recorded: 'refusal',
    basis: 'online',
    event: { action: 'refusal', reason: 'place/not-airport', operator: 'KZ-1', checkpoint: 'aktau-sea' },
  })
  const clear = await check([visa.qr_text], ENTRY, platform)
  t.match(clear.decision, { outcome: 'clear', visa: { entries_used: 0, notes: [{ action: 'refusal' }] } })
  t.match(await recordRefusal(clear, ENTRY, null, platform, 'no means of support'), {
    event: { reason: 'no means of support' },
  })
  t.equal((await built.store.crossingsOf(visa.visa_number)).length, 2)
})

t.test('what the server would refuse is not recorded: it would never be taken', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  for (const operator of ['', 'x'.repeat(41)]) {
    await t.rejects(recordCrossing(scan, ENTRY, operator, booth.platform()), TypeError)
  }
  t.equal(await booth.store.countUnsent(), 0)
  t.match(await recordCrossing(scan, ENTRY, 'x'.repeat(40), booth.platform()), { basis: 'online' })
})

t.test("a carrier's scan records nothing", async (t) => {
  const { built, visa } = await scene(t, 0)
  const gate = await boothAt(t, built, 'carrier')
  const { decision, ...scan } = await check([visa.qr_text], ENTRY, gate.platform({ client: null }))
  const asCarrier = { ...scan, decision: { ...decision, audience: 'carrier' as const } }
  await t.rejects(recordCrossing(asCarrier, ENTRY, null, gate.platform()), TypeError)
})

t.test('records of an earlier enrolment are handed in by the new one, first and as they were signed', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [booth, successor] = stations
  booth.meddle = NOBODY_ANSWERS
  t.match(await admit(booth, visa), { recorded: { basis: 'offline' } })
  // The same storage, enrolled anew: another device, with another key.
  const { id: device, key } = await built.enrol('border')
  await booth.store.saveEnrolment({ ...booth.enrolment, device, kid: key.kid }, key.pair)
  const enrolment = await booth.store.enrolment()
  if (enrolment === null) throw new Error('not enrolled')
  const platform = successor.platform({ store: booth.store, enrolment })
  await t.rejects(sync(booth.store, booth.client, platform), { name: 'Unreachable' })
  mend(booth)
  const client = booth.clientOf({ device, key: key.pair })
  t.match(await sync(booth.store, client, platform), { handedIn: 1 })
  t.match(await entriesAt(built, visa), [{ device: booth.enrolment.device, standing: 'counts' }])
})
