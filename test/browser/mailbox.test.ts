/** The test mailbox in Chromium, as a person on a phone tries it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { madeMailbox, NOW } from '../mailbox/made-mailbox.ts'
import { axeFindings } from './axe.ts'
import { chromiumFor } from './chromium.ts'

t.test(
  'a link in a message opens in the place of the page, and nothing of the message runs or is fetched',
  async (t) => {
    const asked: string[] = []
    const portal = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.referer ?? 'no referrer'}`)
      response.setHeader('content-type', 'text/html').end('<title>The portal</title>')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => portal.once('listening', resolve))
    t.teardown(() => void portal.close())
    const there = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`
    const { url, store } = await madeMailbox(t)
    const html = `<!doctype html><html><head><base href="${there}/based/"><title>x</title></head><body>
    <script>top.location = '${there}/script'</script><img src="${there}/picture" onerror="top.location='${there}/error'">
    <meta http-equiv="refresh" content="0; url=${there}/refresh"><link rel="stylesheet" href="${there}/style">
    <form action="${there}/form"><button>Send</button></form><p>Your code: 048213 <a href="${there}/sign-in">Sign in</a></body></html>`
    const raw = Buffer.from(`Subject: Your code\r\nContent-Type: text/html\r\n\r\n${html}`)
    store.keep({ receivedAt: NOW, from: '', to: ['somebody.with.a.long.name@some.example'], subject: 'Your code', raw })
    const browser = await chromiumFor(t)
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByRole('link', { name: 'Your code' }).click()
    t.equal(await page.locator('.code').textContent(), '048213')
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it fits a phone')
    t.strictSame(await axeFindings(page), [])
    const message = page.frameLocator('iframe')
    await message.getByRole('button', { name: 'Send' }).click()
    await page.waitForTimeout(500)
    t.strictSame(asked, [])
    t.match(page.url(), `${url}/messages/1`)
    await message.getByRole('link', { name: 'Sign in' }).click()
    await page.waitForURL(`${there}/sign-in`)
    t.equal(await page.title(), 'The portal')
    t.strictSame(
      asked.filter((one) => !one.startsWith('/favicon')),
      ['/sign-in no referrer'],
    )
  },
)

t.test('its list shows what came meanwhile, without script and without being asked', async (t) => {
  const { url, store } = await madeMailbox(t)
  const browser = await chromiumFor(t)
  const page = await browser.newPage()
  await page.goto(url)
  await page.getByText('Nothing came yet.').waitFor()
  store.keep({ receivedAt: NOW, from: '', to: ['a@b.example'], subject: 'It came', raw: Buffer.from('') })
  await page.getByRole('link', { name: 'It came' }).waitFor()
  t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it fits a phone')
  t.strictSame(await axeFindings(page), [])
  await page.getByRole('link', { name: 'Stop that, and search' }).click()
  await page.getByLabel('Mail to').fill('c@d.example')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByText('Nothing came to this address yet.').waitFor()
  t.strictSame(await axeFindings(page), [])
})
