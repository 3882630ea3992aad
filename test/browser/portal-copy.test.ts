/** The picture of a passport sent by the page's own script, and its lines typed with help, in Chromium over a portal that listens. */
import type { BrowserContext, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { travellerScene } from '../portal/passport/made-traveller.ts'
import { builtAssets } from '../portal/test-assets.ts'
import { linesOfPassport } from '../server/made-application.ts'
import { photographWith } from '../server/passport-copies/made-passport.ts'
import { axeFindings } from './axe.ts'
import { chromiumFor, openPage } from './chromium.ts'

const PATIENCE_MS = 120_000
t.setTimeout(PATIENCE_MS)

const [FIRST = '', SECOND = ''] = linesOfPassport('N1234567').split('\n')

async function opened(t: Test, name: string) {
  const made = await travellerScene(t, await builtAssets())
  const { scene, browser, page } = made
  const url = await scene.pages.listen({ host: '127.0.0.1', port: 0 })
  const context = await chromiumFor(t, {})
  await context.addCookies([...browser.cookies].map(([name, value]) => ({ name, value, url })))
  const tab = await openPage(t, context, url + page(name))
  return { ...made, url, context, tab }
}

/** Parts that take a moment each; where each began. */
async function slowParts(context: BrowserContext, milliseconds: number): Promise<readonly number[]> {
  const places: number[] = []
  await context.route('**/parts/*', async (route) => {
    places.push(Number(route.request().url().split('/').at(-1)))
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    await route.continue().catch(() => undefined)
  })
  return places
}

const status = (tab: Page) => tab.locator('.site-progress__text')
const percentSent = (tab: Page) =>
  tab.waitForFunction(() => {
    const text = document.querySelector('.site-progress__text')?.textContent ?? ''
    const percent = Number(/(\d+) %/.exec(text)?.[1] ?? 0)
    return percent > 5 && percent < 90
  })
const large = async () => {
  const buffer = await (await photographWith('grainy')).jpeg({ quality: 92 }).toBuffer()
  return { name: 'passport.jpg', mimeType: 'image/jpeg', buffer }
}

t.test('a cut in the middle loses nothing: it goes on by itself', { timeout: PATIENCE_MS }, async (t) => {
  const { context, tab } = await opened(t, 'passport-copy')
  const places = await slowParts(context, 300)
  const file = await large()
  t.ok(file.buffer.length > 700_000, `${file.buffer.length} bytes`)
  await tab.setInputFiles('#file', file)
  await percentSent(tab)
  await context.setOffline(true)
  await status(tab).filter({ hasText: 'The connection is cut' }).waitFor()
  t.match(await status(tab).textContent(), /[1-9]\d? % has arrived/)
  const before = places.length
  await context.setOffline(false)
  await tab.getByRole('heading', { name: 'Can every letter be read?' }).waitFor({ timeout: 60_000 })
  t.ok(
    places.slice(before).every((place) => place > 0),
    'nothing of the beginning was sent again',
  )
  t.same(await axeFindings(tab), [])
})

t.test(
  'after the page was loaded anew the same file goes on from what has come',
  { timeout: PATIENCE_MS },
  async (t) => {
    const { context, tab } = await opened(t, 'passport-copy')
    const places = await slowParts(context, 400)
    const file = await large()
    await tab.setInputFiles('#file', file)
    await percentSent(tab)
    await tab.reload()
    await tab.getByText(/did not arrive as a whole: [1-9]/).waitFor()
    const before = places.length
    await tab.setInputFiles('#file', file)
    await tab.getByRole('heading', { name: 'Can every letter be read?' }).waitFor({ timeout: 60_000 })
    t.ok(places.length > before)
    t.ok(places.slice(before).every((place) => place > 0))
  },
)

t.test('a large picture is made smaller before it is sent; a file that is too large is not sent at all', async (t) => {
  const { context, tab } = await opened(t, 'passport-copy')
  const places = await slowParts(context, 0)
  const film = { name: 'film.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(12_000_000, 1) }
  await tab.setInputFiles('#file', film)
  await status(tab).filter({ hasText: 'at most 10 MB' }).waitFor()
  await tab.setInputFiles('#file', { ...film, buffer: Buffer.alloc(0) })
  await status(tab).filter({ hasText: 'empty' }).waitFor()
  t.same(places, [])
  const buffer = await (await photographWith('grainy')).resize(4800, 3600).jpeg({ quality: 95 }).toBuffer()
  t.ok(buffer.length > 2_000_000, `${buffer.length} bytes`)
  await tab.setInputFiles('#file', { name: 'passport.jpg', mimeType: 'image/jpeg', buffer })
  await tab.getByRole('heading', { name: 'Can every letter be read?' }).waitFor({ timeout: 60_000 })
  t.ok(Math.max(...places) < buffer.length / 2, `${Math.max(...places)} of ${buffer.length}`)
})

t.test('what cannot be used is told after it was sent', async (t) => {
  const { tab } = await opened(t, 'passport-copy')
  const buffer = Buffer.from('MZ renamed')
  await tab.setInputFiles('#file', { name: 'passport.jpg', mimeType: 'image/jpeg', buffer })
  await tab.getByRole('heading', { name: 'This picture cannot be used' }).waitFor()
  t.same(await axeFindings(tab), [])
})

t.test('the lines are helped along as they are typed', async (t) => {
  const { tab, page, url } = await opened(t, 'passport')
  t.same(await axeFindings(tab), [])
  const [first, second] = [tab.locator('#first'), tab.locator('#second')]
  await first.pressSequentially('p lkaperera  nimali sandunжi')
  t.equal(await first.inputValue(), 'P<LKAPERERA<<NIMALI<SANDUNI', 'a space is a filler')
  await first.press('Enter')
  t.equal(await first.inputValue(), FIRST, 'the end is made up')
  await second.pressSequentially(`${SECOND.slice(0, 2)}9${SECOND.slice(3, 10)}`)
  t.match(await tab.locator('[data-help=second]').textContent(), 'passport number')
  t.match(await tab.locator('[data-count=second]').textContent(), '10 of 44')
  await second.fill(`${SECOND.slice(0, 2)}9${SECOND.slice(3)}`)
  await tab.getByRole('button', { name: 'Go on' }).click()
  await tab.locator('#second-error').waitFor()
  t.equal(await tab.locator('[data-help=second]').textContent(), '', 'what the page says of a line is said once')
  await second.press('End')
  await second.press('Backspace')
  t.match(await tab.locator('[data-help=second]').textContent(), 'passport number', 'and help goes on')
  await second.fill(SECOND.toLowerCase())
  t.match(await tab.locator('[data-help=second]').textContent(), 'Both lines are right')
  await tab.getByRole('button', { name: 'Go on' }).click()
  await tab.getByRole('heading', { name: 'Check it letter by letter' }).waitFor()
  t.same(await axeFindings(tab), [])
  await tab.goto(`${url}${page('passport').replace('/en/', '/ar/')}`)
  t.same(await axeFindings(tab), [])
  const widest = await tab.evaluate(() => document.documentElement.scrollWidth)
  t.ok(widest <= 390, `${widest} pixels on a phone`)
})
