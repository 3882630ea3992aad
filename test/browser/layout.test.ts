/** How the scanner's screens lie on a phone, a tablet and a desk, in every language: nothing is cut off, and nothing vanishes. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { LANGUAGE_NAMES } from '#evisa/language.ts'
import { chromiumFor, openPage } from './chromium.ts'
import { cutOff } from './cut-off.ts'
import { scannerScene } from './scanner-scene.ts'

const SIZES = { phone: [390, 844], tablet: [820, 1180], desk: [1280, 800] } as const
const MRZ = ['P<LKAPERERA<<NIMALI<SANDUNI<<<<<<<<<<<<<<<<<', 'N1234567<7LKA9003048F3108228<<<<<<<<<<<<<<<0']
const [GOOD, OTHER_PASSPORT, USED_UP] = [0, 2, 6]
const [CARRIER, BORDER] = [0, 1]

/** Begins training, as a carrier or at the border. */
async function trained(page: Page, role: number): Promise<void> {
  await page.locator('.training-door button').nth(role).click()
  await page.locator('select#checkpoint').waitFor()
  const fields = page.locator('form input:not([type])')
  if (role === CARRIER) await fields.first().fill('KC104')
  await fields.last().fill('KZ-7')
  await page.locator('form button.main').click()
  await page.locator('main.scan').waitFor()
}

async function verdictOf(page: Page, person: number): Promise<void> {
  await page.locator('.pair').nth(person).locator('button').last().click()
  // Their passport was read: it is compared.
  await page.locator('main.verdict .facts td:nth-child(3)').first().waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** How much of a text's width is left of it without its hyphens: each of them is drawn. */
function drawnHyphens(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((asked) => {
    const date = [...document.querySelectorAll(asked)].find((one) => /^\d{4}-\d\d-\d\d/.test(one.textContent ?? ''))
    if (date === undefined) throw new Error(`no date in ${asked}`)
    const copy = date.cloneNode(true) as HTMLElement
    copy.style.cssText = 'position: absolute; white-space: nowrap; inline-size: max-content'
    date.parentElement?.append(copy)
    const widthOf = (text: string) => {
      copy.textContent = text
      return copy.getBoundingClientRect().width
    }
    const isDrawn =
      !/[^\x20-\x7e\u2013]/.test(date.textContent ?? '') && widthOf('2026-11-10') > widthOf('20261110') + 4
    copy.remove()
    return isDrawn
  }, selector)
}

/** The dates, and spans of dates, of a verdict that go over more than one line. */
function brokenDates(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dates = [...document.querySelectorAll('.terms dd, .facts .letters')].filter((one) =>
      /^\d{4}-\d\d-\d\d/.test(one.textContent ?? ''),
    )
    if (dates.length < 3) throw new Error('dates are shown')
    const linesOf = (one: Element) => {
      const range = document.createRange()
      range.selectNodeContents(one)
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
    }
    return dates.filter((one) => linesOf(one) > 1).map((one) => one.textContent ?? '')
  })
}

for (const [size, [width, height]] of Object.entries(SIZES)) {
  t.test(`on a ${size} of ${width} pixels`, async (t) => {
    const scene = await scannerScene(t)
    const context = await chromiumFor(t, { viewport: { width, height } })
    for (const language of Object.values(LANGUAGE_NAMES)) {
      for (const role of [CARRIER, BORDER]) {
        const page = await openPage(t, context, scene.page)
        const isWhole = async (what: string) => t.same(await cutOff(page), [], `${language}, ${role}: ${what}`)
        await page.getByRole('button', { name: language, exact: true }).click()
        await isWhole('enrolling')
        await trained(page, role)
        await isWhole('scan')

        await verdictOf(page, GOOD)
        await isWhole('verdict')
        t.ok(await drawnHyphens(page, '.terms dd'), `${language}, ${role}: the hyphens of the dates`)
        t.same(await brokenDates(page), [], `${language}, ${role}: no date breaks`)
        if (role === BORDER) {
          await page.keyboard.press('a')
          await page.locator('.crossings').waitFor()
          await isWhole('admitted')
        }
        await page.locator('.more button').click()
        await page.locator('main.receipt .qr').waitFor()
        await isWhole('receipt')
        const narrowest = await page
          .locator('.receipt dd')
          .evaluateAll((all) => Math.min(...all.map((one) => one.getBoundingClientRect().width)))
        t.ok(narrowest >= 150, `${language}, ${role}: no row of a receipt is squeezed to ${narrowest}`)
        await page.locator('.receipt button').last().click()
        await page.locator('main.verdict button.main').click()

        await verdictOf(page, OTHER_PASSPORT)
        await isWhole('another passport')
        t.same(await brokenDates(page), [], `${language}, ${role}: nor beside a word about a difference`)
        if (role === CARRIER) {
          await page.keyboard.press('v')
          await page.locator('.visa-desk').waitFor()
          await isWhole('visa desk')
          t.match(await page.locator('.visa-desk .phone').getAttribute('href'), /^tel:[+][0-9]+$/)
          t.match(await page.locator('.visa-desk .letters').textContent(), /^[0-9A-F]{4}-[0-9A-F]{4}$/)
          await page.locator('.visa-desk .row button').first().click()
          await page.locator('.visa-desk [role=status]').waitFor()
          await page.locator('.visa-desk button').click()
          await page.locator('main.receipt .qr').waitFor()
          await isWhole('receipt of the answer')
          await page.locator('.receipt button').last().click()
          await page.locator('main.verdict').waitFor()
        }
        await page
          .locator(role === CARRIER ? 'main.verdict button.main' : '.actions button:has-text("S")')
          .first()
          .click()
        if (role === BORDER) {
          await verdictOf(page, USED_UP)
          await page.locator('.actions button:has-text("R")').first().click()
          await page.locator('fieldset.actions').waitFor()
          await isWhole('refusing')
          const [first = ''] = await page.locator('fieldset.actions button').allTextContents()
          t.notMatch(first, /[a-z]\/[a-z]/, 'what was decided comes first, and in words')
          t.match(first, /0$/)
          await page.locator('fieldset.actions button').first().click()
          // Beside the next traveller the form is offered, which is printed.
          await page.locator('main.verdict button.main').nth(1).waitFor()
          await isWhole('refused')
          await page.locator('main.verdict button.main').first().click()
        }
        await page.locator('.ways button').last().click()
        for (const [at, line] of MRZ.entries()) await page.locator('input.mrz').nth(at).fill(line)
        await page.evaluate(() => document.fonts.ready.then(() => undefined))
        await isWhole('passport')
        t.ok(
          await page.evaluate(() => document.fonts.check('1em "IBM Plex Mono"', 'P<LKA')),
          'the lines stand in a face of one width',
        )
        for (const name of await page.locator('.menu button').all()) {
          await name.click()
          await isWhole((await name.textContent()) ?? '')
        }
        await page.close()
      }
    }
    if (size === 'desk') {
      const page = await openPage(t, context, scene.page)
      await trained(page, BORDER)
      await verdictOf(page, GOOD)
      const [terms, facts] = await Promise.all(['.terms', '.facts'].map((one) => page.locator(one).boundingBox()))
      t.ok((terms?.x ?? 0) > width / 2, 'what the e-visa allows stands on the right')
      t.equal(Math.round(terms?.y ?? 0), Math.round(facts?.y ?? 1), 'beside what is compared')
    }
  })
}
