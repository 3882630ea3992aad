import t from 'tap'
import { answersOn, answerText } from '../../../portal/application/draft.ts'
import { portalScene } from '../portal-scene.ts'
import { readyAt } from './made-draft.ts'

t.test('a page that was never kept has no answers', async (t) => {
  const pages = [{ page: 'contact' as const, revision: 2, answers: { phone: '1', other: true }, faults: [] }]
  t.same(answersOn({ pages }, 'contact'), { phone: '1', other: true })
  t.same(answersOn({ pages }, 'trip'), {})
  t.equal(answerText({ phone: false }, 'phone'), 'false')
  t.equal(answerText({}, 'phone'), '')
})

t.test('the form of what is no draft leads to its case, whatever is asked of it', async (t) => {
  const scene = await portalScene(t)
  const one = await readyAt(scene)
  const contact = (await one.browser.get(`${one.form}/contact`)).form('/contact')
  await scene.submit(scene.nimali, one)
  const own = `/en/applications/${one.reference}`
  for (const page of ['', '/invitation', '/trip', '/contact', '/background', '/check', '/erase'])
    t.equal((await one.browser.get(`${one.form}${page}`)).path, own, page)
  const late = await one.browser.post(contact.action, { ...contact.fields, phone: '12345' })
  t.same([late.status, late.headers.location], [303, own])
})

t.test('after it was opened again the form is there with all answers', async (t) => {
  const scene = await portalScene(t)
  const one = await readyAt(scene)
  await scene.submit(scene.nimali, one)
  t.equal((await scene.nimali.call('POST', `/v1/applications/${one.reference}/reopening`)).status, 200)
  const contact = await one.browser.get(`${one.form}/contact`)
  t.equal(contact.form('/contact').fields.phone, '+94 77 123 4567')
})
