/** Another language for a form that is half typed, in a real browser: on a phone and at a desk, with script and without, in both directions. */
import t from 'tap'
import { answersOn, field, formOf, goOn, heading, pathOf, portalTabs } from './portal-tabs.ts'

t.setTimeout(120_000)
const { scene, somebody } = await portalTabs(t)

const DESK = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

for (const viewport of [PHONE, DESK])
  for (const javaScriptEnabled of [true, false]) {
    const name = `${viewport.width} wide, ${javaScriptEnabled ? 'with' : 'without'} script`
    t.test(`what is typed goes along into Arabic and back: ${name}`, { timeout: 60_000 }, async (t) => {
      const nimali = await somebody(t, { viewport, javaScriptEnabled })
      const one = await scene.ready(nimali.person)
      const before = await answersOn(nimali, one, 'contact')
      const page = await nimali.open(formOf(one, 'contact'))
      await field(page, 'phone').fill('12')
      await field(page, 'place_of_stay').fill('Hotel Аяз')
      const choose = async (language: string) => goOn(page, page.locator(`.site-languages [lang=${language}]`))
      await choose('ar')
      t.equal(pathOf(page), formOf(one, 'contact').replace('/en/', '/ar/'))
      t.equal(await page.locator('body').getAttribute('dir'), 'rtl')
      t.equal(await field(page, 'phone').inputValue(), '12')
      t.equal(await page.locator('.govuk-error-summary').count(), 0)
      await choose('en')
      t.equal(await field(page, 'place_of_stay').inputValue(), 'Hotel Аяз')
      t.same(await answersOn(nimali, one, 'contact'), before, 'nothing was kept')
      await field(page, 'phone').fill('+94 77 123 4568')
      await Promise.all([page.waitForEvent('domcontentloaded'), field(page, 'phone').press('Enter')])
      t.match(pathOf(page), /^\/en\/.*\/background$/, 'the Return key sends it, in the language of the page')
      t.match(await answersOn(nimali, one, 'contact'), { phone: '+94 77 123 4568', place_of_stay: 'Hotel Аяз' })
    })
  }

t.test('a choice of language looks alike whether it takes a form along or not', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const looks = async (path: string) => {
    const page = await nimali.open(path)
    t.ok(await heading(page))
    return page.locator('.site-languages [lang=ru]').evaluate((choice) => {
      const { color, fontSize, fontFamily, textDecorationLine, backgroundColor, lineHeight } = getComputedStyle(choice)
      const { width, height, left, top } = choice.getBoundingClientRect()
      const box = [width, height, left, top].map(Math.round)
      return { color, fontSize, fontFamily, textDecorationLine, backgroundColor, lineHeight, box }
    })
  }
  t.same(await looks(formOf(one, 'contact')), await looks(formOf(one)))
})
