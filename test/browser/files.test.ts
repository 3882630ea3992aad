import { readFile } from 'node:fs/promises'
import t from 'tap'
import { drawCode, makePdf } from '../scanner-client/made-pictures.ts'
import { chromiumFor, openPage } from './chromium.ts'
import { beginShift, enrolledPage, scannerScene, verdictOn } from './scanner-scene.ts'

t.test('a picture and a PDF are read as the camera reads', async (t) => {
  const page = await openPage(t, await chromiumFor(t), `${(await scannerScene(t)).page}`)
  await page.getByRole('button', { name: 'Train as a carrier' }).click()
  await page.getByRole('button', { name: 'Begin', exact: true }).waitFor()
  await page.getByLabel('Flight', { exact: true }).fill('KC104')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  const chooser = page.locator('main.scan input[type=file]')
  const picture = new URL('../../fixtures/demo-visas/revoked.png', import.meta.url)
  await chooser.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: await readFile(picture) })
  t.match(await verdictOn(page), /^refuse status\/revoked/)
  await page.keyboard.press('Escape')
  await page.locator('main.scan').waitFor()
  for (const [name, buffer, message] of [
    ['text.png', Buffer.from('no picture'), /no picture and no PDF/],
    ['broken.pdf', Buffer.from('%PDF-1.7 and nothing more'), /damaged or has no pages/],
    ['locked.pdf', await makePdf([drawCode('A')], { userPassword: 'x' }), /locked by a password/],
  ] as const) {
    await chooser.setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await page.getByText(message).waitFor()
  }
})

t.test(
  'a family on one PDF: the passport chooses, or the officer; pages that are left are told and looked at',
  async (t) => {
    const scene = await scannerScene(t)
    const [one, other] = [await scene.issue(), await scene.issue({ number: 'PA0456789' })]
    const page = await enrolledPage(t, await chromiumFor(t), scene, 'border')
    await beginShift(page, 'border')
    const chooser = page.locator('main.scan input[type=file]')
    const give = (buffer: Buffer) => chooser.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer })
    const codes = [drawCode(one.qr_text), drawCode(other.qr_text)]
    await give(await makePdf(codes))
    await page.getByRole('heading', { name: 'There are 2 e-visas here' }).waitFor()
    t.equal(await page.locator('main.verdict').count(), 0, 'there is no verdict yet')
    // The passport's lines, as a text that is pasted.
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }, other.mrz)
    t.match(await verdictOn(page), /^clear/)
    await page.getByText(other.passport.surname).first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('main.scan').waitFor()

    await give(await makePdf(codes, { pagesBefore: 11 }))
    await page.getByText('Pages looked at: 10 of 12.').waitFor()
    await page.getByText('the e-visa may be on another page').waitFor()
    t.equal(await page.locator('main.verdict').count(), 0, 'nothing is said of pages that nobody looked at')
    await page.getByRole('button', { name: 'Look at the other pages' }).click()
    await page.getByRole('button', { name: one.passport.surname }).click()
    t.match(await verdictOn(page), /^refer passport\/not-read/)
    t.equal(await page.getByText('Pages looked at').count(), 0)
  },
)
