import { join } from 'node:path'
import t, { type Test } from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import type { SignedCrossing } from '#evisa/event-chain.ts'
import { crossing, DAY, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { AccessEnded, type AuthorityClient, Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import { heldSet } from '../../../scanner-client/offline/held-knowledge.ts'
import { type LedgerPage, type ScannerStore, StorageFailed } from '../../../scanner-client/offline/scanner-store.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { heldBy } from '../held-by-hand.ts'
import {
  asHeld,
  CONTEXT,
  enrol,
  type enrolmentOf,
  feedPage,
  type MadeAuthority,
  madeAuthority,
  recordAt,
  STEADY,
  signer,
  told,
  VERIFY,
  WORLD,
  worldSet,
} from '../made-station.ts'

const visa = visaClaims().jti
const nothingNew = { handedIn: 0, rejected: 0, overUsed: [], newArtefacts: 0, newCrossings: 0 }

async function border(t: Test, change: Parameters<typeof enrolmentOf>[0] = {}): Promise<ScannerStore> {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store, change)
  return store
}

const MEMBER_PATHS = ['snapshot', 'root/1', 'trust', 'policy', 'status/0', `register/${signer('stolen').kid}`]

async function recordMany(store: ScannerStore, count: number): Promise<SignedCrossing[]> {
  const records: SignedCrossing[] = []
  for (let at = 0; at < count; at++) records.push(await recordAt(store, entryOf(visa)))
  return records
}

t.test('fetches whom to believe, hands in, follows the ledger, and says how it stands', async (t) => {
  const store = await border(t)
  await recordMany(store, 1)
  const authority = await madeAuthority()
  authority.pages = (after) =>
    after === 0
      ? feedPage({ crossings: [told(crossing(9, {}), 5)], next: 9 })
      : feedPage({ after, next: after, iat: NOW + 1 })
  t.same(await sync(store, authority, CONTEXT), { ...nothingNew, handedIn: 1, newArtefacts: 5, newCrossings: 1 })
  t.equal(authority.asked[0], 'snapshot')
  t.same(authority.asked.slice(0, -3).sort(), [...MEMBER_PATHS].sort(), 'members at once, in any order')
  t.same(authority.asked.slice(-3), ['hand in 1', 'feed 0', 'report'])
  t.same(authority.reports, [{ unsent: 0, head_seq: 1, data_as_of: NOW - 300, ledger_as_of: NOW }])
  t.same(await heldBy(store), asHeld(authority.set))
  t.equal(await store.countUnsent(), 0)
  t.equal(await store.timeFloor(), NOW - 300, 'the snapshot is the youngest')
  t.same(await store.clockAnchor(), { signedTime: NOW - 300, steady: STEADY })
  authority.asked.length = 0
  t.same(await sync(store, authority, CONTEXT), nothingNew)
  t.same(authority.asked, ['snapshot', 'feed 9', 'report'], 'small requests where nothing is new')
  t.same(await store.ledgerMark(), { after: 9, asOf: NOW })
  authority.asked.length = 0
  await sync(store, authority, CONTEXT, true)
  t.same(authority.asked, ['snapshot', 'feed 9'], 'and the report is left out where a traveller waits')
})

t.test('is not for a scanner that was never enrolled', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await t.rejects(sync(store, await madeAuthority(), CONTEXT), TypeError)
})

t.test("a carrier's scanner asks for no crossings and hands none in, but always says who it is", async (t) => {
  const store = await border(t, { role: 'carrier' })
  const authority = await madeAuthority()
  t.same(await sync(store, authority, CONTEXT, true), { ...nothingNew, newArtefacts: 5 })
  t.same([...authority.asked].sort(), [...MEMBER_PATHS, 'report'].sort())
  t.same(authority.reports, [{ unsent: 0, head_seq: 0, data_as_of: NOW - 300, ledger_as_of: null }])
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
})

t.test('asks what time it is after all else, and while a traveller waits no answer is no failure', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  const before: string[][] = []
  const unreachable = new Unreachable('no time left')
  authority.time = () => {
    before.push([...authority.asked])
    return Promise.reject(unreachable)
  }
  await sync(store, authority, CONTEXT, true)
  t.equal(before[0]?.at(-1), 'feed 0')
  await t.rejects(sync(store, authority, CONTEXT), unreachable)
  authority.time = async () => 'no signed answer'
  for (const isBrief of [true, false]) {
    await t.rejects(sync(store, authority, CONTEXT, isBrief), new UntrustedData('time: artefact/format'))
  }
})

t.test('what fails in one part keeps no other part from running', async (t) => {
  const gone = async () => {
    throw new Unreachable('gone')
  }
  const parts: [string, (made: MadeAuthority) => Partial<AuthorityClient>][] = [
    ['snapshot', () => ({ artefact: gone })],
    ['hand in', () => ({ handIn: gone })],
    ['feed', () => ({ feed: gone })],
    ['report', () => ({ report: gone })],
  ]
  for (const [part, broken] of parts) {
    const store = await border(t)
    const authority = await madeAuthority()
    await sync(store, authority, CONTEXT)
    await recordMany(store, 1)
    authority.asked.length = 0
    await t.rejects(sync(store, { ...authority, ...broken(authority) }, CONTEXT), new Unreachable('gone'), part)
    const others = ['snapshot', 'hand in 1', 'feed 0', 'report'].filter((call) => !call.startsWith(part))
    t.same(authority.asked, others, part)
    t.equal(await store.countUnsent(), part === 'hand in' ? 1 : 0)
  }
})

t.test('a disk that is full keeps what can be learnt from being learnt no more than it must', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  const failing = async () => {
    throw new StorageFailed('full', 'full')
  }
  await t.rejects(sync({ ...store, addLedgerPage: failing }, authority, CONTEXT), StorageFailed)
  t.same(await heldBy(store), asHeld(authority.set))
  t.equal(authority.asked.at(-1), 'report')
})

t.test('a bug is no failure of a part', async (t) => {
  const store = await border(t)
  const handIn = async () => {
    throw new RangeError('a bug')
  }
  await recordMany(store, 1)
  await t.rejects(sync(store, { ...(await madeAuthority()), handIn }, CONTEXT), RangeError)
})

t.test('access that was ended is told before anything else, and remembered until there is access again', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  const ended = async () => {
    throw new AccessEnded(401, 'this device was revoked')
  }
  const artefact = async () => {
    throw new Unreachable('gone')
  }
  await recordMany(store, 1)
  const revoked = { ...authority, handIn: ended, feed: ended, report: ended }
  for (const client of [{ ...revoked, artefact }, revoked]) {
    await t.rejects(sync(store, client, CONTEXT), new AccessEnded(401, 'this device was revoked'))
  }
  t.equal(await store.accessEnded(), 'this device was revoked')
  t.equal(await store.countUnsent(), 1, 'what was done stays here')
  await t.rejects(sync(store, { ...authority, artefact }, CONTEXT), Unreachable)
  t.equal(await store.accessEnded(), 'this device was revoked', 'a line that is cut proves nothing')
  await sync(store, authority, CONTEXT)
  t.equal(await store.accessEnded(), null)
})

t.test('keeps the records when the server is not reached while they are handed in', async (t) => {
  const store = await border(t)
  const [record] = await recordMany(store, 1)
  const authority = await madeAuthority()
  authority.receipts = async () => {
    throw new Unreachable('gone')
  }
  await t.rejects(sync(store, authority, CONTEXT), Unreachable)
  t.match(await store.queued('unsent', 0, 10), [{ hash: record?.hash }])
  t.same(await heldBy(store), asHeld(authority.set), 'and what is new is learnt all the same')
})

t.test('tells of a double use that the ledger brings to light', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  await sync(store, authority, CONTEXT)
  const [record] = await recordMany(store, 1)
  if (record === undefined) throw new Error('nothing was recorded')
  const own = crossingOf(record.event, 'counts')
  const other = crossing(1, { device: 'booth-9' })
  authority.pages = () => feedPage({ crossings: [told(own), told(other)], next: 2 })
  const overUsed = [{ visa_number: visa, allowed: 1, own: [own], others: [other], seen: false }]
  t.match(await sync(store, authority, CONTEXT), { handedIn: 1, overUsed })
  authority.pages = (after) => feedPage({ after, next: after })
  t.match(await sync(store, authority, CONTEXT), { overUsed: [] }, 'once')
  t.same(await store.doubleUses(), overUsed)
})

t.test('forgets with the day what can matter no more, by the time that was signed and by no clock', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  authority.pages = () => feedPage({ crossings: [told(crossing(1, {}), 1, '2026-11-22')], next: 1 })
  await sync(store, authority, CONTEXT)
  authority.pages = (after) => feedPage({ after, next: after })
  await sync(store, authority, { ...CONTEXT, now: () => NOW + DAY })
  t.equal((await store.crossingsOf(visa)).length, 1, 'a clock that ran ahead')
  authority.set = await worldSet({}, { version: 10, iat: NOW + DAY })
  await sync(store, authority, { ...CONTEXT, now: () => NOW + DAY })
  t.same(await store.crossingsOf(visa), [])
})

t.test('asks only for what a newer snapshot names anew', async (t) => {
  const store = await border(t, { role: 'carrier' })
  const authority = await madeAuthority()
  await sync(store, authority, CONTEXT)
  authority.asked.length = 0
  authority.set = await worldSet({ policy: WORLD.artefacts['policy-strict'] }, { version: 10 })
  t.match(await sync(store, authority, CONTEXT), { newArtefacts: 2 })
  t.same(authority.asked, ['snapshot', 'policy', 'report'])
  t.same(await heldBy(store), asHeld(authority.set))
})

t.test('a sign-in page that answers everything is no data, and is asked for nothing more', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  await sync(store, authority, CONTEXT)
  const asked: string[] = []
  const artefact = async (path: string) => {
    asked.push(path)
    return { text: '<html>' }
  }
  await t.rejects(sync(store, { ...authority, artefact }, CONTEXT), new UntrustedData('snapshot: artefact/format'))
  t.same(asked, ['border/snapshot'])
  t.same(await heldBy(store), asHeld(authority.set))
})

t.test('takes the second version of the wire where there is one, and is not led back to the first', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  await sync(store, authority, CONTEXT)
  t.notOk((await heldSet(store, VERIFY))?.snapshot.wire, 'a server of before')
  const first = authority.set
  const epoch = { number: 1, id: '0123456789abcdef0123456789abcdef' }
  const second = await worldSet({}, { version: 10, wire: 2, epoch })
  const named = [...second].map(([path, text]) => [path === 'snapshot' ? '2/snapshot' : path, text] as const)
  authority.set = new Map(named)
  const told: unknown[] = []
  const handIn: AuthorityClient['handIn'] = async (events, wire) => {
    told.push(['hand in', wire])
    return await authority.handIn(events, wire)
  }
  const feed: AuthorityClient['feed'] = async (after, wire) => {
    told.push(['feed', wire])
    return await authority.feed(after, wire)
  }
  await recordMany(store, 1)
  await sync(store, { ...authority, handIn, feed }, CONTEXT)
  t.match((await heldSet(store, VERIFY))?.snapshot, { version: 10, wire: 2, epoch })
  t.same(told, [
    ['hand in', 2],
    ['feed', 2],
  ])
  t.match(authority.reports.at(-1), { wire: 2 })
  t.notOk(authority.reports[0] && 'wire' in authority.reports[0], 'a server of before knows no such member')
  authority.pages = (after) => feedPage({ after, next: after, epoch: { number: 1, id: 'f'.repeat(32) } })
  await t.rejects(sync(store, authority, CONTEXT), /a page of another ledger/)
  authority.set = new Map([...first, ['snapshot', (await worldSet({}, { version: 11 })).get('snapshot') ?? '']])
  await t.rejects(sync(store, authority, CONTEXT), /snapshot: artefact\/rollback/)
})

t.test('takes no "unchanged" for a snapshot that it does not hold', async (t) => {
  const store = await border(t)
  const unchanged: AuthorityClient = { ...(await madeAuthority()), artefact: async () => 'unchanged' }
  await t.rejects(sync(store, unchanged, CONTEXT), new UntrustedData('what is held does not verify: sync again'))
  t.equal(await store.timeFloor(), 0)
})

t.test('fetches anew what was damaged on the disk', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  await sync(store, authority, CONTEXT)
  const list = await store.artefact('status/0')
  const snapshot = await store.artefact('snapshot')
  if (list === null || snapshot === null) throw new Error('nothing is held')
  const put = [{ ...list, body: `${list.body.slice(0, -9)}AAAAAAAAA` }]
  await store.saveSet({ put, drop: [], timeFloor: NOW - 300, clockAnchor: null, dropLedger: false }, snapshot.sha256)
  await store.close()
  // It is opened anew, so that what was verified before is not remembered.
  const again = openStationStore(join(t.testdirName, 'station.db'))
  t.teardown(() => again.close())
  authority.asked.length = 0
  t.match(await sync(again, authority, CONTEXT), { newArtefacts: 2 })
  t.same(authority.asked.slice(0, 2), ['snapshot', 'status/0'])
  t.same(await heldBy(again), asHeld(authority.set))
})

t.test('follows the ledger page by page; cut off between pages, it goes on from there', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  let cut = true
  authority.pages = (after) => {
    if (after === 2 && cut) throw new Unreachable('gone')
    const crossings = after < 5 ? [told(crossing(after + 1, {}))] : []
    return feedPage({ after, crossings, next: after + crossings.length, complete: after >= 4 })
  }
  await t.rejects(sync(store, authority, CONTEXT), Unreachable)
  t.same(await store.ledgerMark(), { after: 2, asOf: null }, 'two pages are kept, and not taken for all')
  t.equal((await store.crossingsOf(visa)).length, 2)
  cut = false
  authority.asked.length = 0
  t.match(await sync(store, authority, CONTEXT), { newCrossings: 3 })
  t.same(authority.asked.slice(-4), ['feed 2', 'feed 3', 'feed 4', 'report'])
  t.same(await store.ledgerMark(), { after: 5, asOf: NOW })
  t.equal((await store.crossingsOf(visa)).length, 5)
})

t.test('the next page is on its way while one is added, and what came of it is nothing where that fails', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  authority.pages = (after) => {
    if (after === 2) throw new Unreachable('gone')
    return feedPage({ after, next: after + 1, crossings: [told(crossing(after + 1, {}))], complete: false })
  }
  const addLedgerPage = async (page: LedgerPage) => {
    authority.asked.push(`adds ${page.next}`)
    if (page.next === 2) throw new StorageFailed('full', 'full')
    return store.addLedgerPage(page)
  }
  await t.rejects(sync({ ...store, addLedgerPage }, authority, CONTEXT), StorageFailed)
  const feed = authority.asked.filter((one) => /^(feed|adds)/.test(one))
  t.same(feed, ['feed 0', 'feed 1', 'adds 1', 'feed 2', 'adds 2'])
  t.match(await store.ledgerMark(), { after: 1 })
})

t.test('ends when the ledger of a server does not go on or goes back', async (t) => {
  for (const next of [7, 6]) {
    const store = await border(t)
    await store.addLedgerPage({ crossings: [], next: 7, asOf: NOW })
    const authority = await madeAuthority()
    authority.pages = () => feedPage({ after: 7, next, complete: next < 7, iat: NOW + 1 })
    await t.rejects(sync(store, authority, CONTEXT), new UntrustedData('the ledger does not go on'))
    t.same(await store.ledgerMark(), { after: 7, asOf: NOW })
  }
})

t.test('a ledger that stands still behind the snapshot is not taken for whole', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  const named = (version: number, position: number) => worldSet({}, { version, ledger: { position } })
  await sync(store, authority, CONTEXT)
  t.same(await store.ledgerMark(), { after: 0, asOf: NOW })
  authority.set = await named(10, 4)
  const later = { ...CONTEXT, now: () => NOW + 60 }
  // As a cache answers that the network put before the server; then as a server that lags behind, signed just now.
  for (const iat of [NOW, NOW + 60]) {
    authority.pages = (after) => feedPage({ after, next: after, iat })
    await sync(store, authority, later)
    t.same(await store.ledgerMark(), { after: 0, asOf: NOW, provenEnd: 4 })
  }
  authority.pages = (after) => feedPage({ after, next: 4, iat: NOW + 60 })
  await sync(store, authority, later)
  t.same(await store.ledgerMark(), { after: 4, asOf: NOW + 60, provenEnd: 4 })
})

t.test('a network that ends between the snapshot and the ledger proves nothing against the ledger', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  await sync(store, authority, CONTEXT)
  authority.set = await worldSet({}, { version: 10, ledger: { position: 4 } })
  authority.pages = () => {
    throw new Unreachable('gone')
  }
  await t.rejects(sync(store, authority, CONTEXT), Unreachable)
  t.same(await store.ledgerMark(), { after: 0, asOf: NOW })
})

t.test('the ledger of a country at work is never behind: it is asked for after the snapshot', async (t) => {
  const store = await border(t)
  const authority = await madeAuthority()
  let end = 0
  authority.pages = (after) => feedPage({ after, next: ++end, iat: NOW + end })
  for (let version = 10; version < 14; version++) {
    authority.set = await worldSet({}, { version, ledger: { position: ++end } })
    for (const isBrief of [true, false]) await sync(store, authority, { ...CONTEXT, now: () => NOW + end }, isBrief)
    t.same(await store.ledgerMark(), { after: end, asOf: NOW + end })
  }
})
