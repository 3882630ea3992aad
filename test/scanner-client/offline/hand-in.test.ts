import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { Epoch } from '#evisa/epoch.ts'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import { handInAll } from '../../../scanner-client/offline/hand-in.ts'
import { heldSet } from '../../../scanner-client/offline/held-knowledge.ts'
import { UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { hold } from '../held-by-hand.ts'
import { enrol, hashOf, madeAuthority, receiptOf, recordAt, signReceipts, VERIFY, worldSet } from '../made-station.ts'

const visa = visaClaims().jti

/** A booth with so many records, an authority, and what each batch held. */
async function booth(t: Test, count: number) {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  await hold(store, await worldSet(), NOW)
  const set = await heldSet(store, VERIFY)
  if (set === null) throw new Error('nothing is held')
  const authority = await madeAuthority()
  const hashes: string[] = []
  for (let at = 0; at < count; at++) hashes.push((await recordAt(store, entryOf(visa))).hash)
  const batches: string[][] = []
  /** Answers each record by a rule of the test. */
  const answer = (rule: (hash: string, at: number) => CrossingReceipt) => {
    authority.receipts = async (events) => {
      const asked = await Promise.all(events.map(hashOf))
      batches.push(asked)
      return signReceipts(asked.map(rule))
    }
  }
  answer((hash) => receiptOf(hash))
  const run = () => handInAll(store, authority, 'booth-7', set)
  const waiting = async () => (await store.queued('unsent', 0, 1000)).map(({ hash }) => hash)
  return { store, authority, hashes, batches, answer, run, waiting }
}

t.test('hands in everything in its order, 500 at a time, and nothing twice', async (t) => {
  const { hashes, batches, run, store } = await booth(t, 501)
  t.same(await run(), { handedIn: 501, rejected: 0 })
  t.same(batches, [hashes.slice(0, 500), hashes.slice(500)])
  t.same(await run(), { handedIn: 0, rejected: 0 })
  t.equal(batches.length, 2)
  t.equal(await store.countUnsent(), 0)
})

t.test('what counts, what came too late and what is held is done with: the server has it', async (t) => {
  const { answer, run, store } = await booth(t, 3)
  answer((hash, at) =>
    receiptOf(hash, [{}, { result: 'refused' as const }, { result: 'held' as const, because: 'id-reused' }][at]),
  )
  t.same(await run(), { handedIn: 3, rejected: 0 })
  t.equal(await store.countUnsent(), 0)
  t.match(await store.openRecords(), [{ standing: 'held' }])
})

t.test('what is rejected keeps nothing waiting, neither before it nor after it, and is offered again', async (t) => {
  const { answer, run, hashes, batches, waiting, store } = await booth(t, 3)
  let isMended = false
  answer((hash, at) =>
    at === 1 && !isMended ? receiptOf(null, { result: 'rejected', because: 'event/device' }) : receiptOf(hash),
  )
  t.same(await run(), { handedIn: 2, rejected: 1 })
  t.same(await waiting(), [])
  t.equal(await store.countUnsent(), 1)
  t.match(await store.openRecords(), [{ hash: hashes[1], state: 'rejected', receipt: { because: 'event/device' } }])
  isMended = true
  t.same(await run(), { handedIn: 1, rejected: 0 })
  t.same(batches.at(-1), [hashes[1]])
  t.equal(await store.countUnsent(), 0)
})

t.test('the chain of an earlier enrolment goes first, and a stuck one keeps the other from nothing', async (t) => {
  const { store, answer, run, hashes, batches } = await booth(t, 2)
  await enrol(store, { device: 'booth-8' })
  await hold(store, await worldSet(), NOW)
  const { hash } = await recordAt(store, entryOf(visa))
  answer((one) =>
    hashes.includes(one) ? receiptOf(null, { result: 'rejected', because: 'event/device' }) : receiptOf(one),
  )
  t.same(await run(), { handedIn: 1, rejected: 2 })
  t.same(batches, [[...hashes, hash]])
  t.same(await run(), { handedIn: 0, rejected: 2 })
})

t.test('cut off between two batches it goes on from there', async (t) => {
  const { authority, answer, run, batches, hashes, store } = await booth(t, 501)
  const { receipts } = authority
  authority.receipts = (events) => {
    if (events.length === 1) throw new Unreachable('gone')
    return receipts(events)
  }
  await t.rejects(run(), Unreachable)
  t.equal(await store.countUnsent(), 1)
  answer((hash) => receiptOf(hash))
  t.same(await run(), { handedIn: 1, rejected: 0 })
  t.same(batches.at(-1), hashes.slice(500))
})

t.test('an answer that is lost: the same again is answered by the same receipts, and is done', async (t) => {
  const { authority, run, store } = await booth(t, 2)
  const { receipts } = authority
  const lost = async (events: readonly string[]) => {
    await receipts(events)
    authority.receipts = receipts
    throw new Unreachable('the answer was cut off')
  }
  authority.receipts = lost
  await t.rejects(run(), Unreachable)
  t.equal(await store.countUnsent(), 2)
  t.same(await run(), { handedIn: 2, rejected: 0 })
})

t.test('believes no receipts but those that the authority signed for these records of this device', async (t) => {
  const { authority, hashes, run, waiting, store } = await booth(t, 2)
  const [one = '', two = ''] = hashes
  const good = [receiptOf(one), receiptOf(two)]
  const notTheirs = new UntrustedData('the receipts are not for what was handed in')
  for (const [name, answer, error] of [
    ['another key of the authority', signReceipts(good, { key: 'status' }), /artefact\/key-purpose/],
    ['a key that it never had', signReceipts(good, { key: 'unlisted' }), /artefact\/key-unknown/],
    ['another device', signReceipts(good, { device: 'booth-8' }), notTheirs],
    ['another order', signReceipts([...good].reverse()), notTheirs],
    ['one too few', signReceipts(good.slice(1)), notTheirs],
    ['one too many', signReceipts([...good, receiptOf(one)]), notTheirs],
    ['none', signReceipts([]), notTheirs],
    ['of another batch', signReceipts([receiptOf('a'.repeat(43)), receiptOf('b'.repeat(43))]), notTheirs],
    ['stored, but nothing named', signReceipts([receiptOf(null), receiptOf(two)]), notTheirs],
    ['rejected, and yet named', signReceipts([receiptOf(one, { result: 'rejected' }), receiptOf(two)]), notTheirs],
    ['a sign-in page', '<html>', /artefact\/format/],
    ['a feed page', (await madeAuthority()).feed(0), /artefact\/header/],
  ] as const) {
    authority.receipts = () => answer
    const failure = await run().catch((failure: unknown) => failure)
    t.ok(failure instanceof UntrustedData, `${name}: ${failure}`)
    t.match((failure as Error).message, error instanceof RegExp ? error : error.message, name)
    t.same(await waiting(), hashes, name)
  }
  t.same(await store.openRecords(), [])
})

t.test('two programs of one station hand in the same at once: done once, and well', async (t) => {
  const { run, store } = await booth(t, 3)
  const done = await Promise.all([run(), run()])
  t.same(
    done.map(({ handedIn }) => handedIn),
    [3, 3],
  )
  t.equal(await store.countUnsent(), 0)
})

t.test('receipts of another ledger than the one that is held are not believed', async (t) => {
  const { store, authority, hashes } = await booth(t, 1)
  const set = await heldSet(store, VERIFY)
  if (set === null) throw new Error('nothing is held')
  const epoch = { number: 1, id: 'a'.repeat(32) }
  const good = hashes.map((hash) => receiptOf(hash))
  const run = (given: string, held?: Epoch) => {
    authority.receipts = () => given
    const snapshot = { ...set.snapshot, ...(held !== undefined && { epoch: held }) }
    return handInAll(store, authority, 'booth-7', { trust: set.trust, snapshot })
  }
  const other = await signReceipts(good, { epoch: { number: 1, id: 'b'.repeat(32) } })
  await t.rejects(run(other, epoch), new UntrustedData('receipts of another ledger than the one that is held'))
  t.equal(await store.countUnsent(), 1)
  t.match(await run(await signReceipts(good, { epoch }), epoch), { handedIn: 1 })
})

t.test('where one of both names no ledger, there is nothing to compare', async (t) => {
  for (const [named, held] of [
    [{ epoch: { number: 1, id: 'a'.repeat(32) } }, undefined],
    [{}, { number: 1, id: 'a'.repeat(32) }],
  ] as const) {
    const { store, authority, hashes } = await booth(t, 1)
    const set = await heldSet(store, VERIFY)
    if (set === null) throw new Error('nothing is held')
    authority.receipts = () =>
      signReceipts(
        hashes.map((hash) => receiptOf(hash)),
        named,
      )
    const { epoch: _, ...bare } = set.snapshot
    const snapshot = { ...bare, ...(held !== undefined && { epoch: held }) }
    t.match(await handInAll(store, authority, 'booth-7', { trust: set.trust, snapshot }), { handedIn: 1 })
  }
})
