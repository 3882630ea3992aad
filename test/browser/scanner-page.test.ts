import type { Page } from 'playwright-core'
import t from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { chromiumFor, openPage } from './chromium.ts'
import {
  beginShift,
  enrolledPage,
  type IssuedVisa,
  scannerScene,
  trainingPage,
  verdictOn,
  wedge,
} from './scanner-scene.ts'

t.test('the language changes on the fly, also under a verdict', async (t) => {
  const { page } = await trainingPage(t, 'carrier')
  for (const [name, word] of [
    ['Русский', 'ПОСАДКА РАЗРЕШЕНА'],
    ['Қазақша', null],
  ] as const) {
    await page.locator('nav button').last().click()
    await page.getByRole('button', { name, exact: true }).click()
    await page.locator('nav button').first().click()
    await page.locator('.training-strip button').first().click()
    const said = (await page.locator('main.verdict h1').textContent()) ?? ''
    t.match(said, /[А-ЯӘІҢҒҮҰҚӨҺ]{3,}/)
    if (word !== null && said !== word) t.comment(said)
    t.equal(await page.evaluate(() => document.documentElement.lang), name === 'Русский' ? 'ru' : 'kk')
    await page.keyboard.press('Escape')
    await page.locator('main.scan').waitFor()
  }
})

t.test('two tabs: one works, the other waits, and may take over', async (t) => {
  const scene = await scannerScene(t)
  const context = await chromiumFor(t)
  const first = await enrolledPage(t, context, scene, 'border')
  await beginShift(first, 'border')
  const second = await openPage(t, context, scene.page)
  await second.getByText('open in another tab').waitFor()
  await second.getByRole('button', { name: 'Use it here' }).click()
  await second.locator('main.scan').waitFor()
  await first.getByText('open in another tab').waitFor()
})

t.test('a link of check-in software opens the scan screen with the flight set', async (t) => {
  const scene = await scannerScene(t)
  const context = await chromiumFor(t)
  const page = await enrolledPage(t, context, scene, 'carrier')
  await beginShift(page, 'carrier')
  const tomorrow = addDays(civilDateAt(Math.floor(Date.now() / 1000)), 1)
  await page.goto(`${scene.page}#flight=KC105&checkpoint=ALA&arrival=${tomorrow}T18:30`)
  await page.locator('.where').getByText('KC105').waitFor()
  t.match(await page.locator('.where').textContent(), new RegExp(`ALA KC105.*${tomorrow} 18:30`))
  t.notMatch(page.url(), /flight/)
  // Another flight's landing is not this one's, and nobody is judged before it is known.
  await page.goto(`${scene.page}#flight=KC500&checkpoint=NQZ&arrival=rubbish`)
  await page.getByText('The link did not name all of it').waitFor()
  t.equal(await page.getByLabel('Flight', { exact: true }).inputValue(), 'KC500')
  t.equal(await page.getByLabel('Scheduled arrival').inputValue(), '')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.getByText('Set the day and time of the landing.').waitFor()
})

t.test('a reader types under any layout, wherever the focus is, and presses no button', async (t) => {
  const { page } = await trainingPage(t, 'border control')
  const good = page.getByRole('button', { name: 'Good', exact: true })
  await good.focus()
  const digits = `EV1:${'12345678901234567'.repeat(20)}`
  // A French keyboard shows what a reader for a US one types in this way.
  await page.evaluate((typed) => {
    const azerty: Record<string, string> = {
      1: '&',
      2: 'é',
      3: '"',
      4: "'",
      5: '(',
      6: '-',
      7: 'è',
      8: '_',
      9: 'ç',
      0: 'à',
    }
    const press = (key: string, code: string, shiftKey = false) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
      )
    for (const letter of typed) {
      if (/[0-9]/.test(letter)) press(azerty[letter] ?? '', `Digit${letter}`)
      else if (letter === ':') press('M', 'Semicolon', true)
      else press(letter, `Key${letter}`, true)
    }
    press('Enter', 'Enter')
  }, digits)
  t.match(await verdictOn(page), /^refer (qr\/malformed|qr\/not-an-evisa)/, 'read as digits, and no button was pressed')
})

t.test('an override has no ground before one is chosen, and its button says what is missing', async (t) => {
  const { page } = await trainingPage(t, 'border control')
  await page.getByRole('button', { name: 'Suspended', exact: true }).click()
  await verdictOn(page)
  await page.keyboard.press('o')
  const form = page.locator('form.override')
  const button = form.locator('button[type=submit]')
  t.equal(await form.getByLabel('Ground').inputValue(), '')
  t.equal(await button.textContent(), 'Still missing: Ground, What was seen, Badge of the second person')
  await form.getByLabel('What was seen').fill('the letter of the authority')
  await form.getByLabel('Badge of the second person').fill('KZ-2')
  t.equal(await button.textContent(), 'Still missing: Ground')
  t.ok(await button.isDisabled())
  await form.getByLabel('Badge of the second person').press('Enter')
  t.ok(await form.isVisible(), 'and nothing was recorded')
  await form.getByLabel('Ground').selectOption('AUTHORITY_CONFIRMED')
  await form.getByRole('button', { name: 'Admit by override' }).click()
  await page.getByRole('heading', { name: 'ADMITTED' }).waitFor()
})

t.test('unsent records: the browser asks before it closes the page', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const page = await enrolledPage(t, await chromiumFor(t), scene, 'border')
  await beginShift(page, 'border')
  await scene.network.cut()
  await admitOffline(page, visa)
  const asked = new Promise<string>((resolve) => {
    page.once('dialog', (dialog) => {
      resolve(dialog.type())
      void dialog.accept()
    })
  })
  await page.close({ runBeforeUnload: true })
  t.equal(await asked, 'beforeunload')
})

t.test('a reload that the page itself begins asks nobody, whatever is unsent', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const context = await chromiumFor(t)
  const page = await enrolledPage(t, context, scene, 'border')
  await beginShift(page, 'border')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await scene.network.cut()
  await admitOffline(page, visa)
  page.on('dialog', (dialog) => {
    t.fail(`asked: ${dialog.type()}`)
    void dialog.dismiss()
  })
  const other = await openPage(t, context, scene.page)
  await other.getByRole('button', { name: 'Use it here' }).click()
  await other.getByText('Unsent: 1').waitFor()
  await page.getByText('open in another tab').waitFor()
})

t.test('the storage: how it stands is told at once, and the browser is asked by a button', async (t) => {
  const { page } = await trainingPage(t, 'carrier')
  await page.locator('nav button').last().click()
  await page.getByText('NOT promised').waitFor()
  // As in a browser that asks the person, who has no answer yet.
  await page.evaluate(() => {
    StorageManager.prototype.persist = () => new Promise(() => {})
  })
  await page.getByRole('button', { name: 'Ask the browser to keep it' }).click()
  await page.getByText('NOT promised').waitFor()
  await page.evaluate(() => {
    StorageManager.prototype.persist = async () => true
    StorageManager.prototype.persisted = async () => true
  })
  await page.getByRole('button', { name: 'Ask the browser to keep it' }).click()
  await page.getByText('the browser promised not to clear it').waitFor()
})

t.test('a browser that is too old is told which one it takes, on both pages', async (t) => {
  const scene = await scannerScene(t)
  const context = await chromiumFor(t)
  await context.addInitScript('delete Promise.withResolvers')
  for (const path of ['/scan/', '/Q']) {
    const page = await context.newPage()
    await page.goto(`${scene.address}${path}`)
    for (const browser of ['Firefox 124', 'новее', 'жаңартып']) await page.getByText(browser).first().waitFor()
    t.equal(await page.locator('#app').count(), 0, 'nothing else is said')
  }
})

t.test('a clock that was turned back is found out, without a network too', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const page = await enrolledPage(t, await chromiumFor(t), scene, 'carrier')
  await beginShift(page, 'carrier')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await scene.network.cut()
  await page.addInitScript(() => {
    const now = Date.now
    Date.now = () => now() - 3 * 3_600_000
  })
  await page.reload()
  await page.locator('main.scan').waitFor()
  await wedge(page, visa.qr_text)
  t.equal(await verdictOn(page), 'refer clock/behind')
})

t.test('without https there is neither camera nor key: the page says what to do', async (t) => {
  const scene = await scannerScene(t)
  const context = await chromiumFor(t, { args: ['--host-resolver-rules=MAP gate.test 127.0.0.1'] })
  const page = await openPage(t, context, scene.page.replace('127.0.0.1', 'gate.test'))
  await page.getByText('without https').waitFor()
})

t.test('a wrong code, a used one, one of another server: each says what to do', async (t) => {
  const scene = await scannerScene(t)
  const context = await chromiumFor(t)
  const code = await scene.enrolmentCode('border')
  const page = await openPage(t, context, scene.page)
  const enrol = async (text: string) => {
    await page.getByLabel('Enrolment code').fill(text)
    await page.getByRole('button', { name: 'Enrol', exact: true }).click()
  }
  await enrol('EV1:123')
  await page.getByText('This is not an enrolment code').waitFor()
  await enrol(code.slice(0, -9))
  await page.getByText('The code is damaged').waitFor()
  const parts = JSON.parse(Buffer.from(code.split('.')[1] ?? '', 'base64url').toString())
  const other = Buffer.from(JSON.stringify({ ...parts, server: 'https://other.test' })).toString('base64url')
  await enrol(`EVISA-ENROL.${other}`)
  await page.getByText('https://other.test/scan/').waitFor()
  await enrol(code)
  await page.getByRole('heading', { name: 'Your shift' }).waitFor()
  const again = await openPage(t, await chromiumFor(t), scene.page)
  await again.getByLabel('Enrolment code').fill(code)
  await again.getByRole('button', { name: 'Enrol', exact: true }).click()
  await again.getByText('The server said no').waitFor()
})

async function admitOffline(page: Page, visa: IssuedVisa): Promise<void> {
  await wedge(page, visa.mrz)
  await wedge(page, visa.qr_text)
  await page.locator('main.verdict.clear').waitFor()
  await page.keyboard.press('a')
  await page.getByRole('heading', { name: 'ADMITTED' }).waitFor()
  await page.getByText('Unsent: 1').waitFor()
}
