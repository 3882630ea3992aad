import t from 'tap'
import { contentHash } from '#evisa/submission-receipt.ts'
import { inFiveLanguages } from '../in-five-languages.ts'
import { ASK, NO_OBJECTION, traveller } from './traveller.ts'

t.test('a case that is paid says whose turn it is and until when, and what happened', async (t) => {
  const { browser, get, one, at } = await traveller(t, 'paid')
  const page = await get()
  t.match(page.text('.site-card'), /Paid It is our turn.*We decide by .*2026 at .*Times are those of Kazakhstan/)
  t.match(page.text('.govuk-caption-l'), `${one.reference.slice(0, 4)}-${one.reference.slice(4, 8)}`)
  t.match(page.texts('.site-timeline li'), [/^You began/, /^You sent it/, /^The fee was paid/])
  t.match(page.text('main'), /Receipt of the fee, 60.00/)
  const typed = one.reference.toLowerCase().replace(/(....)(?=.)/g, '$1-')
  t.match((await browser.get(`/en/applications/${typed}`)).text('h1'), 'The fee is paid')
  const receipt = await browser.get(at('submission-receipt.json'))
  t.match(receipt.headers['content-disposition'], /^attachment; filename="submission-/)
  const { salt, content, receipt: signed } = JSON.parse(receipt.html)
  const claims = JSON.parse(Buffer.from(signed.split('.')[1], 'base64url').toString())
  t.equal(await contentHash(content, salt), claims.content, 'the file proves what was sent')
  await inFiveLanguages(t, browser, `/applications/${one.reference}`)
})

t.test('a draft is gone on with, and has no receipt', async (t) => {
  const { browser, at } = await traveller(t, 'ready')
  const draft = await browser.get(at())
  t.equal(draft.path, at('form'))
  t.equal((await browser.get(at('submission-receipt.json'))).status, 404)
})

t.test('refused: by which rule, in the words of the officer, and what can be done next', async (t) => {
  const { browser, get, one } = await traveller(t, 'refused')
  const page = await get()
  t.match(page.text('h1'), 'Your application was refused')
  t.match(
    page.text('main'),
    /does not fit its purpose.*The hotel does not know of this stay.*Choose the purpose that is yours/,
  )
  t.match(page.text('.govuk-button'), 'Begin another application')
  t.match((await get('', 'fr')).text('main'), /L’agent a écrit/)
  await inFiveLanguages(t, browser, `/applications/${one.reference}`)
})

t.test('approved, it shows the e-visa by itself as soon as it is made', async (t) => {
  const { scene, browser, get, one } = await traveller(t, 'paid')
  await scene.decide(scene.asel, one, NO_OBJECTION)
  const waits = await get()
  t.match(waits.text('h1'), 'Approved')
  t.match(waits.html, /<noscript><meta http-equiv="refresh" content="5">/)
  t.ok(waits.document.querySelector('[data-live="5"]'))
  await scene.issueAll()
  const issued = await get()
  t.match(issued.text('h1'), 'Your e-visa is here')
  t.notMatch(issued.html, /http-equiv="refresh"/)
  t.match(issued.text('.govuk-button'), 'Save or print the e-visa')
  await inFiveLanguages(t, browser, `/applications/${one.reference}`)
})

t.test('what an officer wrote stays text, whatever it is', async (t) => {
  const { scene, browser, at, one } = await traveller(t, 'paid')
  await scene.decide(scene.asel, one, { ...ASK, text: '<script>alert(1)</script> {{ 7*7 }}' })
  const page = await browser.get(at())
  t.notMatch(page.html, '<script>alert(1)')
  t.match(page.text('.site-said'), '<script>alert(1)</script> {{ 7*7 }}')
})
