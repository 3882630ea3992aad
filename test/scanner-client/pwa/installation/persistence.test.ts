import t from 'tap'
import { askForPersistence } from '../../../../scanner-client/pwa/installation/persistence.ts'
import { chromiumFor } from '../../../browser/chromium.ts'
import { type SmallPage, servePages, writeVersion } from '../page-server.ts'

t.test('asks the browser, and tells what it said', async (t) => {
  const dist = t.testdir()
  await writeVersion(dist, 'one')
  const { address } = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await context.newPage()
  await page.goto(`${address}/scan/`)
  const ask = () =>
    page.evaluate(() => (globalThis as unknown as { page: SmallPage }).page.askForPersistence(navigator))
  const line = await context.newCDPSession(page)
  const permission = { name: 'persistent-storage' }
  await line.send('Browser.setPermission', { permission, setting: 'denied' })
  t.equal(await ask(), 'not-persisted')
  await line.send('Browser.setPermission', { permission, setting: 'granted' })
  t.equal(await ask(), 'persisted')
  t.equal(await page.evaluate(() => navigator.storage.persisted()), true)
})

t.test('where the browser knows no such promise, it says that', async (t) => {
  t.equal(await askForPersistence({}), 'unsupported')
  t.equal(await askForPersistence({ storage: {} as StorageManager }), 'unsupported')
})
