import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import type { SnapshotDocument } from '#evisa/snapshot.ts'
import { TIME_TYP } from '#evisa/time-answer.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import type { Case, CaseFile } from '../../../fixtures/case-format.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { signCompact } from '../../../keys/signer.ts'
import { heldKnowledge, heldSet, heldState } from '../../../scanner-client/offline/held-knowledge.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import type { ScannerRole, ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { hold } from '../held-by-hand.ts'
import {
  enrol,
  enrolmentOf,
  feedPage,
  MEMBERS,
  madeAuthority,
  STEADY,
  signer,
  told,
  VERIFY,
  WORLD,
  worldSet,
} from '../made-station.ts'

let stores = 0

async function stationOf(t: Test, role: ScannerRole, device = 'booth-7'): Promise<ScannerStore> {
  stores += 1
  const store = openStationStore(join(dir, `station-${stores}.db`))
  t.teardown(() => store.close())
  await enrol(store, { role, device })
  return store
}

const dir = t.testdir()

const MOMENT = { now: NOW, steady: STEADY, online: true }

t.test('knows what it holds, as old as its snapshot', async (t) => {
  const store = await stationOf(t, 'border')
  await hold(store, await worldSet(), NOW)
  const known = await heldKnowledge(store, VERIFY, MOMENT)
  t.match(known, { trust: { version: 1, asOf: NOW - 300 }, policy: { version: 1 }, snapshot: { version: 9 } })
  t.equal(known.statusLists.get(`${STATUS_LIST_URN}0`)?.asOf, NOW - 300)
  t.same([...known.registers.keys()], [signer('stolen').kid])
  t.equal(known.timeFloor, NOW)
})

t.test('what was known before the ledger was begun anew makes nothing green after it', async (t) => {
  const { visa_number } = crossing(1, {})
  const booth = async () => {
    const store = await stationOf(t, 'border')
    await hold(store, await worldSet(), NOW)
    const page = { crossings: [told(crossing(1, {}))], next: 1, asOf: NOW }
    await store.addLedgerPage(page)
    return { store, page, known: await heldKnowledge(store, VERIFY, MOMENT) }
  }
  const restored = await booth()
  t.equal((await restored.known.ledger?.crossingsOf(visa_number))?.length, 1)
  const over = (await restored.store.artefact('snapshot'))?.sha256 ?? null
  const change = { put: [], drop: [], timeFloor: NOW, clockAnchor: null, dropLedger: false }
  await restored.store.saveSet({ ...change, epoch: { number: 2, id: '2'.repeat(32) } }, over)
  t.equal(await restored.known.ledger?.crossingsOf(visa_number), 'damaged')
  const dropped = await booth()
  await dropped.store.dropDamagedLedger()
  t.equal(await dropped.known.ledger?.crossingsOf(visa_number), 'damaged')
  const named = await booth()
  await named.store.saveSet({ ...change, epoch: { number: 1, id: '1'.repeat(32) } }, over)
  await named.store.addLedgerPage({ ...named.page, crossings: [], next: 2 })
  t.equal((await named.known.ledger?.crossingsOf(visa_number))?.length, 1, 'the same copy went on')
})

t.test('of a set with one bad member nothing is known', async (t) => {
  const good = await worldSet()
  for (const change of [
    { 'root/1': null },
    { 'root/1': WORLD.artefacts['trust-1'] },
    { trust: null },
    { trust: WORLD.artefacts['trust-old'] },
    { policy: null },
    { policy: WORLD.artefacts['status-0'] },
    { 'status/0': null },
    { 'status/0': WORLD.artefacts['status-0-day-old'] },
    { [`register/${signer('stolen').kid}`]: 'x' },
    { snapshot: null },
    { snapshot: WORLD.artefacts['policy-1'] },
  ]) {
    const set = new Map(good)
    for (const [path, body] of Object.entries(change)) body ? set.set(path, body) : set.delete(path)
    const store = await stationOf(t, 'border')
    await hold(store, set, NOW)
    t.equal(await heldSet(store, VERIFY), null, JSON.stringify(Object.keys(change)))
    t.match(await heldKnowledge(store, VERIFY, MOMENT), { trust: null, policy: null, snapshot: null })
  }
  const elsewhere = await stationOf(t, 'border')
  await enrol(elsewhere, { rootFingerprint: 'another root' })
  await hold(elsewhere, good, NOW)
  t.equal(await heldSet(elsewhere, VERIFY), null)
})

t.test('a scanner that was never enrolled knows nothing', async (t) => {
  stores += 1
  const store = openStationStore(join(dir, `station-${stores}.db`))
  t.teardown(() => store.close())
  await hold(store, await worldSet(), 0)
  const { earlierChecks, ...knowledge } = await heldKnowledge(store, VERIFY, { ...MOMENT, online: false })
  const { earlierChecks: _, ...nothing } = NOTHING_KNOWN
  t.same(knowledge, nothing)
  t.same(await earlierChecks(visaClaims().jti), [])
})

t.test('verifies once for as long as it is the same set', async (t) => {
  const store = await stationOf(t, 'border')
  await hold(store, await worldSet(), NOW)
  const first = await heldSet(store, VERIFY)
  t.not(first, null)
  t.equal(await heldSet(store, VERIFY), first)
  await hold(store, await worldSet({}, { version: 10 }), NOW)
  t.match(await heldSet(store, VERIFY), { snapshot: { version: 10 } })
})

t.test('the time goes on by the steady clock, whatever the wall clock says', async (t) => {
  const store = await stationOf(t, 'border')
  await hold(store, await worldSet(), 0, { signedTime: NOW, steady: STEADY })
  const after = (seconds: number, now: number) =>
    heldKnowledge(store, VERIFY, { now, online: false, steady: { ...STEADY, seconds: STEADY.seconds + seconds } })
  t.match(await after(7200, NOW + 7200), { timeFloor: NOW + 7200, clockAheadOf: null })
  t.match(await after(7200, NOW - 100), { timeFloor: NOW + 7200, clockAheadOf: null })
  t.match(await after(60, NOW + 90_000), { timeFloor: NOW + 60, clockAheadOf: NOW + 60 })
})

t.test('a border scanner knows the ledger once it was complete; a carrier never does', async (t) => {
  for (const role of ['border', 'carrier'] as const) {
    const store = await stationOf(t, role)
    await store.addLedgerPage({ crossings: [told(crossing(1, {}))], next: 1, asOf: null })
    t.equal((await heldKnowledge(store, VERIFY, MOMENT)).ledger, null, 'half a ledger is none')
    await store.addLedgerPage({ crossings: [], next: 1, asOf: NOW })
    const { ledger } = await heldKnowledge(store, VERIFY, MOMENT)
    if (role === 'carrier') t.equal(ledger, null)
    else {
      t.equal(ledger?.asOf, NOW)
      t.same(await ledger?.crossingsOf(visaClaims().jti), [crossing(1, {})])
    }
  }
})

t.test('a ledger that ends before its place in the snapshot was whole until then at most', async (t) => {
  const store = await stationOf(t, 'border')
  await hold(store, await worldSet({}, { ledger: { position: 3 } }), NOW)
  await store.addLedgerPage({ crossings: [], next: 3, asOf: NOW })
  t.match(await heldKnowledge(store, VERIFY, MOMENT), { ledger: { asOf: NOW }, isLedgerBehind: false })
  await hold(store, await worldSet({}, { version: 10, ledger: { position: 4 } }), NOW)
  t.match(await heldKnowledge(store, VERIFY, MOMENT), { ledger: { asOf: NOW - 301 }, isLedgerBehind: false })
  await store.addLedgerPage({ crossings: [], next: 3, asOf: null, provenEnd: 4 })
  t.match(await heldKnowledge(store, VERIFY, MOMENT), { ledger: { asOf: NOW - 301 }, isLedgerBehind: true })
  t.match(await heldState(store, VERIFY), { unsent: 0, dataAsOf: NOW - 300, isLedgerBehind: true })
  await store.addLedgerPage({ crossings: [], next: 4, asOf: NOW })
  t.match(await heldKnowledge(store, VERIFY, MOMENT), { ledger: { asOf: NOW }, isLedgerBehind: false })
})

const PATHS: readonly [RegExp, string][] = [
  [/^root-1$/, 'root/1'],
  [/^trust-/, 'trust'],
  [/^policy-/, 'policy'],
  [/^status-0/, 'status/0'],
  [/^status-7$/, 'status/7'],
  [/^register-stolen$/, `register/${signer('stolen').kid}`],
]

/** The artefacts of a case by path, under a snapshot as a station needs one: it names exactly these. */
async function setOf(file: CaseFile, { knowledge }: Case): Promise<Map<string, string> | null> {
  const { root, trust, policy, status_lists, registers } = knowledge
  if (knowledge.snapshot === null) return null
  const bodies: Record<string, string | undefined> = Object.fromEntries(
    Object.keys(MEMBERS).map((path) => [path, undefined]),
  )
  for (const name of [root, trust, policy, ...status_lists, ...registers]) {
    const path = PATHS.find(([pattern]) => pattern.test(name ?? ''))?.[1]
    const body = file.artefacts[name ?? '']
    if (path !== undefined && body !== undefined) bodies[path] = body
  }
  // What the snapshot of the case does not confirm was last confirmed when it was signed.
  const confirmed: SnapshotDocument = payloadOf(file.artefacts[knowledge.snapshot])
  let iat = confirmed.iat
  for (const [path, body] of Object.entries(bodies)) {
    if (body === undefined || path === 'policy' || path.startsWith('root/')) continue
    if (confirmed.artefacts[path]?.sha256 !== (await sha256Base64url(body))) iat = Math.min(iat, payloadOf(body).iat)
  }
  const { extensions } = confirmed
  return await worldSet(bodies, { iat, ...(extensions && { extensions }) })
}

const payloadOf = (text = '') => {
  const payload = text.startsWith('{') ? JSON.parse(text).payload : text.split('.')[1]
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

// Whatever became of the time that was kept, a station that holds a set knows when that was signed.
const FLOOR_BELOW_SET = [
  'the first second of the first day (entry)',
  'the last second before it (entry)',
  'a clock a day ahead, an e-visa until yesterday (entry)',
  'the same of an e-visa of today, which by the proven time is tomorrow (entry)',
]

/** Why a station cannot be in the state of this case; null where it can. */
function notOfAStation({ knowledge, situation, name }: Case): string | null {
  if (knowledge.snapshot === null && knowledge.trust !== null) return 'a station holds nothing without a snapshot'
  if (/^a status list of 24 h and 1 s/.test(name)) return 'its snapshot would have run out as well'
  if (knowledge.trust !== null && knowledge.policy === null) return 'a station takes a set as a whole'
  if (situation.audience === 'carrier' && knowledge.ledger !== null) return 'a carrier holds no ledger'
  if (FLOOR_BELOW_SET.includes(name)) return 'what it holds is signed, and says a later time'
  if (knowledge.before !== undefined) return 'what was before is made by a restore'
  if (knowledge.is_damaged) return 'what is damaged is made by damage'
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
    const set = await setOf(file, one)
    const { ledger } = knowledge
    // A border scanner's check leaves nothing behind, so that cases of one state can share a store.
    const state = isCarrier ? one.name : JSON.stringify([knowledge, enrolment])
    const store = opened.get(state) ?? openStationStore(join(dir, `case-${opened.size}.db`))
    if (!opened.has(state)) {
      t.teardown(() => store.close())
      await enrol(store, enrolment)
      if (set !== null) await hold(store, set, knowledge.time_floor)
      if (ledger !== null) {
        await store.addLedgerPage({ crossings: ledger.crossings.map((one) => told(one)), next: 1, asOf: ledger.as_of })
      }
    }
    opened.set(state, store)
    // The base visa is the only one with earlier checks.
    for (const earlier of knowledge.earlier_checks) await store.rememberCheck(visaClaims().jti, earlier)
    // Online, this server has nothing new: the station decides with what the case says that it holds.
    const authority = await madeAuthority()
    authority.set = set ?? new Map()
    const { proven_time: proven, is_replaced: isReplaced } = knowledge
    if (proven !== null) authority.time = (nonce) => signCompact(signer('snapshot'), TIME_TYP, { iat: proven, nonce })
    authority.isReplaced = async () => isReplaced
    authority.pages = (after) => feedPage({ after, next: after, complete: ledger !== null, iat: ledger?.as_of ?? NOW })
    const scan = await check([text], situation, {
      store,
      enrolment,
      client: knowledge.online ? authority : null,
      verify: VERIFY,
      steady: () => STEADY,
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
    'a station holds nothing without a snapshot': 12,
    'its snapshot would have run out as well': 3,
    'a station takes a set as a whole': 3,
    'what was before is made by a restore': 20,
    'what is damaged is made by damage': 3,
    'what it holds is signed, and says a later time': 4,
  })
  t.equal(asked, file.cases.length - 47)
})
