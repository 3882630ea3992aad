/** The form of a refusal, made at a booth with the network cut: what a printer gets, and the authority that finds it by its number. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import t from 'tap'
import { lookAt } from '../scanner-client/refusal-form/made-refusal.ts'
import { axeFindings } from './axe.ts'
import { chromiumFor } from './chromium.ts'
import { beginShift, enrolledPage, scannerScene, trainingPage, verdictOn, wedge } from './scanner-scene.ts'

/** What is saved under the link, with the name of its file. */
async function savedForm(page: Page, within = page.locator('.refusal-form').first()) {
  await within.getByRole('button', { name: /^Print the form/ }).click()
  const save = within.getByRole('link', { name: 'Save as PDF' })
  await save.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  const pages = await lookAt(await readFile(await download.path()))
  return { name: download.suggestedFilename(), pages, text: pages.map(({ text }) => text).join('\n') }
}

t.test('a booth without a network prints it, prints it again, and the authority finds it', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const context = await chromiumFor(t)
  const page = await enrolledPage(t, context, scene, 'border')
  await beginShift(page, 'border', '7001')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await scene.network.cut()
  await wedge(page, visa.mrz)
  await wedge(page, visa.qr_text)
  t.equal(await verdictOn(page), 'clear')
  await page.keyboard.press('r')
  await page.getByText('Why is this person turned away?').waitFor()
  await page.keyboard.press('3')
  await page.getByRole('heading', { name: 'REFUSAL RECORDED' }).waitFor()
  const form = await savedForm(page)
  const [, number = ''] = /^refusal-((?:[2-9A-Z]{4}-){3}[2-9A-Z]{4})\.pdf$/.exec(form.name) ?? []
  t.ok(number, form.name)
  for (const part of [number, 'PERERA', 'N1234567', '7001', 'I×', 'As the lines of the passport say', 'SPECIMEN'])
    t.ok(form.text.includes(part), part)
  for (const words of ['conditions of the stay', 'мақсаты немесе шарттары', 'Цель или условия'])
    t.ok(form.text.includes(words), words)
  t.ok((form.pages[0]?.red ?? 0) > 2000, 'a demonstration’s is a specimen')
  t.same(await axeFindings(page), [])
  await page.keyboard.press('Escape')
  await page.locator('main.scan').waitFor()
  // The page may be loaded anew between the two; the passport that was read is gone by then.
  await page.reload()
  await page.getByRole('navigation').getByRole('button', { name: 'Records' }).click()
  await page.getByRole('heading', { name: 'Forms of the refusals of this shift' }).waitFor()
  await page.getByText(`Number ${number}`).waitFor()
  t.same(await axeFindings(page), [])
  const again = await savedForm(page)
  t.equal(again.name, form.name, 'it has the number that it had')
  for (const part of ['PERERA', 'I×', 'As the e-visa says']) t.ok(again.text.includes(part), part)
  await t.rejects(scene.authority('refusal', number), /No refusal of this number/, 'it was not handed in yet')
  await scene.network.restore()
  await page.getByRole('button', { name: 'Hand in now' }).click()
  await page.getByRole('heading', { name: 'Not handed in yet: 0' }).waitFor()
  const { refusals } = await scene.authority('refusal', number)
  t.match(refusals, [{ event: { reason: 'purpose-doubtful', operator: '7001' }, ground: 'purpose', voided: false }])
  await page.getByLabel('What was the mistake?').fill('the wrong person')
  await page.getByRole('button', { name: 'Take back' }).click()
  await page.getByText('taken back', { exact: true }).waitFor()
  t.equal(await page.getByRole('button', { name: /^Print the form/ }).count(), 0, 'nobody is given that any more')
})

t.test('who shows a code that proves nothing is refused by the keyboard, by the passport', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const page = await enrolledPage(t, await chromiumFor(t), scene, 'border')
  await beginShift(page, 'border')
  await wedge(page, visa.mrz)
  await wedge(page, `EV1:${'12345678901234567'.repeat(20)}`)
  await page.locator('main.verdict').waitFor()
  await page.keyboard.press('r')
  await page.getByText('Why is this person turned away?').waitFor()
  await page.keyboard.press('0')
  await page.getByRole('heading', { name: 'REFUSAL RECORDED' }).waitFor()
  const { text, name } = await savedForm(page)
  for (const part of ['PERERA', 'A×']) t.ok(text.includes(part), part)
  const number = name.slice('refusal-'.length, -'.pdf'.length)
  t.match((await scene.authority('refusal', number)).refusals, [{ event: { visa_number: null } }])
})

t.test('in training its key makes a specimen, and Enter goes on', async (t) => {
  const { page } = await trainingPage(t, 'border control')
  await page.locator('.training-strip .pair button').nth(1).click()
  await page.locator('main.verdict.clear').waitFor()
  await page.keyboard.press('r')
  await page.getByText('Why is this person turned away?').waitFor()
  await page.keyboard.press('5')
  await page.getByRole('heading', { name: 'REFUSAL RECORDED' }).waitFor()
  await page.getByRole('button', { name: /^Print the form/ }).waitFor()
  await page.keyboard.press('f')
  const save = page.getByRole('link', { name: 'Save as PDF' })
  await save.waitFor()
  const address = (await save.getAttribute('href')) ?? ''
  t.match(address, /^blob:/, 'it is in memory alone')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    save.evaluate((link) => (link as HTMLElement).click()),
  ])
  const [form] = await lookAt(await readFile(await download.path()))
  t.match(form?.text, /SPECIMEN: made for demonstration or training.*L×/)
  t.ok((form?.red ?? 0) > 2000)
  await page.keyboard.press('Enter')
  await page.locator('main.scan').waitFor()
})
