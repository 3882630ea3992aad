import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { type AuthorityClient, Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import {
  asHeld,
  CONTEXT,
  enrolmentOf,
  feedPage,
  heldBy,
  madeAuthority,
  receiptOf,
  STEADY,
  signer,
  WORLD,
  worldSet,
} from '../made-station.ts'

const visa = visaClaims().jti
const nothingNew = { handedIn: 0, overUsed: [], newArtefacts: 0, newCrossings: 0 }

async function border(t: Test, change: Parameters<typeof enrolmentOf>[0] = {}): Promise<ScannerStore> {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await store.saveEnrolment(enrolmentOf(change))
  return store
}

const MEMBER_PATHS = ['snapshot', 'root/1', 'trust', 'policy', 'status/0', `register/${signer('stolen').kid}`]

async function recordMany(store: ScannerStore, count: number): Promise<CrossingEvent[]> {
  const events = Array.from({ length: count }, (_, at) => crossing(at + 1, { basis: 'offline' }))
  for (const event of events) await store.record(event, 'unsent')
  return events
}

t.test('hands in before it fetches, fetches everything once, and then only what is new', async (t) => {
  const store = await border(t)
  await recordMany(store, 1)
  const authority = await madeAuthority()
  authority.pages = (after) =>
    after === 0 ? feedPage({ events: [crossing(9, {})], next: 9 }) : feedPage({ after, next: after, iat: NOW + 1 })
  t.same(await sync(store, authority, CONTEXT), { handedIn: 1, overUsed: [], newArtefacts: 5, newCrossings: 1 })
  t.same([authority.asked[0], authority.asked[1], authority.asked.at(-1)], ['hand in 1', 'snapshot', 'feed 0'])
  t.same(authority.asked.slice(1, -1).sort(), [...MEMBER_PATHS].sort(), 'members at once, in any order')
  t.same(await heldBy(store), asHeld(authority.set))
  t.equal(await store.countUnsent(), 0)
  t.equal(await store.timeFloor(), NOW - 300, 'the snapshot is the youngest')
  t.same(await store.clockAnchor(), { signedTime: NOW - 300, steady: STEADY })
  authority.asked.length = 0
  t.same(await sync(store, authority, CONTEXT), nothingNew)
  t.same(authority.asked, ['snapshot', 'feed 9'], 'one small request, and the ledger')
  t.same(await store.ledgerMark(), { after: 9, asOf: NOW })
})

t.test('is not for a scanner that was never enrolled', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await t.rejects(sync(store, await madeAuthority(), CONTEXT), TypeError)
})

t.test("a carrier's scanner asks for no crossings and hands none in", async (t) => {
  const store = await border(t, { role: 'carrier' })
  const authority = await madeAuthority()
  t.same(await sync(store, authority, CONTEXT), { ...nothingNew, newArtefacts: 5 })
  t.same([...authority.asked].sort(), [...MEMBER_PATHS].sort())
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
})

t.test('marks only the records that the server has a receipt for, and hands the rest in again', async (t) => {
  const store = await border(t)
  const events = await recordMany(store, 3)
  const authority = await madeAuthority()
  const batches: string[][] = []
  authority.receipts = (batch) => {
    batches.push(batch.map(({ id }) => id))
    return batch.slice(1, 2).map(({ id }) => receiptOf(id))
  }
  await t.rejects(sync(store, authority, CONTEXT), UntrustedData)
  const [one, two, three] = events.map(({ id }) => id)
  t.same(batches, [[one, two, three], [one, three], [one]], 'one receipt a batch, and at last none')
  t.same(await store.unsent(10), [events[0]])
})

t.test('hands in 500 at a time', async (t) => {
  const store = await border(t)
  await recordMany(store, 501)
  const authority = await madeAuthority()
  t.match(await sync(store, authority, CONTEXT), { handedIn: 501 })
  t.same(authority.asked.slice(0, 2), ['hand in 500', 'hand in 1'])
})

t.test('ends when a server answers receipts of others, refusals or nothing, and keeps every record', async (t) => {
  for (const answer of [
    () => [receiptOf('of nobody')],
    (batch: readonly CrossingEvent[]) => batch.map(({ id }) => receiptOf(id, { result: 'refused', position: null })),
    () => [],
  ]) {
    await t.test(String(answer), async (t) => {
      const store = await border(t)
      await recordMany(store, 2)
      const authority = await madeAuthority()
      authority.receipts = answer
      await t.rejects(
        sync(store, authority, CONTEXT),
        new UntrustedData('the server took none of the records that were handed in'),
      )
      t.equal(authority.asked.filter((call) => call.startsWith('hand in')).length, 1)
      t.same(await heldBy(store), asHeld(authority.set), 'and what is new is learnt all the same')
      t.equal(await store.countUnsent(), 2)
    })
  }
})

t.test('tells of double use, and only of records of its own', async (t) => {
  const store = await border(t)
  const [one, two] = await recordMany(store, 2)
  const authority = await madeAuthority()
  const over = receiptOf(two?.id ?? '', { over_used: true, entries_used: 2 })
  authority.receipts = () => [
    receiptOf(one?.id ?? ''),
    over,
    over,
    receiptOf('of nobody', { over_used: true, entries_used: 9 }),
  ]
  t.match(await sync(store, authority, CONTEXT), { handedIn: 2, overUsed: [over] })
})

t.test('keeps the records when the server is not reached while they are handed in', async (t) => {
  const store = await border(t)
  const [event] = await recordMany(store, 1)
  const authority = await madeAuthority()
  authority.receipts = async () => {
    throw new Unreachable('gone')
  }
  await t.rejects(sync(store, authority, CONTEXT), Unreachable)
  t.same(await store.unsent(10), [event])
  t.same(await heldBy(store), asHeld(authority.set), 'and what is new is learnt all the same')
})

t.test('asks only for what a newer snapshot names anew', async (t) => {
  const store = await border(t, { role: 'carrier' })
  const authority = await madeAuthority()
  await sync(store, authority, CONTEXT)
  authority.asked.length = 0
  authority.set = await worldSet({ policy: WORLD.artefacts['policy-strict'] }, { version: 10 })
  t.match(await sync(store, authority, CONTEXT), { newArtefacts: 2 })
  t.same(authority.asked, ['snapshot', 'policy'])
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
  t.same(asked, ['snapshot'])
  t.same(await heldBy(store), asHeld(authority.set))
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
  // Opened anew: what was verified before is not remembered.
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
    const events = after < 5 ? [crossing(after + 1, {})] : []
    return feedPage({ after, events, next: after + events.length, complete: after >= 4 })
  }
  await t.rejects(sync(store, authority, CONTEXT), Unreachable)
  t.same(await store.ledgerMark(), { after: 2, asOf: null }, 'two pages are kept, and not taken for all')
  t.equal((await store.eventsOf(visa)).length, 2)
  cut = false
  authority.asked.length = 0
  t.match(await sync(store, authority, CONTEXT), { newCrossings: 3 })
  t.same(authority.asked.slice(-3), ['feed 2', 'feed 3', 'feed 4'])
  t.same(await store.ledgerMark(), { after: 5, asOf: NOW })
  t.equal((await store.eventsOf(visa)).length, 5)
})

t.test('ends when the ledger of a server does not go on or goes back', async (t) => {
  for (const next of [7, 6]) {
    const store = await border(t)
    await store.addLedgerPage([], 7, NOW)
    const authority = await madeAuthority()
    authority.pages = () => feedPage({ after: 7, next, complete: next < 7, iat: NOW + 1 })
    await t.rejects(sync(store, authority, CONTEXT), new UntrustedData('the ledger does not go on'))
    t.same(await store.ledgerMark(), { after: 7, asOf: NOW })
  }
})
