import t from 'tap'
import { CHANGED_PAGES } from '../../../portal/case/question-routes.ts'
import { inFiveLanguages } from '../in-five-languages.ts'
import { traveller } from './traveller.ts'

t.test('a question is answered once, by words; the time begins anew', async (t) => {
  const { scene, browser, get, at, one } = await traveller(t, 'asked')
  const asked = await get()
  t.match(asked.text('.site-card'), /A question for you It is your turn.*Where do you stay in Almaty\?/)
  const page = await get('question')
  t.match(page.text('main'), /The officer asks: Where do you stay in Almaty\?/)
  t.match(page.text('main'), /Answer by .* After that the application lapses/)
  const links = page.document.querySelectorAll('main a').map((link) => link.getAttribute('href') ?? '')
  for (const name of CHANGED_PAGES) t.ok(links.includes(at(`form/${name}`)), name)
  await inFiveLanguages(t, browser, `/applications/${one.reference}/question`)
  const empty = await browser.send(page, { text: '  ' }, '/question')
  t.match([empty.status, empty.text('.govuk-error-summary')], [422, /Write your answer before you send it/])
  const long = await browser.send(page, { text: 'a'.repeat(4001) }, '/question')
  t.match([long.status, long.text('.govuk-error-summary')], [422, /Shorten the answer/])
  t.equal(long.text('textarea').length, 4001, 'it is still there')
  const sent = await browser.send(page, { text: 'At the Hotel Almaty,\nroom 5.' }, '/question')
  t.equal(sent.path, at())
  t.match(sent.text('.site-card'), /We decide by/)
  t.match(sent.text('main'), /You .*At the Hotel Almaty/)
  t.equal(
    (await browser.send(page, { text: 'At the Hotel Almaty,\nroom 5.' }, '/question')).path,
    at(),
    'twice is once',
  )
  t.match((await scene.nimali.call('GET', `/v1${at().slice(3)}`)).body.messages, { length: 2 })
  t.equal((await get('question')).path, at(), 'nothing is asked any more')
})

t.test(
  'pages that were changed go with the answer; what changed since is looked at first, and nothing is lost',
  async (t) => {
    const { scene, browser, get, at, one } = await traveller(t, 'asked')
    const page = await get('question')
    const contact = await get('form/contact')
    t.equal(contact.path, at('form/contact'), 'its pages are open')
    const wrong = await browser.send(contact, { place_of_stay: '' }, '/contact')
    t.equal(wrong.status, 422)
    const changed = await browser.send(wrong, { place_of_stay: 'Hotel Almaty' }, '/contact')
    t.equal(changed.path, at('question'), 'and lead back')
    for (const name of ['passport-copy', 'passport', 'trip', 'background'])
      t.equal((await get(`form/${name}`)).path, at(`form/${name}`))
    t.equal((await get('form/invitation')).path, at(), 'the invitation binds the case')
    const stale = await browser.send(page, { text: 'I changed the hotel.' }, '/question')
    t.match([stale.status, stale.text('.govuk-error-summary')], [422, /changed since you opened this one/])
    t.match(stale.text('textarea'), 'I changed the hotel.')
    const sent = await browser.send(stale, {}, '/question')
    t.equal(sent.path, at())
    const { content } = (await scene.nimali.call('GET', `/v1/applications/${one.reference}`)).body
    t.equal(content.place_of_stay, 'Hotel Almaty')
  },
)

t.test('what was changed wrongly is told by its page, with the answer kept', async (t) => {
  const { scene, browser, get, one } = await traveller(t, 'asked')
  const { revision } = (await scene.nimali.call('GET', `/v1/applications/${one.reference}`)).body
  const path = `/v1/applications/${one.reference}/pages/contact`
  await scene.nimali.call('PUT', path, { phone: '1', place_of_stay: '' }, { 'if-match': String(revision) })
  const faulty = await browser.send(await get('question'), { text: 'Here it is.' }, '/question')
  t.match([faulty.status, faulty.text('.govuk-error-summary')], [422, /Open this page and mend it: How to reach me/])
  t.match(faulty.text('textarea'), 'Here it is.')
})
