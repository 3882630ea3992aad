/** Officers at the console in Chromium: a clean case decided by keyboard alone, and two who come to one case. */
import t from 'tap'
import { issueAll } from '../server/cases/made-office.ts'
import { AT_WORK, caseOfficer, madeCases } from './console-cases.ts'
import { twoAdministrators } from './console-pages.ts'
import { type ConsolePerson, consoleTabs } from './console-tabs.ts'

t.setTimeout(240_000)
const tabs = await consoleTabs(t, false, AT_WORK)
const { built, place } = tabs
const both = await twoAdministrators(t, tabs)
const aigul = await caseOfficer(t, tabs, both, 'Aigul')

/** Presses keys one after another; gives the text of what has the focus before each Enter. */
async function keys({ page }: ConsolePerson, ...pressed: readonly ('Tab' | 'Enter')[]): Promise<readonly string[]> {
  const entered: string[] = []
  for (const key of pressed) {
    if (key === 'Enter') entered.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''))
    await page.keyboard.press(key)
  }
  return entered
}

t.test('by keyboard alone a clean case goes from the queue to its e-visa, within a minute', async (t) => {
  const { page } = aigul
  const { clean, marked } = await madeCases(t, built)
  await aigul.go('cases#main-content')
  const began = Date.now()
  t.same(await keys(aigul, 'Tab', 'Enter'), ['Take the next case'])
  await page.waitForURL(`**/cases/${clean.reference}#main-content`)
  const picture = page.locator('img.site-picture')
  t.equal(await picture.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth > 0)), true)
  t.same(await keys(aigul, 'Tab', 'Enter', 'Tab', 'Enter'), ['Go to the decision', 'No objection'])
  await page.waitForURL('**/signing/*')
  t.match(await aigul.text(), /no objection[\s\S]*PERERA/)
  t.same(await keys(aigul, 'Tab', 'Tab', 'Enter'), ['Sign with your key'])
  await page.waitForURL('**/cases?done=cleared**')
  t.match(await aigul.text('[role=status]'), /Its e-visa is issued and sent now/)
  t.equal(await issueAll(built, { ...AT_WORK, keyPlace: place }), 1)
  t.ok(Date.now() - began < 60_000)
  t.same(await keys(aigul, 'Tab', 'Enter'), ['Take the next case'], 'and so on')
  await page.waitForURL(`**/cases/${marked.reference}#main-content`)
  await aigul.press('Give it back')
})

t.test('of two officers with one case the second is told, and keeps what was typed', async (t) => {
  const marat = await caseOfficer(t, tabs, both, 'Marat')
  const { marked } = await madeCases(t, built)
  const address = `cases/${marked.reference}`
  await aigul.go(address)
  await aigul.press('Take this case')
  await marat.go(address)
  t.match(await marat.text(), /Aigul has it until/)
  t.equal(await marat.page.locator('#decide').count(), 0)
  built.clock.now += 1801
  await marat.go(address)
  await marat.press('Take this case')
  await aigul.page.locator('summary', { hasText: 'Refuse' }).click()
  await aigul.page.check('[value=identity]')
  await aigul.page.fill('#reason', 'somebody else')
  await aigul.press('Go on to sign the refusal')
  t.match(await aigul.text('.govuk-error-summary'), /Marat has this case until/)
  t.equal(await aigul.page.inputValue('#reason'), 'somebody else')
  t.ok(await aigul.page.isChecked('[value=identity]'))
  await marat.press('Give it back')
  await aigul.press('Go on to sign the refusal')
  await aigul.press('Sign with your key')
  await aigul.page.waitForURL('**/cases?done=second**')
})

t.test('without script a case is read, taken and asked about; the key alone takes it', async (t) => {
  const { marked } = await madeCases(t, built)
  const cookies = await aigul.window.cookies()
  const bare = await tabs.person(t, { key: null, javaScriptEnabled: false })
  await bare.window.addCookies(cookies)
  await bare.go(`cases/${marked.reference}`)
  await bare.press('Take this case')
  await bare.page.locator('summary', { hasText: 'Ask' }).click()
  await bare.page.selectOption('#template', 'invitation-differs')
  await bare.press('Ask')
  t.match(await bare.text('[role=status]'), /was asked/)
})
