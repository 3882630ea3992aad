import t from 'tap'
import { askForPersistence, persistenceOf } from '../../../../scanner-client/pwa/installation/persistence.ts'
import { chromiumFor } from '../../../browser/chromium.ts'
import { type SmallPage, servePages, writeVersion } from '../page-server.ts'

t.test('tells how it stands without asking, and asks the browser when it is told to', async (t) => {
  const dist = t.testdir()
  await writeVersion(dist, 'one')
  const { address } = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await context.newPage()
  await page.goto(`${address}/scan/`)
  const ask = () =>
    page.evaluate(() => (globalThis as unknown as { page: SmallPage }).page.askForPersistence(navigator))
  const standing = () =>
    page.evaluate(() => (globalThis as unknown as { page: SmallPage }).page.persistenceOf(navigator))
  const line = await context.newCDPSession(page)
  const permission = { name: 'persistent-storage' }
  await line.send('Browser.setPermission', { permission, setting: 'denied' })
  t.equal(await standing(), 'not-persisted')
  t.equal(await ask(), 'not-persisted')
  await line.send('Browser.setPermission', { permission, setting: 'granted' })
  t.equal(await ask(), 'persisted')
  t.equal(await standing(), 'persisted')
  t.equal(await page.evaluate(() => navigator.storage.persisted()), true)
})

t.test('where the browser knows no such promise, it says that', async (t) => {
  for (const keeper of [{}, { storage: {} as StorageManager }]) {
    t.equal(await persistenceOf(keeper), 'unsupported')
    t.equal(await askForPersistence(keeper), 'unsupported')
  }
})

t.test('a question that nobody answers keeps nobody from knowing how it stands', async (t) => {
  const storage = { persist: () => new Promise<boolean>(() => {}), persisted: async () => false }
  t.equal(await persistenceOf({ storage: storage as unknown as StorageManager }), 'not-persisted')
})
