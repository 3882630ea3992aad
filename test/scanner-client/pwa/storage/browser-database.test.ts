import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { NOW, visaClaims } from '../../../../fixtures/made-world.ts'
import { chromiumFor, startChromium } from '../../../browser/chromium.ts'
import { openPageStore, storePage } from '../../../browser/page-store.ts'
import { entryOf } from '../../../made-device.ts'
import { heldBy, hold } from '../../held-by-hand.ts'
import { enrol, recordAt, worldSet } from '../../made-station.ts'

const visa = visaClaims().jti

t.test('full: what was acknowledged is there, nothing else is, and reading goes on', async (t) => {
  // What the tools say of the quota counts only without the fixed one.
  const context = await chromiumFor(t, { args: ['--disable-features=StaticStorageQuota'] })
  const { url, open } = await storePage(t, context)
  const tab = await open()
  const devtools = await context.newCDPSession(tab)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 1_000_000 })
  const store = await openPageStore(tab, 'full')
  await enrol(store)
  await hold(store, await worldSet(), NOW)
  await recordAt(store, entryOf(visa))
  const before = { held: JSON.stringify(await heldBy(store)), head: await store.chainHead() }
  const large = { path: 'trust', sha256: 'x', body: randomBytes(3_000_000).toString('base64') }
  const over = (await store.artefact('snapshot'))?.sha256 ?? null
  const change = { put: [large], drop: ['policy'], timeFloor: NOW + 5, clockAnchor: null, dropLedger: false }
  await t.rejects(store.saveSet(change, over), { name: 'StorageFailed', fault: 'full' })
  t.ok(JSON.stringify(await heldBy(store)) === before.held, 'what was held is held')
  t.equal(await store.timeFloor(), NOW)
  t.same(await store.chainHead(), before.head)
  t.equal(await store.countUnsent(), 1)
  await recordAt(store, entryOf(visa))
  t.equal(await store.countUnsent(), 2, 'what is small still goes in')
})

t.test('a storage that fails is not called full, and what the browser says of it is told', async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  const store = await openPageStore(tab, 'failing')
  await enrol(store)
  await tab.evaluate(() => {
    IDBIndex.prototype.count = () => {
      throw new DOMException('the pen is broken', 'UnknownError')
    }
  })
  await t.rejects(store.countUnsent(), { name: 'StorageFailed', fault: 'failing', message: /the pen is broken/ })
})

t.test('two pages that record at once make one chain', async (t) => {
  const { open } = await storePage(t)
  const [one, other] = [await open(), await open()]
  const stores = [await openPageStore(one, 'shared'), await openPageStore(other, 'shared')] as const
  await enrol(stores[0])
  await Promise.all(Array.from({ length: 20 }, (_, at) => recordAt(stores[at % 2] ?? stores[0], entryOf(visa))))
  const queue = await stores[1].queued('unsent', 0, 100)
  t.same(
    queue.map(({ event }) => event.seq),
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
  for (const [at, { event }] of queue.entries()) t.equal(event.prev, at === 0 ? null : queue[at - 1]?.hash)
})

t.test('a page that is closed right after an acknowledgement has kept it', async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  const store = await openPageStore(tab, 'left')
  await enrol(store)
  const { hash } = await recordAt(store, entryOf(visa))
  await tab.close()
  const again = await openPageStore(await open(), 'left')
  t.match(await again.queued('unsent', 0, 10), [{ hash }])
  t.match(await again.chainHead(), { seq: 1, hash })
})

t.test('a page that may store nothing is told so, not to reload', async (t) => {
  const { context, url } = await storePage(t)
  const tab = await context.newPage()
  t.teardown(() => tab.close())
  await tab.route(`${url}**`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({
      response,
      headers: { ...response.headers(), 'content-security-policy': 'sandbox allow-scripts' },
    })
  })
  await tab.goto(url)
  await t.rejects(openPageStore(tab, 'nothing'), { message: /StorageFailed: this browser keeps nothing/ })
})

t.test('a browser that is killed right after an acknowledgement has kept it', async (t) => {
  const profile = await mkdtemp(join(tmpdir(), 'evisa-profile-'))
  t.teardown(() => rm(profile, { recursive: true, force: true }))
  const before = await startChromium({ profile })
  const { url, open } = await storePage(t, before)
  const store = await openPageStore(await open(), 'killed')
  await enrol(store)
  const { hash } = await recordAt(store, entryOf(visa))
  const devtools = await before.newCDPSession(before.pages()[0] ?? (await before.newPage()))
  const gone = new Promise((resolve) => before.once('close', resolve))
  // This ends all of its processes at once, and asks none of them.
  await devtools.send('Browser.crash' as never).catch(() => undefined)
  await gone
  const after = await startChromium({ profile })
  t.teardown(() => after.close())
  const tab = await after.newPage()
  await tab.goto(url)
  const again = await openPageStore(tab, 'killed')
  t.match(await again.queued('unsent', 0, 10), [{ hash }])
  t.match(await again.chainHead(), { seq: 1, hash })
})

t.test('a newer page takes the storage over: the older one is told to reload', async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  const store = await openPageStore(tab, 'newer')
  await enrol(store)
  const newer = await open()
  await newer.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('newer', 99)
        request.onsuccess = () => resolve()
        request.onerror = () => reject(request.error)
      }),
  )
  await t.rejects(recordAt(store, entryOf(visa)), { name: 'StorageFailed', fault: 'closed', message: /reload/ })
  await t.rejects(openPageStore(tab, 'newer'), { message: /StorageFailed: .*reload/ }, 'nor does the older one open it')
})
