import t from 'tap'
import { erasing } from '../../../portal/case/data-routes.ts'
import { inFiveLanguages } from '../in-five-languages.ts'
import { traveller } from './traveller.ts'

t.test('all that is held is taken along as a file', async (t) => {
  const { browser, get, at, one } = await traveller(t, 'refused')
  const page = await get('data')
  t.match(page.text('main'), /The law has us keep it until \d+ \w+ 20\d\d/)
  const file = await browser.get(at('data.json'))
  t.match(file.headers, { 'content-type': /json/, 'content-disposition': /^attachment/ })
  t.match(JSON.parse(file.html), {
    application: { reference: one.reference },
    email: 'nimali@example.org',
    payments: [{ state: 'paid' }],
    decisions: [{ decision: 'refuse' }, { decision: 'refuse' }],
  })
  await inFiveLanguages(t, browser, `/applications/${one.reference}/data`)
})

t.test('a draft may be erased, and leads to the question', async (t) => {
  const { get, at } = await traveller(t, 'ready')
  const page = await get('data')
  t.match(page.text('main'), /You may have it erased now/)
  t.equal(page.document.querySelector('main a.govuk-button')?.getAttribute('href'), at('erase'))
})

t.test('from when on it may be erased is told in words', async (t) => {
  const say = (erasable_from: number | null, payment_open = false) =>
    erasing({ erasable_from, payment_open }, 1_795_323_600, 'en')
  t.match(say(1_795_323_601), { mayErase: false, erasing: /until 22 November 2026/ })
  t.match(say(1_795_323_600), { mayErase: true })
  t.match(say(null), { mayErase: false, erasing: /not decided yet/ })
  t.match(say(0, true), { mayErase: false, erasing: /bank may have taken/ })
})
