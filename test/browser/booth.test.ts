/** A booth and a second line as officers use them: nobody is lost between two travellers, nor between two lines. */
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { axeFindings } from './axe.ts'
import { chromiumFor } from './chromium.ts'
import {
  beginShift,
  enrolledPage,
  type IssuedVisa,
  type ScannerScene,
  scannerScene,
  verdictOn,
  wedge,
} from './scanner-scene.ts'

const PHONE = { viewport: { width: 390, height: 844 } }

async function booth(
  t: Test,
  scene: ScannerScene,
  operator = 'KZ-1',
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await chromiumFor(t, PHONE)
  const page = await enrolledPage(t, context, scene, 'border')
  await beginShift(page, 'border', operator)
  return { page, context }
}

async function pass(page: Page, visa: IssuedVisa): Promise<void> {
  await wedge(page, visa.mrz)
  await wedge(page, visa.qr_text)
  await page.locator('.terms', { hasText: printed(visa) }).waitFor()
}

const printed = ({ visa_number: number }: IssuedVisa) => number.replace(/(.{4})(?=.)/g, '$1-')

/** By the menu: a key that follows another at once is a reader's. */
const secondLineOf = (page: Page) =>
  page
    .getByRole('navigation')
    .getByRole('button', { name: /^Second line/ })
    .click()

t.test('two travellers, the first not confirmed: the bar, its keys, and a page that is loaded anew', async (t) => {
  const scene = await scannerScene(t)
  const [one, two] = [await scene.issue(), await scene.issue({ number: 'PA0456789' })]
  const { page } = await booth(t, scene)
  const before = page.locator('section.before')
  await pass(page, one)
  t.equal(await before.count(), 0)
  await pass(page, two)
  t.equal(await verdictOn(page), 'clear')
  t.match(await before.textContent(), new RegExp(`The traveller before was not recorded: PERERA.*${printed(one)}`))
  t.same(await axeFindings(page), [])
  await page.keyboard.press('7')
  await page.getByText('admitted, by a decision of now').waitFor()
  t.equal(await before.count(), 0)
  await page.getByText('0 of 1 used').waitFor()
  await page.reload()
  await page.getByText('this page was closed before the admission was confirmed').waitFor()
  t.same(await axeFindings(page), [])
  await page.getByRole('navigation').getByRole('button', { name: 'Records' }).click()
  await page.getByRole('heading', { name: 'Not handed in yet: 0' }).waitFor()
  const visas = await Promise.all([one, two].map(({ visa_number }) => scene.authority('show', visa_number)))
  t.same(
    visas.map(({ entries_used }) => entries_used),
    [1, 0],
  )
})

t.test('a hand-over code from one page to another, with no network at all', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const { page: first } = await booth(t, scene, 'KZ-1')
  const { page: second } = await booth(t, scene, 'KZ-2')
  await Promise.all(
    [first, second].map((page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))),
  )
  await scene.network.cut()
  await wedge(first, visa.qr_text)
  t.equal(await verdictOn(first), 'refer passport/not-read')
  await first.keyboard.press('s')
  await first.getByRole('heading', { name: 'SENT TO SECOND LINE' }).waitFor()
  t.same(await axeFindings(first), [])
  const picture = join(scene.folder, 'code.png')
  await first.locator('.hand-over svg').screenshot({ path: picture })
  await second.locator('input[type=file]').first().setInputFiles(picture)
  await second.getByRole('heading', { name: 'Second line' }).waitFor()
  await second.getByText('NOT verified').waitFor()
  await second.getByText(printed(visa)).waitFor()
  t.same(await axeFindings(second), [])
  await second.getByRole('button', { name: 'Take', exact: true }).click()
  t.equal(await verdictOn(second), 'refer passport/not-read', 'it decides by itself')
  await wedge(second, visa.mrz)
  await second.locator('main.verdict.clear').waitFor()
  await second.keyboard.press('a')
  await second.getByRole('heading', { name: 'ADMITTED' }).waitFor()
  await second.keyboard.press('Enter')
  await second.locator('main.scan').waitFor()
  await secondLineOf(second)
  await second.getByText('Nobody waits.').waitFor()
})

t.test(
  'two devices of one checkpoint: one sends to second line, the other takes, hands back, and closes',
  async (t) => {
    const scene = await scannerScene(t)
    const visa = await scene.issue()
    const { page: first } = await booth(t, scene, 'KZ-1')
    const { page: second } = await booth(t, scene, 'KZ-2')
    await secondLineOf(second)
    await second.getByText('Nobody waits.').waitFor()
    await second.getByText('by the server').waitFor()
    await wedge(first, visa.qr_text)
    await first.locator('main.verdict').waitFor()
    await first.keyboard.press('s')
    await first.getByRole('heading', { name: 'SENT TO SECOND LINE' }).waitFor()
    await first.getByText('The authority has the record').waitFor()
    await secondLineOf(second)
    await second.getByText('by the server').waitFor()
    const item = second.locator('.referrals > li')
    await item.getByText(printed(visa)).waitFor()
    t.match(await item.textContent(), /KZ-1.*Read the passport too.*Waits/)
    await item.getByRole('button', { name: 'Take' }).click()
    await second.locator('main.verdict').waitFor()
    await second.keyboard.press('Escape')
    await second.locator('main.scan').waitFor()
    await secondLineOf(second)
    await item.getByText('Taken · KZ-2').waitFor()
    t.same(await axeFindings(second), [])
    await item.getByRole('button', { name: 'Hand back' }).click()
    await item.getByText('Handed back · KZ-2').waitFor()
    // First line's own screen shows it too.
    await first.keyboard.press('Enter')
    await first.locator('main.scan').waitFor()
    await secondLineOf(first)
    await first.getByText('Handed back · KZ-2').waitFor()
    await item.getByRole('button', { name: 'Take' }).click()
    await wedge(second, visa.mrz)
    await second.locator('main.verdict.clear').waitFor()
    await second.keyboard.press('a')
    await second.getByRole('heading', { name: 'ADMITTED' }).waitFor()
    await first.getByRole('navigation').getByRole('button', { name: 'Scan', exact: true }).click()
    await secondLineOf(first)
    await first.getByText('Nobody waits.').waitFor()
    t.equal((await scene.authority('show', visa.visa_number)).entries_used, 1)
  },
)

t.test('an exit of a code that proves nothing, by the keyboard alone', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const { page } = await booth(t, scene)
  await page.getByRole('button', { name: 'Exit', exact: true }).click()
  await wedge(page, `EV1:${'12345678901234567'.repeat(20)}`)
  await page.locator('main.verdict').waitFor()
  await page.keyboard.press('x')
  await page.getByRole('heading', { name: 'Passport by hand' }).waitFor()
  const [first = '', second = ''] = visa.mrz.split('\n')
  await page.getByLabel('Line 1').fill(first)
  await page.getByLabel('Line 2').fill(second)
  await page.keyboard.press('Enter')
  await page.locator('main.verdict').waitFor()
  await page.keyboard.press('x')
  await page.getByRole('heading', { name: 'EXIT RECORDED' }).waitFor()
  await page.getByText('Unsent: 0').waitFor()
  t.match(await page.locator('.instruction').textContent(), /The authority has the record/)
})
