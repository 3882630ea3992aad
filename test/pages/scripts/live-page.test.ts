/** Pages that wait for something, in a real browser: they ask by themselves, and lead on. */
import t from 'tap'
import { payAt } from '../../acquirer/made-acquirer.ts'
import { axeFindings } from '../../browser/axe.ts'
import { chromiumFor, openPage } from '../../browser/chromium.ts'
import { NO_OBJECTION, type Traveller, traveller } from '../../portal/case/traveller.ts'
import { builtAssets } from '../../portal/test-assets.ts'

async function atPage(t: Parameters<typeof chromiumFor>[0], { scene, browser, at }: Traveller, page: string) {
  const base = await scene.pages.listen({ host: '127.0.0.1', port: 0 })
  const context = await chromiumFor(t)
  await context.addCookies([...browser.cookies].map(([name, value]) => ({ name, value, url: base })))
  return openPage(t, context, base + at(page))
}

t.test('a form leads to the page of the bank, and the page that asks the bank leads to the case', async (t) => {
  const nimali = await traveller(t, 'submitted', await builtAssets(), { portalUrl: null })
  const page = await atPage(t, nimali, 'pay')
  await page.click('#pay button')
  await page.waitForURL(`${nimali.scene.bank.url}/pay/**`)
  const back = await payAt(page.url(), 'notice-lost')
  await page.goto(back ?? '')
  t.match(await page.textContent('h1'), 'We are asking the bank')
  await page.waitForResponse((answer) => answer.url() === back)
  t.match(await page.textContent('h1'), 'We are asking the bank', 'it goes on asking')
  await nimali.scene.pass(10)
  await page.waitForURL(`**${nimali.at()}`)
  t.match(await page.textContent('h1'), 'The fee is paid')
})

t.test('the e-visa shows itself as soon as it is made, without the page being drawn anew', async (t) => {
  const nimali = await traveller(t, 'paid', await builtAssets())
  const { scene, one } = nimali
  await scene.decide(scene.asel, one, NO_OBJECTION)
  const page = await atPage(t, nimali, '')
  t.match(await page.textContent('h1'), 'Approved')
  await scene.issueAll()
  await page.getByRole('heading', { name: 'Your e-visa is here' }).waitFor()
  t.strictSame(await axeFindings(page), [])
})
