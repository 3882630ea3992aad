import t, { type Test } from 'tap'
import { chromiumFor } from '../../../browser/chromium.ts'
import {
  lookForUpdate,
  openSmallPage,
  type SmallPage,
  servePages,
  setSafe,
  stateOf,
  untilShown,
  writeVersion,
} from '../page-server.ts'

/** Long enough for the page to have asked several times. */
const A_WHILE_MS = 3500

async function installed(t: Test) {
  const dist = t.testdir()
  await writeVersion(dist, 'one')
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await openSmallPage(t, context, server.address)
  return { dist, server, context, page }
}

t.test('the first version takes the page as it is', async (t) => {
  const { page } = await installed(t)
  await page.waitForTimeout(A_WHILE_MS)
  t.match(await stateOf(page), { loads: 1, waits: 0 })
})

t.test('a newer version waits while something is open, says so, and loses no unsent record', async (t) => {
  const { dist, page } = await installed(t)
  await page.evaluate(() => (globalThis as unknown as { page: SmallPage }).page.recordRefusal())
  await setSafe(page, false)
  await writeVersion(dist, 'two')
  t.equal(await lookForUpdate(page), 'waiting')
  await page.waitForTimeout(A_WHILE_MS)
  t.equal(await page.title(), 'one')
  t.match(await stateOf(page), { loads: 1, waits: 1 })
  // A third comes while the second waits: the page goes on with the newest.
  await writeVersion(dist, 'three')
  t.equal(await lookForUpdate(page), 'waiting')
  await setSafe(page, true)
  await untilShown(page, 'three')
  t.match(await stateOf(page), { loads: 2 })
  t.equal(await page.evaluate(() => (globalThis as unknown as { page: SmallPage }).page.countUnsent()), 1)
})

t.test('one tab in the middle of something keeps every tab on its version', async (t) => {
  const { dist, server, context, page } = await installed(t)
  const other = await openSmallPage(t, context, server.address)
  await setSafe(other, false)
  await writeVersion(dist, 'two')
  t.equal(await lookForUpdate(page), 'waiting')
  await page.waitForTimeout(A_WHILE_MS)
  t.same([await page.title(), await other.title()], ['one', 'one'])
  await setSafe(other, true)
  await Promise.all([untilShown(page, 'two'), untilShown(other, 'two')])
  t.same([(await stateOf(page)).loads, (await stateOf(other)).loads], [2, 2])
})

t.test('what was begun while a version took over is finished first', async (t) => {
  const { dist, context, page } = await installed(t)
  await setSafe(page, false)
  await writeVersion(dist, 'two')
  t.equal(await lookForUpdate(page), 'waiting')
  const changed = page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true))
      }),
  )
  const waiting = context.serviceWorkers().at(-1)
  await waiting?.evaluate('self.skipWaiting()')
  t.equal(await changed, true)
  await page.waitForTimeout(A_WHILE_MS)
  t.equal(await page.title(), 'one')
  await setSafe(page, true)
  await untilShown(page, 'two')
})

t.test('a page that is opened while a version waits takes it over', async (t) => {
  const { dist, server, context, page } = await installed(t)
  await setSafe(page, false)
  await writeVersion(dist, 'two')
  t.equal(await lookForUpdate(page), 'waiting')
  const later = await openSmallPage(t, context, server.address)
  t.equal(await later.title(), 'one')
  await page.close()
  await untilShown(later, 'two')
})

t.test('where no worker comes, it says so, and the page stands', async (t) => {
  const dist = t.testdir()
  await writeVersion(dist, 'one')
  const server = await servePages(t, dist)
  server.broken.set('/scan/service-worker.js', 500)
  const context = await chromiumFor(t)
  const page = await context.newPage()
  await page.goto(`${server.address}/scan/`)
  await t.rejects(
    page.evaluate(() => (globalThis as unknown as { page: SmallPage }).page.start()),
    /script/,
  )
  t.equal(await page.title(), 'one')
})
