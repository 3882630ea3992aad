import t from 'tap'
import { rows } from '../../../server/store/steps.ts'
import { inFiveLanguages } from '../in-five-languages.ts'
import { traveller } from './traveller.ts'

t.test('the e-visa is printed, kept on the phone and explained', async (t) => {
  const { browser, get, at, one } = await traveller(t, 'issued', { checkUrl: 'https://evisa.example' })
  const page = await get('e-visa')
  t.match(
    page.text('main'),
    /Enter through an international airport only.*between 22 November 2026 and 21 December 2026/,
  )
  t.match(page.text('main'), /Stay 30 days at most.*One entry.*within three working days/)
  t.ok(page.document.querySelector('a[href="https://evisa.example/Q"]'), 'what the airline will see')
  t.notMatch(page.text('main'), 'camera of a phone', 'which opens that page only where the codes are addresses')
  t.equal(page.document.querySelector('img.site-picture')?.getAttribute('src'), at('e-visa.png'))
  const pdf = await browser.get(at('e-visa.pdf'))
  t.match(pdf.headers, { 'content-type': 'application/pdf', 'content-disposition': /e-visa-.*\.pdf/ })
  t.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-')
  const picture = await browser.get(at('e-visa.png'))
  t.match(picture.headers, { 'content-type': 'image/png', 'cache-control': 'no-store' })
  t.strictSame([...picture.bytes.subarray(1, 4)], [...Buffer.from('PNG')])
  await inFiveLanguages(t, browser, `/applications/${one.reference}/e-visa`)
})

t.test('it is sent again, and not without end', async (t) => {
  const { scene, browser, get } = await traveller(t, 'issued')
  const page = await get('e-visa')
  t.match(page.text('main'), 'camera of a phone', 'where the page that checks is not known')
  const sent = await browser.send(page, {}, '/e-visa')
  t.match(sent.text('[role=status]'), 'It is on its way to you')
  let last = sent
  for (let times = 0; times < 6 && last.status === 200; times++) {
    // What waits is not queued twice.
    await scene.runs.act(() => rows(`UPDATE deliveries SET state = 'sent', next_at = NULL`))
    last = await browser.send(last, {}, '/e-visa')
  }
  t.match([last.status, last.text('[role=alert]')], [429, /sent often enough for one day/])
})

t.test('there is none before it is issued, and none any more once it is revoked', async (t) => {
  const { scene, browser, get, at } = await traveller(t, 'issued')
  const { visa_number } = (await scene.nimali.call('GET', `/v1${at().slice(3)}`)).body
  await scene.store.setVisaStatus(visa_number, 'revoked', 'lost', { actor: 'operator/asel', at: scene.clock.now })
  t.equal((await get('e-visa')).path, at())
  t.equal((await browser.get(at('e-visa.pdf'))).status, 409)
  const other = await scene.paid(scene.nimali)
  t.equal((await browser.get(`/en/applications/${other.reference}/e-visa`)).path, `/en/applications/${other.reference}`)
  t.equal((await browser.get(`/en/applications/${other.reference}/e-visa.pdf`)).status, 404)
})
