/** How the screens of a booth with keys lie on a phone and a tablet, in every language: nothing is cut off. */
import { join } from 'node:path'
import t from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { LANGUAGE_NAMES } from '#evisa/language.ts'
import { cutOff } from './cut-off.ts'
import { keyedBorder, openBooth } from './keyed-booth.ts'
import { wedge } from './scanner-scene.ts'

const SIZES = { phone: [390, 844], tablet: [1024, 768] } as const
const [SECOND_LINE, RECORDS, SHIFT, SETTINGS] = [3, 4, 6, 7]
const SCREENS = process.env.EVISA_SCREENS

for (const [size, [width, height]] of Object.entries(SIZES)) {
  t.test(`on a ${size} of ${width} by ${height}`, async (t) => {
    const border = await keyedBorder(t)
    const { page, key } = await openBooth(t, border, { width, height })
    const today = civilDateAt(border.built.clock.now)
    const visa = await border.built.issue({ valid_from: today, valid_until: addDays(today, 29) })
    await key.put('officer')
    await page.locator('#checkpoint').selectOption('NQZ')
    await page.locator('main.form button.main').click()
    await page.locator('main.scan').waitFor()
    const menu = (at: number) => page.locator('.menu button').nth(at).click()
    for (const [language, name] of Object.entries(LANGUAGE_NAMES)) {
      const isWhole = async (what: string) => {
        await page.evaluate(() => document.fonts.ready.then(() => undefined))
        if (SCREENS !== undefined) {
          await page.screenshot({ path: join(SCREENS, `${size}-${language}-${what}.png`), fullPage: true })
        }
        t.same(await cutOff(page), [], `${language}: ${what}`)
      }
      await menu(SETTINGS)
      await page.getByRole('button', { name, exact: true }).click()
      await isWhole('settings')
      await menu(SHIFT)
      await isWhole('shift')
      await menu(SECOND_LINE)
      await page.locator('main h1').waitFor()
      await isWhole('second line')

      await menu(0)
      await wedge(page, visa.qr_text)
      await page.locator('main.verdict').waitFor()
      await page.keyboard.press('o')
      const form = page.locator('form.override')
      await form.waitFor()
      await isWhole('override')
      await form.locator('select').selectOption('DOCUMENTS_CHECKED')
      await form.locator('input').fill('seen')
      await form.locator('button.main').click()
      await page.getByRole('alert').first().waitFor()
      await isWhole('override refused')

      await page.reload()
      await page.locator('main.lock').waitFor()
      await isWhole('lock')
      const shown = await page
        .locator('main.lock button')
        .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().bottom)))
      t.ok(shown <= height, `${language}: all that the lock offers is on the screen, to ${shown}`)
      await key.put('supervisor')
      await page.locator('main.lock .row button').last().click()
      await page.locator('main.lock').waitFor({ state: 'detached' })
      await key.put('officer')
      await isWhole('after a pass')
      await menu(RECORDS)
      await page.locator('main.records h2').first().waitFor()
      await isWhole('records')
    }
  })
}
