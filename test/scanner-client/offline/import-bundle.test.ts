import { join } from 'node:path'
import t, { type Test } from 'tap'
import { BUNDLE_HEADER, bundleLine } from '#evisa/bundle.ts'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import { importBundle, NotABundle } from '../../../scanner-client/offline/import-bundle.ts'
import type { ScannerRole } from '../../../scanner-client/offline/scanner-store.ts'
import { UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { heldBy } from '../held-by-hand.ts'
import { asHeld, enrol, feedPage, told, VERIFY, worldSet } from '../made-station.ts'

async function stationOf(t: Test, role: ScannerRole = 'border') {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store, { role })
  const take = async (given: readonly string[]) =>
    importBundle(
      store,
      (async function* () {
        yield* given
      })(),
      VERIFY,
      NOW,
    )
  return { store, take }
}

const setLines = (set: ReadonlyMap<string, string>) => [...set].map(([path, text]) => bundleLine({ path, text }))
const pages = [
  bundleLine({ feed: await feedPage({ crossings: [told(crossing(1, {}))], next: 4, complete: false }) }),
  bundleLine({ feed: await feedPage({ after: 4, crossings: [told(crossing(2, {}))], next: 5, iat: NOW - 60 }) }),
]
const good = [BUNDLE_HEADER, ...setLines(await worldSet()), ...pages]

t.test('takes the artefacts and the ledger, without a network', async (t) => {
  const { store, take } = await stationOf(t)
  t.same(await take(good), { newArtefacts: 5, newCrossings: 2, overUsed: [] })
  t.same(await heldBy(store), asHeld(await worldSet()))
  t.same(await store.ledgerMark(), { after: 5, asOf: NOW - 60 })
  t.same(await take(good), { newArtefacts: 0, newCrossings: 2, overUsed: [] }, 'and once more, which changes nothing')
  t.equal((await store.crossingsOf(crossing(1, {}).visa_number)).length, 2)
  t.equal(await store.clockAnchor(), null, 'a file says nothing about what time it is now')
})

t.test("a carrier's scanner leaves the ledger alone", async (t) => {
  const { store, take } = await stationOf(t, 'carrier')
  t.same(await take(good), { newArtefacts: 5, newCrossings: 0, overUsed: [] })
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
})

t.test('an older bundle is refused, and what is held is kept', async (t) => {
  const { store, take } = await stationOf(t)
  const newer = await worldSet({}, { version: 12, iat: NOW - 100 })
  await take([BUNDLE_HEADER, ...setLines(newer)])
  await t.rejects(
    take(good),
    new UntrustedData('snapshot: artefact/rollback (older than what is held)', undefined, true),
  )
  t.same(await heldBy(store), asHeld(newer))
})

t.test('a bundle that has run out is refused', async (t) => {
  const { store, take } = await stationOf(t)
  const old = setLines(await worldSet({}, { iat: NOW - 86_401 }))
  await t.rejects(take([BUNDLE_HEADER, ...old]), { name: 'UntrustedData', message: /snapshot: artefact\/frozen/ })
  t.same(Object.keys(await heldBy(store)), ['root/pinned'], 'but for the root, which was pinned anyway')
})

t.test('says which line is wrong, and changes nothing', async (t) => {
  for (const [name, given, message] of [
    ['an empty file', [], /empty/],
    ['another file', ['%PDF-1.7'], /first line/],
    ['a spreadsheet', ['PK\u0003\u0004'], /first line/],
    ['cut off in a line', [...good.slice(0, 3), good[3]?.slice(0, 50) ?? ''], /line 4 is no JSON/],
    ['a line of something else', [BUNDLE_HEADER, '{"visa":1}'], /line 2 is neither/],
    ['an unknown member', [BUNDLE_HEADER, '{"path":"trust","text":"","etag":""}'], /line 2 is neither/],
  ] as const) {
    const { store, take } = await stationOf(t)
    const error = await take(given).catch((error: unknown) => error)
    t.ok(error instanceof NotABundle, `${name}: ${error}`)
    t.match((error as Error).message, message, name)
    t.same(await heldBy(store), {}, name)
  }
})

t.test('cut off between two lines it is not taken, or taken as far as it is whole', async (t) => {
  for (let length = 1; length < good.length; length++) {
    const { store, take } = await stationOf(t)
    const error = await take(good.slice(0, length)).then(
      () => null,
      (error: unknown) => error,
    )
    const isWhole = length >= good.length - pages.length
    t.equal(error === null, isWhole, `${length} lines: ${error}`)
    t.equal((await store.artefact('snapshot')) !== null, isWhole)
    t.equal((await store.ledgerMark()).asOf, null, 'the ledger is not complete before its last page')
  }
})

t.test('takes nothing that the authority did not sign', async (t) => {
  const { store, take } = await stationOf(t)
  const forged = bundleLine({ feed: await feedPage({ crossings: [told(crossing(9, {}))], next: 9 }, 'status') })
  await t.rejects(take([...good.slice(0, -2), forged]), new UntrustedData('a page of the ledger: artefact/key-purpose'))
  t.same(await store.crossingsOf(crossing(9, {}).visa_number), [])
  const stranger = await worldSet({}, { version: 20 }, 'unlisted')
  await t.rejects(take([BUNDLE_HEADER, ...setLines(stranger)]), new UntrustedData('snapshot: artefact/key-unknown'))
  t.same(await heldBy(store), asHeld(await worldSet()))
})

t.test('the ledger of a bundle that ends before its place in the snapshot is not taken for whole', async (t) => {
  const { store, take } = await stationOf(t)
  const set = await worldSet({}, { ledger: { position: 6 } })
  await take([BUNDLE_HEADER, ...setLines(set), ...pages])
  t.same(await store.ledgerMark(), { after: 5, asOf: null, provenEnd: 6 })
  t.equal((await store.crossingsOf(crossing(1, {}).visa_number)).length, 2)
})
