/** The portal for whoever has no mouse, and for whoever has colours of their own, in a real browser: one always sees where one is. */
import type { Locator, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { DAYS, madeInvitation } from '../portal/application/made-draft.ts'
import { linesOfPassport } from '../server/made-application.ts'
import { onTable, taken } from '../server/passport-copies/made-passport.ts'
import { button, caseOf, formOf, heading, portalTabs } from './portal-tabs.ts'

t.setTimeout(120_000)
const { scene, somebody } = await portalTabs(t)

const MOST_STOPS = 60

/** Where the keyboard is: whether one sees it, and how far down. */
const FOCUS = `(() => {
  const at = document.activeElement
  const drawn = [at, at.closest('.site-file')?.querySelector('label'), at.parentElement?.querySelector('label')].filter(Boolean)
  const styles = drawn.flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::before')])
  const isSeen = styles.some((one) => (one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 1) || one.boxShadow !== 'none')
  const { top, height } = (at.closest('.site-file') ?? at).getBoundingClientRect()
  return { isSeen, isThere: height > 0, top: top + scrollY, name: at.outerHTML.slice(0, 90), isInForm: at.closest('main form') !== null }
})()`

interface Focus {
  readonly isSeen: boolean
  readonly isThere: boolean
  readonly top: number
  readonly name: string
  readonly isInForm: boolean
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement).catch(() => false)

/** Presses Tab until something has the focus. Each stop is seen, and those of a form come in the order of the page. */
async function tabTo(t: Test, page: Page, target: Locator): Promise<void> {
  let before: Focus | null = null
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const at: Focus = await page.evaluate(FOCUS)
    if (!at.isSeen || !at.isThere) t.fail(`the focus is not seen at ${at.name}`)
    if (before?.isInForm && at.isInForm && at.top < before.top - 5) t.fail(`${at.name} comes after ${before.name}`)
    before = at
    if (await isFocused(target)) return
  }
  throw new Error(`the keyboard does not come to ${target}`)
}

const named = (page: Page, name: string) => page.locator(`main [name="${name}"]:not([type=hidden])`)

async function press(t: Test, page: Page, target: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(t, page, target)
  await page.keyboard.press(key)
  await page.waitForLoadState()
}

async function type(t: Test, page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await tabTo(t, page, named(page, name))
    await page.keyboard.type(text)
  }
}

/** Sends a page as it is: the summary of what is wrong has the focus then, and leads to the field. */
async function ledToFault(t: Test, page: Page, name: string): Promise<void> {
  await press(t, page, button(page), 'Space')
  t.ok(await isFocused(page.locator('.govuk-error-summary')), `the summary has the focus: ${name}`)
  await press(t, page, page.locator(`.govuk-error-summary a[href$="#${name}"]`), 'Enter')
  t.ok(await isFocused(page.locator(`#${name}`)), `its link leads to ${name}`)
}

t.test('from the beginning to the submitted form by the keyboard alone', { timeout: 60_000 }, async (t) => {
  const nimali = await somebody(t, { viewport: { width: 1280, height: 900 } })
  const invited = await madeInvitation(scene)
  const page = await nimali.open('/en/apply')
  await page.keyboard.press('Tab')
  const skip = page.locator('.govuk-skip-link')
  t.ok((await isFocused(skip)) && (await skip.isVisible()), 'first of all one can skip to the content')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  t.ok(await page.locator('main :focus').count(), 'and is there')
  await page.keyboard.press('Shift+Tab')
  await press(t, page, button(page), 'Enter')
  await page.waitForURL('**/form/invitation')
  await ledToFault(t, page, 'visa_support_number')
  await page.keyboard.type(invited.number)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/form/passport-copy')
  const chooser = page.waitForEvent('filechooser')
  await press(t, page, page.locator('#file'), 'Enter')
  const buffer = await (await taken(await onTable())).jpeg().toBuffer()
  await (await chooser).setFiles({ name: 'passport.jpg', mimeType: 'image/jpeg', buffer })
  await page.locator('main img').waitFor()
  await press(t, page, page.locator('main a.govuk-button'), 'Space')
  await page.waitForURL('**/form/passport')
  const [first = '', second = ''] = linesOfPassport(invited.passport).split('\n')
  await type(t, page, { first })
  await page.keyboard.press('Enter')
  t.ok(await isFocused(named(page, 'second')), 'the next line')
  await page.keyboard.type(second)
  await press(t, page, button(page), 'Enter')
  await page.locator('#surname').waitFor()
  await press(t, page, button(page), 'Space')
  await page.waitForURL('**/form/trip')
  await ledToFault(t, page, 'expected_entry')
  await page.keyboard.type(DAYS['expected_entry-day'])
  const { 'expected_entry-day': _typed, ...days } = DAYS
  await type(t, page, days)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/form/contact')
  await type(t, page, { phone: '+94 77 123 4567', place_of_stay: 'Hotel Astana' })
  await page.keyboard.press('Enter')
  await page.waitForURL('**/form/background')
  for (const name of ['refused_before', 'overstayed', 'convicted']) {
    await tabTo(t, page, named(page, name).first())
    // Within a choice one goes by the arrows.
    await page.keyboard.press('ArrowRight')
  }
  await press(t, page, button(page), 'Enter')
  await page.waitForURL('**/form/check')
  await press(t, page, named(page, 'is_true'), 'Space')
  await press(t, page, named(page, 'not_refunded'), 'Space')
  await press(t, page, button(page), 'Enter')
  await page.waitForURL('**/pay')
  t.match(await heading(page), 'Pay')
})

t.test('with colours of their own and without movement people see what is a button and where they are', async (t) => {
  const nimali = await somebody(t, { forcedColors: 'active', reducedMotion: 'reduce' })
  const [draft, unpaid] = [await scene.ready(nimali.person), await scene.submitted(nimali.person)]
  const page = await nimali.open('/en/')
  for (const path of ['/en/', formOf(draft, 'background'), formOf(draft, 'passport-copy'), caseOf(unpaid)]) {
    await page.goto(path)
    t.equal(await page.evaluate(() => document.getAnimations().length), 0, `${path}: nothing moves`)
    t.equal(await page.evaluate(WITHOUT_EDGE), '', `${path}: what is pressed has an edge`)
    for (let stops = 0; stops < 12; stops++) {
      await page.keyboard.press('Tab')
      const at: Focus = await page.evaluate(FOCUS)
      t.ok(at.isSeen, `${path}: ${at.name}`)
    }
  }
})

/** Colours of the page are gone: what was a coloured area is only seen by its edge. */
const WITHOUT_EDGE = `[...document.querySelectorAll('main button, main a.govuk-button, .is-live .site-file label')]
  .filter((one) => one.getClientRects().length > 0)
  .filter((one) => !['border', 'outline'].some((edge) => getComputedStyle(one)[edge + 'Style'] !== 'none' && parseFloat(getComputedStyle(one)[edge + 'Width']) >= 1) && getComputedStyle(one).borderBottomStyle === 'none')
  .map((one) => one.outerHTML.slice(0, 120)).join(' | ')`
