import t from 'tap'
import { type AuthorityClient, Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import { check, leadsToRecord } from '../../../scanner-client/offline/scanner.ts'
import { StorageFailed } from '../../../scanner-client/offline/scanner-store.ts'
import { application, build } from '../../server/build-app.ts'
import { admit, BOARDING, boothAt, ENTRY, entriesAt, mend, onCall, scene, syncOf } from '../booth-scene.ts'
import { NOBODY_ANSWERS, stationAt } from '../made-station.ts'

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

t.test('goes on offline when the server is in trouble, says no or offers data that does not verify', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  for (const [call, status, text, because] of [
    ['GET /v1/artefacts/', 503, '', 'the server answered 503 for border/snapshot'],
    ['GET /v1/crossings/', 503, '', 'the server answered 503'],
    ['GET /v1/crossings/', 403, '{"detail":"not for this device"}', 'not for this device'],
    ['GET /v1/crossings/', 200, 'no such page', 'a page of the ledger: artefact/format'],
    ['GET /v1/artefacts/', 200, 'no such page', 'snapshot: artefact/format'],
  ] as const) {
    onCall(booth, call, async () => ({ status, text, headers: {} }))
    const scan = await check([visa.qr_text], ENTRY, booth.platform())
    t.match(scan, { decision: { outcome: 'clear', online: false }, offlineBecause: because })
  }
  t.match(
    await check([visa.qr_text], ENTRY, { ...booth.platform(), client: null }),
    { decision: { outcome: 'clear' } },
    'and its own data is what it was',
  )
})

t.test('of a revoked e-visa it asks whether a newer one took its place, by its code and no passport', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const { visa_number, visa_support_number } = visa
  const corrected = {
    reason: 'wrong stay',
    delivery: 'by-hand',
    application: application({ visa_support_number, stay_days: 9 }),
  }
  const answer = await built.authority('POST', `/v1/visas/${visa_number}/replacement`, corrected)
  t.equal(answer.status, 201, answer.text)
  const told = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(told.decision, { outcome: 'refuse', reason: 'status/replaced', online: true })
  t.match(told.decision.instruction.en, /newer e-visa/)
  t.notOk(told.decision.findings.some(({ reason }) => reason === 'status/revoked'))
  // No answer to it is no reason to know less, nor a passport's lines to be sent.
  const asked: unknown[] = []
  const client = {
    ...(booth.platform().client as AuthorityClient),
    isReplaced: async (_: string, situation: object) => {
      asked.push(situation)
      throw new Unreachable('cut off')
    },
  }
  const plain = await check([visa.qr_text], { ...ENTRY, mrz: 'none' }, booth.platform({ client }))
  t.match(plain.decision, { outcome: 'refuse', reason: 'status/revoked', online: true })
  t.equal(asked.length, 1)
  t.notOk('mrz' in (asked[0] as object))
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
  t.same(await gate.store.crossingsOf(visa.visa_number), [])
  t.notOk(gate.calls.some((call) => call.includes('crossings')))
  t.notOk('crossings' in (second.decision.visa ?? {}))
  t.notMatch(JSON.stringify(second.decision), booth.enrolment.device)
  const other = await check([visa.qr_text], { ...BOARDING, flight: 'KC105' }, gate.platform())
  t.notOk(other.decision.findings.some(({ reason }) => reason === 'entries/repeated'))
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
  const [booth, other] = stations
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

t.test('behind a network that asks to sign in first it decides alone, and says why', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  booth.meddle = async () => ({ status: 200, text: '<!doctype html>', headers: { 'content-type': 'text/html' } })
  t.match(await check([visa.qr_text], ENTRY, booth.platform()), {
    decision: { outcome: 'clear', online: false },
    offlineBecause: 'this network asks you to sign in first',
  })
})

t.test('a scanner whose access was ended gives no verdict at all, with the network and without', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const revoked = await built.authority('DELETE', `/v1/devices/${booth.enrolment.device}`)
  t.match(revoked.status, 204)
  const ended = { name: 'AccessEnded', message: /revoked/ }
  t.match(await check([visa.qr_text], ENTRY, booth.platform({ client: null })), { decision: { outcome: 'clear' } })
  await t.rejects(check([visa.qr_text], ENTRY, booth.platform()), ended)
  await t.rejects(check([visa.qr_text], ENTRY, booth.platform({ client: null })), ended, 'it knows by now')
  booth.meddle = NOBODY_ANSWERS
  await t.rejects(check([visa.qr_text], ENTRY, booth.platform()), ended)
  const gate = await boothAt(t, built, 'carrier')
  await built.authority('DELETE', `/v1/devices/${gate.enrolment.device}`)
  await t.rejects(check([visa.qr_text], BOARDING, gate.platform()), ended, "a carrier's too")
})

t.test('says beside a clear entry what it would be without the server', async (t) => {
  const { visa, stations } = await scene(t, 1, {}, { policy: { offline_entry: 'refer' } })
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(scan, {
    decision: { outcome: 'clear', online: true },
    alone: { outcome: 'refer', reason: 'entries/offline-risk' },
  })
  booth.meddle = NOBODY_ANSWERS
  const cut = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(cut, { decision: { outcome: 'refer', reason: 'entries/offline-risk' } })
  t.same(cut.alone, cut.decision)
})

t.test('tells of a double use at every check until it was seen', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [one, two] = stations
  for (const booth of [one, two]) {
    booth.meddle = NOBODY_ANSWERS
    await admit(booth, visa)
    built.clock.now += 60
    mend(booth)
  }
  for (const booth of [one, two, one]) await syncOf(booth)
  const other = await built.issue()
  for (const [booth, foreign] of [
    [one, two],
    [two, one],
  ] as const) {
    const told = {
      visa_number: visa.visa_number,
      own: [{ device: booth.enrolment.device }],
      others: [{ device: foreign.enrolment.device }],
    }
    for (const times of ['once', 'again']) {
      t.match(await check([other.qr_text], ENTRY, booth.platform()), { overUsed: [told] }, times)
    }
    await booth.store.markDoubleUsesSeen()
    t.match(await check([other.qr_text], ENTRY, booth.platform()), { overUsed: [] })
  }
})

t.test('a network that keeps the ledger back clears nobody by the ledger of before', async (t) => {
  const { built, visa, stations } = await scene(t, 2, { entries: 2, category: 'B2' })
  const [booth, other] = stations
  // What the server says while nobody has entered, as a cache between the two would have it.
  const page = await booth.client.feed(0)
  await admit(other, visa)
  built.clock.now += 900
  onCall(booth, 'GET /v1/crossings/feed', async () => ({ status: 200, text: page, headers: {} }))
  const { decision } = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(decision, { outcome: 'refer', reason: 'data/ledger-stale', online: true })
  t.match(decision.warnings, [{ code: 'behind', about: 'ledger' }])
  t.match(await check([visa.qr_text], ENTRY, booth.platform({ client: null })), { decision: { outcome: 'refer' } })
  mend(booth)
  const after = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(after.decision, { outcome: 'refer', reason: 'entries/stay-open', warnings: [] })
  t.match(await booth.store.ledgerMark(), { after: 1 })
})

t.test('a disk that is full keeps nobody from a verdict', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const failing = async () => {
    throw new StorageFailed('full', 'full')
  }
  const store = { ...booth.store, saveSet: failing, addLedgerPage: failing, markAnswered: failing }
  const scan = await check([visa.qr_text], ENTRY, booth.platform({ store }))
  t.match(scan, { decision: { outcome: 'clear', online: false }, offlineBecause: 'full' })
})

t.test('the passport of the very person who was just checked repeats nothing', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const gate = await boothAt(t, built, 'carrier')
  const { mrz: _, ...withoutPassport } = BOARDING
  const first = await check([visa.qr_text], withoutPassport, gate.platform())
  built.clock.now += 5
  const sameSince = first.decision.decided_at
  const second = await check([visa.qr_text], BOARDING, gate.platform({ sameSince }))
  t.match(second.decision, { outcome: 'clear', reason: null })
  built.clock.now += 60
  const later = await check([visa.qr_text], BOARDING, gate.platform({ sameSince: built.clock.now }))
  t.match(later.decision, { outcome: 'clear', reason: 'entries/repeated' })
})
