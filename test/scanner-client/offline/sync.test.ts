import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { STATUS_LIST_TYP } from '#evisa/status-list.ts'
import { crossing, DAY, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { signCompact } from '../../../keys/signer.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import { Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { sync, UntrustedData } from '../../../scanner-client/offline/sync.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { enrolmentOf, madeAuthority, receiptOf, WORLD, worldArtefacts } from '../made-station.ts'

const visa = visaClaims().jti
const nothingNew = { handedIn: 0, overUsed: [], newArtefacts: 0, newCrossings: 0 }

async function border(t: Test, change: Parameters<typeof enrolmentOf>[0] = {}): Promise<ScannerStore> {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await store.saveEnrolment(enrolmentOf(change))
  return store
}

const held = async (store: ScannerStore) => (await store.artefacts()).map(({ path, body }) => [path, body]).sort()
const asHeld = (change = {}) =>
  worldArtefacts(change)
    .map(({ path, body }) => [path, body])
    .sort()

async function recordMany(store: ScannerStore, count: number): Promise<CrossingEvent[]> {
  const events = Array.from({ length: count }, (_, at) => crossing(at + 1, { basis: 'offline' }))
  for (const event of events) await store.record(event, 'unsent')
  return events
}

t.test('hands in before it fetches, fetches everything once, and then only what is new', async (t) => {
  const store = await border(t)
  await recordMany(store, 1)
  const authority = madeAuthority()
  authority.pages = (after) =>
    after === 0
      ? { events: [crossing(9, {})], next: 9, complete: true, as_of: NOW }
      : { events: [], next: after, complete: true, as_of: NOW + 1 }
  t.same(await sync(store, authority, inflateBytes), { handedIn: 1, overUsed: [], newArtefacts: 4, newCrossings: 1 })
  t.same(authority.asked, ['hand in 1', 'root/1', 'trust', 'policy', 'status/0', 'status/1', 'feed 0'])
  t.same(await held(store), asHeld())
  t.equal(await store.countUnsent(), 0)
  t.equal(await store.timeFloor(), NOW - 600, 'the status list is the youngest')
  authority.asked.length = 0
  t.same(await sync(store, authority, inflateBytes), nothingNew)
  t.same(authority.asked, ['root/1', 'trust', 'policy', 'status/0', 'status/1', 'feed 9'])
  t.same(await store.ledgerMark(), { after: 9, asOf: NOW + 1 })
})

t.test('is not for a scanner that was never enrolled', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await t.rejects(sync(store, madeAuthority(), inflateBytes), TypeError)
})

t.test("a carrier's scanner asks for no crossings and hands none in", async (t) => {
  const store = await border(t, { role: 'carrier' })
  const authority = madeAuthority()
  t.same(await sync(store, authority, inflateBytes), { ...nothingNew, newArtefacts: 4 })
  t.same(authority.asked, ['root/1', 'trust', 'policy', 'status/0', 'status/1'])
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
})

t.test('marks only the records that the server has a receipt for, and hands the rest in again', async (t) => {
  const store = await border(t)
  const events = await recordMany(store, 3)
  const authority = madeAuthority()
  const batches: string[][] = []
  authority.receipts = (batch) => {
    batches.push(batch.map(({ id }) => id))
    return batch.slice(1, 2).map(({ id }) => receiptOf(id))
  }
  await t.rejects(sync(store, authority, inflateBytes), UntrustedData)
  const [one, two, three] = events.map(({ id }) => id)
  t.same(batches, [[one, two, three], [one, three], [one]], 'one receipt a batch, and at last none')
  t.same(await store.unsent(10), [events[0]])
})

t.test('hands in 500 at a time', async (t) => {
  const store = await border(t)
  await recordMany(store, 501)
  const authority = madeAuthority()
  t.match(await sync(store, authority, inflateBytes), { handedIn: 501 })
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
      const authority = madeAuthority()
      authority.receipts = answer
      await t.rejects(
        sync(store, authority, inflateBytes),
        new UntrustedData('the server took none of the records that were handed in'),
      )
      t.equal(authority.asked.filter((call) => call.startsWith('hand in')).length, 1)
      t.same(await held(store), asHeld(), 'and what is new is learnt all the same')
      t.equal(await store.countUnsent(), 2)
    })
  }
})

t.test('tells of double use, and only of records of its own', async (t) => {
  const store = await border(t)
  const [one, two] = await recordMany(store, 2)
  const authority = madeAuthority()
  const over = receiptOf(two?.id ?? '', { over_used: true, entries_used: 2 })
  authority.receipts = () => [
    receiptOf(one?.id ?? ''),
    over,
    over,
    receiptOf('of nobody', { over_used: true, entries_used: 9 }),
  ]
  t.match(await sync(store, authority, inflateBytes), { handedIn: 2, overUsed: [over] })
})

t.test('keeps the records when the server is not reached while they are handed in', async (t) => {
  const store = await border(t)
  const [event] = await recordMany(store, 1)
  const authority = madeAuthority()
  authority.receipts = async () => {
    throw new Unreachable('gone')
  }
  await t.rejects(sync(store, authority, inflateBytes), Unreachable)
  t.same(await store.unsent(10), [event])
  t.same(await held(store), asHeld(), 'and what is new is learnt all the same')
})

t.test('stores nothing that does not verify; what was held stays, and so does the time floor', async (t) => {
  const { artefacts, keys } = WORLD
  const trust = JSON.parse(artefacts['trust-1'] ?? '')
  const root = JSON.parse(artefacts['root-1'] ?? '')
  const oneByteChanged = (text = '') => text.slice(0, -20) + (text.at(-20) === 'A' ? 'B' : 'A') + text.slice(-19)
  const oldList = JSON.parse(Buffer.from((artefacts['status-0'] ?? '').split('.')[1] ?? '', 'base64url').toString())
  const newer = { ...oldList, iat: NOW, exp: NOW + DAY }
  const signed = (key: string, payload: unknown) => {
    const signer = keys[key]?.signer
    if (signer === undefined) throw new RangeError(key)
    return signCompact(signer, STATUS_LIST_TYP, payload)
  }
  for (const [name, change, message] of [
    [
      'another root',
      { 'root/1': JSON.stringify({ ...root, signatures: root.signatures.toReversed() }) },
      'root/1: artefact/signature',
    ],
    ['a root with one byte changed', { 'root/1': oneByteChanged(artefacts['root-1']) }, 'root/1: artefact/signature'],
    ['no root', { 'root/1': undefined }, 'root/1: artefact/missing'],
    [
      'a trust list that one root key alone signed',
      { trust: JSON.stringify({ ...trust, signatures: trust.signatures.slice(0, 1) }) },
      'trust: artefact/threshold',
    ],
    [
      'a trust list that one root key signed twice',
      { trust: JSON.stringify({ ...trust, signatures: [trust.signatures[0], trust.signatures[0]] }) },
      'trust: artefact/threshold',
    ],
    ['a trust list with one byte changed', { trust: oneByteChanged(artefacts['trust-1']) }, 'trust: artefact/'],
    ['no trust list', { trust: undefined }, 'trust: artefact/missing'],
    ['a policy with one byte changed', { policy: oneByteChanged(artefacts['policy-1']) }, 'policy: artefact/signature'],
    ['a status list in the place of the policy', { policy: artefacts['status-0'] }, 'policy: artefact/header'],
    ['no policy', { policy: undefined }, 'policy: artefact/missing'],
    [
      'a status list with one byte changed',
      { 'status/0': oneByteChanged(artefacts['status-0']) },
      'status/0: artefact/signature',
    ],
    [
      'a status list signed by the visa key',
      { 'status/0': await signed('visa', newer) },
      'status/0: artefact/key-purpose',
    ],
    [
      'a status list signed by the policy key',
      { 'status/0': await signed('policy', newer) },
      'status/0: artefact/key-purpose',
    ],
    [
      'a status list signed by an unlisted key',
      { 'status/0': await signed('unlisted', newer) },
      'status/0: artefact/key-unknown',
    ],
    ['a status list in another place', { 'status/1': artefacts['status-0'] }, 'status/1: artefact/missing'],
    [
      'a sign-in page',
      { 'root/1': '<html>', trust: '<html>', policy: '<html>', 'status/0': '<html>' },
      'root/1: artefact/signature',
    ],
  ] as const) {
    await t.test(name, async (t) => {
      const store = await border(t)
      const authority = madeAuthority()
      await sync(store, authority, inflateBytes)
      authority.artefacts = worldArtefacts(change)
      const error = await sync(store, authority, inflateBytes).catch((error: unknown) => error)
      t.ok(error instanceof UntrustedData)
      t.match((error as Error).message, message)
      t.same(await held(store), asHeld())
      t.equal(await store.timeFloor(), NOW - 600)

      const empty = await border(t)
      await t.rejects(sync(empty, authority, inflateBytes), UntrustedData)
      t.same(await empty.artefacts(), [])
    })
  }
})

t.test('asks for no list of a network that answers everything', async (t) => {
  const store = await border(t)
  const authority = madeAuthority()
  const asked: string[] = []
  const artefact = async (path: string) => {
    asked.push(path)
    return { path, body: '<html>', etag: '' }
  }
  await t.rejects(sync(store, { ...authority, artefact }, inflateBytes), UntrustedData)
  t.same(asked, ['root/1', 'trust', 'policy'])
})

t.test('never goes back to an older artefact, however well it is signed', async (t) => {
  for (const [name, newer, older, message] of [
    ['a policy', { policy: 'policy-strict' }, { policy: 'policy-1' }, 'policy: older than what is held'],
    [
      'a status list',
      { 'status/0': 'status-0' },
      { 'status/0': 'status-0-day-old' },
      'urn:evisa:KAZ:status:0: older than what is held',
    ],
    [
      'no status list where there was one',
      {},
      { 'status/0': 'none', policy: 'policy-easy' },
      'urn:evisa:KAZ:status:0: older than what is held',
    ],
  ] as const) {
    await t.test(name, async (t) => {
      const store = await border(t)
      const authority = madeAuthority()
      const named = (change: Readonly<Record<string, string>>) =>
        Object.fromEntries(Object.entries(change).map(([path, name]) => [path, WORLD.artefacts[name]]))
      authority.artefacts = worldArtefacts(named(newer))
      await sync(store, authority, inflateBytes)
      authority.artefacts = worldArtefacts(named(older))
      await t.rejects(sync(store, authority, inflateBytes), new UntrustedData(message))
      t.same(await held(store), asHeld(named(newer)))
      t.equal(await store.timeFloor(), NOW - 600)
    })
  }
})

t.test('takes no "unchanged" for an artefact that it does not hold', async (t) => {
  const store = await border(t)
  const authority = madeAuthority()
  await t.rejects(
    sync(store, { ...authority, artefact: async () => 'unchanged' }, inflateBytes),
    new UntrustedData('root/1: artefact/missing'),
  )
})

t.test('follows the ledger page by page; cut off between pages, it goes on from there', async (t) => {
  const store = await border(t)
  const authority = madeAuthority()
  let cut = true
  authority.pages = (after) => {
    if (after === 2 && cut) throw new Unreachable('gone')
    const events = after < 5 ? [crossing(after + 1, {})] : []
    return { events, next: after + events.length, complete: after >= 4, as_of: NOW }
  }
  await t.rejects(sync(store, authority, inflateBytes), Unreachable)
  t.same(await store.ledgerMark(), { after: 2, asOf: null }, 'two pages are kept, and not taken for all')
  t.equal((await store.eventsOf(visa)).length, 2)
  cut = false
  authority.asked.length = 0
  t.match(await sync(store, authority, inflateBytes), { newCrossings: 3 })
  t.same(authority.asked.slice(-3), ['feed 2', 'feed 3', 'feed 4'])
  t.same(await store.ledgerMark(), { after: 5, asOf: NOW })
  t.equal((await store.eventsOf(visa)).length, 5)
})

t.test('ends when the ledger of a server does not go on or goes back', async (t) => {
  for (const next of [7, 6]) {
    const store = await border(t)
    await store.addLedgerPage([], 7, NOW)
    const authority = madeAuthority()
    authority.pages = () => ({ events: [], next, complete: next < 7, as_of: NOW + 1 })
    await t.rejects(sync(store, authority, inflateBytes), new UntrustedData('the ledger does not go on'))
    t.same(await store.ledgerMark(), { after: 7, asOf: NOW })
  }
})
