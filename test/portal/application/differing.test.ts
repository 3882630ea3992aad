import t from 'tap'
import { differingRows } from '../../../portal/application/differing.ts'
import { FORM_PAGES } from '../../../portal/application/form-pages.ts'
import { portalScene } from '../portal-scene.ts'
import { CONTACT, readyAt } from './made-draft.ts'

const contact = FORM_PAGES.find(({ step }) => step === 'contact')

t.test('only what is not the same on both sides is told', async (t) => {
  if (contact === undefined) throw new Error('there is no such page')
  t.same(differingRows({ page: contact, answers: { phone: '1', place_of_stay: 'A' }, stands: { phone: '1' } }), [
    { field: 'place_of_stay', typed: 'A', stands: '' },
  ])
})

t.test('two windows on one page: both texts stand side by side, and whichever is chosen is kept', async (t) => {
  const scene = await portalScene(t)
  const { browser, form } = await readyAt(scene)
  const [one, other] = [await browser.get(`${form}/contact`), await browser.get(`${form}/contact`)]
  await browser.send(one, { ...CONTACT, place_of_stay: 'Hotel <b>Kazakhstan</b>' }, '/contact')
  const both = await browser.send(other, { ...CONTACT, place_of_stay: 'Dostyk 52' }, '/contact')
  t.equal(both.status, 409)
  t.match(both.text('table'), 'Hotel <b>Kazakhstan</b>')
  t.match(both.text('table'), 'Dostyk 52')
  t.notMatch(both.text('table'), CONTACT.phone, 'what is the same is not compared')
  const stands = await browser.get(`${form}/contact`)
  t.equal(stands.form('/contact').fields.place_of_stay, 'Hotel <b>Kazakhstan</b>', 'nothing was overwritten')
  const chosen = await browser.send(both, {}, '/contact')
  t.equal(chosen.path, `${form}/background`)
  t.equal((await browser.get(`${form}/contact`)).form('/contact').fields.place_of_stay, 'Dostyk 52')
})

t.test('two windows that wrote the same are not asked', async (t) => {
  const scene = await portalScene(t)
  const { browser, form } = await readyAt(scene)
  const [one, other] = [await browser.get(`${form}/trip`), await browser.get(`${form}/trip`)]
  const days = { 'expected_entry-day': '26', 'expected_entry-month': '11' }
  t.equal((await browser.send(one, days, '/trip')).path, `${form}/contact`)
  t.equal((await browser.send(other, days, '/trip')).path, `${form}/contact`)
})
