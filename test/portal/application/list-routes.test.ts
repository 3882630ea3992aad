import t from 'tap'
import { portalScene } from '../portal-scene.ts'
import { begunAt, nimaliAt, readyAt } from './made-draft.ts'

t.test('the list says how far a draft is, what is next, and when it ends', async (t) => {
  const scene = await portalScene(t)
  const { browser, form } = await readyAt(scene)
  const list = await browser.get(form)
  t.match(list.text('main'), '6 of 7 done')
  t.match(list.text('.govuk-button'), 'Go on: Check your answers')
  t.match(list.text('main'), /the draft ends: .*December 2026/)
  t.equal(list.document.querySelectorAll('.govuk-task-list__link').length, 7)
})

t.test('the check cannot be opened from the list before all else is done', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const reference = await begunAt(browser)
  const list = await browser.get(`/en/applications/${reference}/form`)
  t.same(list.texts('.govuk-task-list__status').at(-1), 'Not yet')
  t.equal(list.document.querySelectorAll('.govuk-task-list__link').length, 6)
})

t.test('a draft is erased by a button alone, after being asked', async (t) => {
  const scene = await portalScene(t)
  const { browser, form, reference } = await readyAt(scene)
  const ask = await browser.get(`${form}/erase`)
  t.match(ask.text('main'), 'for good')
  t.equal((await scene.nimali.call('GET', `/v1/applications/${reference}`)).status, 200, 'looking erases nothing')
  const { action, fields } = ask.form('/erase')
  const erased = await browser.post(action, fields)
  t.same([erased.status, erased.headers.location], [303, '/en/account'])
  t.equal((await scene.nimali.call('GET', `/v1/applications/${reference}`)).status, 404)
  t.equal((await browser.post(action, fields)).status, 404, 'pressed twice')
})

t.test('what was submitted is not erased by a form of before', async (t) => {
  const scene = await portalScene(t)
  const one = await readyAt(scene)
  const ask = await one.browser.get(`${one.form}/erase`)
  await scene.submit(scene.nimali, one)
  const { action, fields } = ask.form('/erase')
  t.equal((await one.browser.post(action, fields)).headers.location, `/en/applications/${one.reference}`)
  t.equal((await scene.nimali.call('GET', `/v1/applications/${one.reference}`)).status, 200)
})
