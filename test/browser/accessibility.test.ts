import t from 'tap'
import { axeFindings } from './axe.ts'
import { chromiumFor, openPage } from './chromium.ts'
import { scannerScene, trainingPage, verdictOn } from './scanner-scene.ts'

const PEOPLE = ['Good', 'Revoked', 'Suspended', 'Boarding pass'] as const
const SCREENS = ['Visa number', 'Passport', 'Shift report', 'Shift', 'Settings'] as const

t.test('axe-core finds nothing on any screen, in any theme, and the page breaks no policy', async (t) => {
  const { page, address } = await trainingPage(t, 'border control')
  const said: string[] = []
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
  t.same(await axeFindings(page), [], 'scan')
  for (const name of [...SCREENS, 'Records', 'Second line L']) {
    await page.getByRole('navigation').getByRole('button', { name, exact: true }).click()
    // Some are fetched when they are first shown, and have no heading before.
    await page.locator('main:not([aria-busy]) h1').waitFor()
    t.same(await axeFindings(page), [], name)
  }
  for (const theme of ['Glare', 'Night', 'Day']) {
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: theme, exact: true }).click()
    t.same(await axeFindings(page), [], theme)
    await page.getByRole('navigation').getByRole('button', { name: 'Scan', exact: true }).click()
    for (const name of PEOPLE) {
      await page.getByRole('button', { name, exact: true }).click()
      await verdictOn(page)
      await page.getByText('All reasons').click()
      // What moves is looked at when it has come to rest.
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
      t.same(await axeFindings(page), [], `${theme}: ${name}`)
      await page.keyboard.press('Escape')
      await page.locator('main.scan').waitFor()
    }
  }
  const fresh = await openPage(t, await chromiumFor(t), address)
  await fresh.getByRole('heading', { name: 'Enrol this scanner' }).waitFor()
  t.same(await axeFindings(fresh), [], 'enrolling')
  t.same(
    said.filter((text) => /policy/i.test(text)),
    [],
  )
})

t.test('a shift by the keyboard alone: train, begin, scan by the reader, admit, refuse with a reason', async (t) => {
  const scene = await scannerScene(t)
  const page = await openPage(t, await chromiumFor(t), scene.page)
  const until = async (label: RegExp) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => {
        const at = document.activeElement
        // The page as a whole holds every label, and has the focus while nothing else has it.
        if (at === document.body) return ''
        return `${at?.textContent ?? ''} ${at?.closest('label')?.textContent ?? ''}`
      })
      if (label.test(focused)) return
    }
    throw new Error(`Tab does not come to ${label}`)
  }
  await page.getByRole('heading', { name: 'Enrol this scanner' }).waitFor()
  await until(/Train as border control/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your shift' }).waitFor()
  await until(/Your badge/)
  await page.keyboard.type('KZ-7', { delay: 120 })
  await page.keyboard.press('Enter')
  await page.locator('main.scan').waitFor()
  await until(/with the passport/)
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
  t.equal(outline, 'solid', 'the focus is seen')
  await page.keyboard.press('Enter')
  await page.locator('main.verdict.clear').waitFor()
  await page.keyboard.press('r')
  await page.getByText('Why is this person turned away?').waitFor()
  await page.keyboard.press('2')
  await page.getByRole('heading', { name: 'REFUSAL RECORDED' }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('main.scan').waitFor()
})
