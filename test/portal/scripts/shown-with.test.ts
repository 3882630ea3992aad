import t from 'tap'
import { chromiumFor } from '../../browser/chromium.ts'
import { nimaliAt } from '../application/made-draft.ts'
import { portalScene } from '../portal-scene.ts'

t.test('what is asked only after a yes comes with it, and never hides what was typed', async (t) => {
  const scene = await portalScene(t)
  const address = await scene.pages.listen({ port: 0, host: '127.0.0.1' })
  const { cookies } = await nimaliAt(scene)
  const { reference } = (await scene.nimali.call('POST', '/v1/applications', { language: 'en' })).body
  const context = await chromiumFor(t)
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: address })))
  const page = await context.newPage()
  await page.goto(`${address}/en/applications/${reference}/form/background`)
  const explanation = page.locator('#explanation')
  t.notOk(await explanation.isVisible())
  await page.locator('#overstayed').check()
  t.ok(await explanation.isVisible())
  await explanation.fill('In 2019')
  await page.locator('input[name=overstayed][value=no]').check()
  t.ok(await explanation.isVisible(), 'with words in it it stays')
  await explanation.fill('')
  await page.locator('input[name=convicted][value=no]').check()
  t.notOk(await explanation.isVisible())
})

t.test('without script it is simply there', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const { reference } = (await scene.nimali.call('POST', '/v1/applications', { language: 'en' })).body
  const page = await browser.get(`/en/applications/${reference}/form/background`)
  t.ok(page.document.querySelector('#explanation'))
  t.notOk(page.document.querySelector('[data-shown-with]')?.hasAttribute('hidden'))
})
