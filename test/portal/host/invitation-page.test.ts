import t from 'tap'
import { hosting, idIn, TYPED } from './made-hosting.ts'

t.test('a host registers, is confirmed, invites one, and sees whose turn it is', async (t) => {
  const { host, asel, bolat, draft } = await hosting(t)
  const kept = await draft()
  t.equal(kept.status, 200)
  t.equal(kept.text('h1'), 'PERERA, NIMAL')
  t.match(kept.text('.site-card'), /Draft.*your turn.*22 December 2026/s)
  const sent = await host.send(kept)
  const id = idIn(sent)
  t.match(sent.text('.site-card'), /Submitted.*officers' turn.*5 business days.*22 December 2026/s)
  await asel('POST', `/v1/invitations/${id}/take-up`)
  await bolat('POST', `/v1/invitations/${id}/approval`)
  const approved = await host.get(sent.path)
  t.match(approved.text('.site-card'), /Approved.*traveller's turn.*good until 20 December 2026/s)
  const { number } = (await asel('GET', `/v1/invitations/${id}`)).body
  t.match(number, /^\d{10}$/)
  t.notOk(approved.html.includes(number), "the number is the traveller's")
  t.match((await host.get('/en/host')).text('.site-rows'), /PERERA, NIMAL.*Approved/)
  t.strictSame(
    approved.texts('.site-timeline li').map((text) => text.replace(/ ?\d.*$/, '')),
    ['Begun', 'Submitted', 'Taken up by an officer', 'Approved; the number went to the traveller'],
  )
})

t.test('all that is in the way of a submission is told beside what it is about, and nothing is lost', async (t) => {
  const { host, draft } = await hosting(t)
  const kept = await draft({ 'valid_from-year': '2025', stay_days: '900' })
  const sent = await host.send(kept)
  t.equal(sent.status, 422)
  t.match(sent.text('.govuk-error-summary'), /already past/)
  t.match(sent.text('#stay_days .govuk-error-message'), /allows/)
  const change = await host.get(`${kept.path}/change`)
  t.equal(change.form('/change').fields['valid_from-year'], '2025')
  const mended = await host.send(change, { ...TYPED })
  t.match((await host.send(mended)).text('.site-card'), 'Submitted')
})

t.test('what was submitted is corrected by another one, which takes its place once it is submitted', async (t) => {
  const { host, sent: submitted } = await hosting(t)
  const first = await submitted()
  const link = first.document.querySelectorAll('a').find(({ textContent }) => textContent.startsWith('Correct it'))
  const form = await host.get(link?.getAttribute('href') ?? '')
  t.equal(form.form('/new').fields.surname, 'PERERA')
  const kept = await host.send(form, { surname: 'PEREIRA' })
  t.match(kept.text('.site-card'), 'takes the place of an earlier invitation')
  t.match((await host.get(first.path)).text('.site-card'), 'Submitted', 'until then it stays')
  const second = await host.send(kept)
  t.not(idIn(second), idIn(first))
  t.match(second.text('.site-card'), 'Submitted')
  t.match((await host.get(first.path)).text('.site-card'), 'Called off')
})
