import { join } from 'node:path'
import t, { type Test } from 'tap'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import { heldSet } from '../../../scanner-client/offline/held-knowledge.ts'
import { takeFeedPage } from '../../../scanner-client/offline/take-feed-page.ts'
import { UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { hold } from '../held-by-hand.ts'
import { enrol, feedPage, told, VERIFY, worldSet } from '../made-station.ts'

async function booth(t: Test, position = 0) {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  await hold(store, await worldSet({}, { ledger: { position } }), NOW)
  const set = await heldSet(store, VERIFY)
  if (set === null) throw new Error('nothing is held')
  return { store, take: async (page: Promise<string>) => takeFeedPage(store, await page, set, NOW) }
}

t.test('adds what a page holds, and knows from the last one since when the copy is complete', async (t) => {
  const { store, take } = await booth(t)
  await take(feedPage({ crossings: [told(crossing(1, {}))], next: 5, complete: false }))
  t.same(await store.ledgerMark(), { after: 5, asOf: null })
  await take(feedPage({ after: 5, crossings: [told(crossing(2, {}))], next: 6, iat: NOW - 3 }))
  t.same(await store.ledgerMark(), { after: 6, asOf: NOW - 3 })
  t.equal((await store.crossingsOf(crossing(1, {}).visa_number)).length, 2)
})

t.test('a page that repeats some of it changes nothing but what is new', async (t) => {
  const { store, take } = await booth(t)
  await take(feedPage({ crossings: [told(crossing(1, {})), told(crossing(2, {}))], next: 2 }))
  await take(
    feedPage({
      crossings: [told(crossing(1, {})), told(crossing(2, {})), told(crossing(3, {}))],
      next: 3,
      iat: NOW + 1,
    }),
  )
  t.same(await store.ledgerMark(), { after: 3, asOf: NOW }, 'dated ahead it is no younger than now')
  await take(feedPage({ crossings: [told(crossing(1, {}))], next: 1, iat: NOW + 2 }))
  t.same(await store.ledgerMark(), { after: 3, asOf: NOW }, 'one that ends before is old news')
})

t.test('takes no page that leaves a gap, goes back, or that the authority did not sign', async (t) => {
  const { store, take } = await booth(t)
  for (const [page, message] of [
    [feedPage({ after: 1, next: 2, crossings: [told(crossing(2, {}))] }), /does not go on/],
    [feedPage({ after: 0, next: 2, crossings: [told(crossing(2, {}))] }, 'status'), /key-purpose/],
    [feedPage({ after: 0, next: 2, crossings: [told(crossing(2, {}))] }, 'unlisted'), /key-unknown/],
    [Promise.resolve('{"events":[]}'), /artefact\/format/],
    [feedPage({ crossings: [told({ ...crossing(1, {}), checkpoint: '' })] }), /artefact\/schema/],
  ] as const) {
    const error = await take(page).catch((error: unknown) => error)
    t.ok(error instanceof UntrustedData, String(error))
    t.match((error as Error).message, message)
  }
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
  t.same(await store.crossingsOf(crossing(1, {}).visa_number), [])
})

t.test('the last page makes nothing complete where it ends before the place that the snapshot names', async (t) => {
  const { store, take } = await booth(t, 7)
  await take(feedPage({ crossings: [told(crossing(1, {}))], next: 5, complete: false }))
  t.same(await store.ledgerMark(), { after: 5, asOf: null }, 'more is to come')
  for (const iat of [NOW, NOW - 10_000]) {
    await take(feedPage({ after: 5, crossings: [], next: 5, iat }))
    t.same(await store.ledgerMark(), { after: 5, asOf: null, provenEnd: 7 }, 'whenever it was signed')
  }
  await take(feedPage({ after: 5, crossings: [told(crossing(2, {}))], next: 6 }))
  t.same(await store.ledgerMark(), { after: 6, asOf: null, provenEnd: 7 })
  t.equal((await store.crossingsOf(crossing(1, {}).visa_number)).length, 2, 'what it tells is true all the same')
  await take(feedPage({ after: 3, next: 4 }))
  t.same(await store.ledgerMark(), { after: 6, asOf: null, provenEnd: 7 })
  await take(feedPage({ after: 6, crossings: [told(crossing(3, {}))], next: 7, iat: NOW - 3 }))
  t.same(await store.ledgerMark(), { after: 7, asOf: NOW - 3, provenEnd: 7 })
})
