import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import type { Case, CaseFile } from '../../../fixtures/case-format.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import { heldKnowledge, timeFloorOf, verifyHeld } from '../../../scanner-client/offline/held-knowledge.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import type { HeldArtefact, ScannerRole, ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { enrolmentOf, madeAuthority, WORLD, worldArtefacts } from '../made-station.ts'

let stores = 0

async function stationOf(t: Test, role: ScannerRole, device = 'booth-7'): Promise<ScannerStore> {
  stores += 1
  const store = openStationStore(join(dir, `station-${stores}.db`))
  t.teardown(() => store.close())
  await store.saveEnrolment(enrolmentOf({ role, device }))
  return store
}

const dir = t.testdir()

t.test('verifies a whole set, and gives the time of its youngest member', async (t) => {
  const verified = await verifyHeld(worldArtefacts(), WORLD.rootFingerprint, inflateBytes)
  if (!verified.ok) return t.fail(JSON.stringify(verified.error))
  t.match(verified.value, { trust: { version: 1 }, policy: { version: 1 } })
  t.same([...verified.value.statusLists.keys()], [`${STATUS_LIST_URN}0`])
  t.equal(timeFloorOf(verified.value), NOW - 600)
})

t.test('of a set with one bad member nothing is known', async (t) => {
  for (const [change, error] of [
    [{ 'root/1': undefined }, { path: 'root/1', fault: 'artefact/missing' }],
    [{ trust: undefined }, { path: 'trust', fault: 'artefact/missing' }],
    [{ policy: undefined }, { path: 'policy', fault: 'artefact/missing' }],
    [{ policy: WORLD.artefacts['status-0'] }, { path: 'policy', fault: 'artefact/header' }],
    [{ 'status/0': WORLD.artefacts['policy-1'] }, { path: 'status/0', fault: 'artefact/header' }],
    [{ 'status/0': 'x' }, { path: 'status/0', fault: 'artefact/format' }],
    [{ 'status/1': WORLD.artefacts['status-0-day-old'] }, { path: 'status/1', fault: 'artefact/missing' }],
  ] as const) {
    const artefacts = worldArtefacts(change)
    t.same(await verifyHeld(artefacts, WORLD.rootFingerprint, inflateBytes), { ok: false, error })
    const store = await stationOf(t, 'border')
    await store.saveArtefacts(artefacts, NOW)
    t.match(await heldKnowledge(store, inflateBytes, true), { trust: null, policy: null, statusLists: new Map() })
  }
  t.match(await verifyHeld(worldArtefacts(), 'another root', inflateBytes), {
    error: { path: 'root/1', fault: 'artefact/signature' },
  })
})

t.test('a scanner that was never enrolled knows nothing', async (t) => {
  stores += 1
  const store = openStationStore(join(dir, `station-${stores}.db`))
  t.teardown(() => store.close())
  await store.saveArtefacts(worldArtefacts(), NOW)
  const { earlierChecks, ...knowledge } = await heldKnowledge(store, inflateBytes, false)
  const { earlierChecks: _, ...nothing } = NOTHING_KNOWN
  t.same(knowledge, nothing)
  t.same(await earlierChecks(visaClaims().jti), [])
})

t.test('a border scanner knows the ledger once it was complete; a carrier never does', async (t) => {
  for (const role of ['border', 'carrier'] as const) {
    const store = await stationOf(t, role)
    await store.addLedgerPage([crossing(1, {})], 1, null)
    t.equal((await heldKnowledge(store, inflateBytes, true)).ledger, null, 'half a ledger is none')
    await store.addLedgerPage([], 1, NOW)
    const { ledger } = await heldKnowledge(store, inflateBytes, true)
    if (role === 'carrier') t.equal(ledger, null)
    else {
      t.equal(ledger?.asOf, NOW)
      t.same(await ledger?.eventsOf(visaClaims().jti), [crossing(1, {})])
    }
  }
})

t.test('the time floor outlives the artefacts', async (t) => {
  const store = await stationOf(t, 'border')
  await store.saveArtefacts(worldArtefacts(), NOW)
  await store.saveArtefacts([], 0)
  t.equal((await heldKnowledge(store, inflateBytes, true)).timeFloor, NOW)
})

const PATHS: readonly [RegExp, string][] = [
  [/^root-1$/, 'root/1'],
  [/^trust-/, 'trust'],
  [/^policy-/, 'policy'],
  [/^status-0/, 'status/0'],
]

function heldOf(file: CaseFile, { knowledge }: Case): HeldArtefact[] {
  const names = [knowledge.root, knowledge.trust, knowledge.policy, ...knowledge.status_lists].filter((name) => name)
  return names.map((name) => {
    const path = PATHS.find(([pattern]) => pattern.test(name ?? ''))?.[1]
    const body = file.artefacts[name ?? '']
    if (path === undefined || body === undefined) throw new Error(`no place for ${name}`)
    return { path, body, etag: name ?? '' }
  })
}

/** Why a station cannot be in the state of this case; null where it can. */
function notOfAStation({ knowledge, situation, name }: Case): string | null {
  if (!knowledge.time_zone_data_is_current) return "the time zone data is this machine's"
  if (knowledge.snapshot !== null) return 'a station holds no snapshot yet'
  if (knowledge.trust !== null && knowledge.policy === null) return 'a station takes a set as a whole'
  if (/^a stolen key, but in the register|^a stolen key, and not in the register \(carrier\)/.test(name)) {
    return 'a station holds no issuance register yet'
  }
  if (situation.audience === 'carrier' && knowledge.ledger !== null) return 'a carrier holds no ledger'
  return null
}

t.test('fixtures/cases.json through a station: the same outcome and reason as the core', async (t) => {
  const file: CaseFile = JSON.parse(await readFile(new URL('../../../fixtures/cases.json', import.meta.url), 'utf8'))
  const left = new Map<string, number>()
  const opened = new Map<string, ScannerStore>()
  let asked = 0
  for (const one of file.cases) {
    const reason = notOfAStation(one)
    if (reason !== null) {
      left.set(reason, (left.get(reason) ?? 0) + 1)
      continue
    }
    const { knowledge, situation, text, now } = one
    const isCarrier = situation.audience === 'carrier'
    const booth = 'booth' in situation ? situation.booth : undefined
    const enrolment = enrolmentOf({
      role: isCarrier ? 'carrier' : 'border',
      device: booth ?? 'booth-1',
      rootFingerprint: file.root_fingerprint,
    })
    const artefacts = heldOf(file, one)
    const { ledger } = knowledge
    // A border scanner's check leaves nothing behind, so that cases of one state can share a store.
    const state = isCarrier ? one.name : JSON.stringify([knowledge, enrolment])
    const store = opened.get(state) ?? openStationStore(join(dir, `case-${opened.size}.db`))
    if (!opened.has(state)) {
      t.teardown(() => store.close())
      await store.saveEnrolment(enrolment)
      await store.saveArtefacts(artefacts, knowledge.time_floor)
      if (ledger !== null) await store.addLedgerPage(ledger.events, 1, ledger.as_of)
    }
    opened.set(state, store)
    // The base visa is the only one with earlier checks.
    for (const earlier of knowledge.earlier_checks) await store.rememberCheck(visaClaims().jti, earlier)
    // Online, this server has nothing new: the station decides with what the case says that it holds.
    const authority = madeAuthority()
    authority.artefacts = artefacts
    authority.pages = (after) => ({ events: [], next: after, complete: ledger !== null, as_of: ledger?.as_of ?? 0 })
    const scan = await check([text], situation, {
      store,
      enrolment,
      client: knowledge.online ? authority : null,
      inflate: inflateBytes,
      now: () => now,
      newId: () => 'unused',
    })
    t.same([scan.decision.outcome, scan.decision.reason], [one.outcome, one.reason], one.name, {
      findings: scan.decision.findings.map((finding) => `${finding.reason} ${finding.outcome}`),
      offlineBecause: scan.offlineBecause,
    })
    asked += 1
  }
  t.same(Object.fromEntries(left), {
    'a carrier holds no ledger': 2,
    'a station holds no issuance register yet': 4,
    'a station holds no snapshot yet': 4,
    'a station takes a set as a whole': 3,
    "the time zone data is this machine's": 3,
  })
  t.equal(asked, file.cases.length - 16)
})
