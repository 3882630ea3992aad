/** Back and forth over pages that answered a form, in a real browser: it never asks whether to send something again. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { goOn, pathOf, portalTabs, sentForms } from '../../browser/portal-tabs.ts'

const { scene, window, open } = await portalTabs(t)

/** Begins an application as somebody who has to sign in for it: three forms, each answered by a page of its own. */
async function begun(page: Page, email: string): Promise<void> {
  await goOn(page)
  await page.locator('#email').fill(email)
  await goOn(page)
  await page.locator('#code').fill(await scene.codeFor(email))
  await goOn(page)
}

t.test('back from the form leads over the pages of the sign-in to where it began, and sends nothing', async (t) => {
  const there = await window(t)
  const page = await open(t, there, '/en/apply')
  await begun(page, 'back@example.org')
  t.match(pathOf(page), /\/form\/invitation$/)
  const sent = sentForms(there)
  const been: string[] = []
  while (!been.includes('/en/apply')) {
    await page.goBack()
    been.push(pathOf(page))
  }
  t.strictSame(been, ['/en/sign-in', '/en/apply'])
  t.match(await page.locator('main').innerText(), 'You have begun already', 'what was begun stands there')
  await page.goForward()
  t.equal(sent.size, 0)
})

t.test('loaded anew, or left open beside a new window, it is still the answer that it was', async (t) => {
  const there = await window(t)
  const page = await open(t, there, '/en/sign-in')
  await page.locator('#email').fill('no address')
  await goOn(page)
  await page.locator('a[href="#email"]').click()
  await page
    .locator('.site-footer a')
    .first()
    .click({ modifiers: ['Control'] })
  await page.reload()
  t.match(await page.title(), /^Error/)
  t.equal(await page.locator('#email').inputValue(), 'no address')
  await goOn(page, page.locator('.site-footer a').first())
  await page.goBack()
  t.equal(pathOf(page), '/en/sign-in')
  t.equal(await page.locator('#email').inputValue(), '')
})
