import type { Page } from 'playwright-core'
import t from 'tap'
import { chromiumFor } from '../../../browser/chromium.ts'
import { type SmallPage, servePages, writeVersion } from '../page-server.ts'

type Tab = { page: SmallPage; heard: string[]; takeOver: () => void }

t.test('of two pages one is at work; the other may take over, or follows when it goes', async (t) => {
  const dist = t.testdir()
  await writeVersion(dist, 'one')
  const { address } = await servePages(t, dist)
  const context = await chromiumFor(t)
  const open = async () => {
    const page = await context.newPage()
    page.on('pageerror', (error) => t.fail(`the page threw: ${error.message}`))
    await page.goto(`${address}/scan/`)
    await page.evaluate(() => {
      const tab = globalThis as unknown as Tab
      tab.heard = []
      const say = (word: string) => () => void tab.heard.push(word)
      const one = tab.page.beOnlyOne(navigator, say('waits'), say('lost'))
      tab.takeOver = one.takeOver
      void one.mine.then(say('mine'))
    })
    return page
  }
  const until = async (page: Page, heard: readonly string[]) => {
    await page.waitForFunction((count) => (globalThis as unknown as Tab).heard.length >= count, heard.length)
    t.same(await page.evaluate(() => (globalThis as unknown as Tab).heard), heard)
  }
  const first = await open()
  await until(first, ['mine'])
  const second = await open()
  await until(second, ['waits'])
  const third = await open()
  await until(third, ['waits'])
  await second.evaluate(() => (globalThis as unknown as Tab).takeOver())
  await until(second, ['waits', 'mine'])
  await until(first, ['mine', 'lost'])
  await second.close()
  await until(third, ['waits', 'mine'])
  await until(first, ['mine', 'lost'])
})
