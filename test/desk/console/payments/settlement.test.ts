import t from 'tap'
import { findingInWords } from '../../../../desk/console/payments/settlement.ts'
import { en } from '../../../../desk/console/strings/texts.ts'
import { paymentsScene } from './payments-scene.ts'

t.test('the file of a day is asked for, and what does not agree is told with what to do', async (t) => {
  const { at, pay, payments } = await paymentsScene(t)
  const { invoice, id } = await pay('paid-twice')
  const form = await at.get('/en/payments/settlement')
  const page = await at.send(form, { day: '2026-11-22' }, '/settlement')
  t.match(page.text('main'), /The file of 22 November 2026.*terminal 98765432\s*2 lines, read by Olga/s)
  t.match(page.texts('.site-rows li'), [/Charged twice.*line 3.*given back by itself/])
  t.match(page.text('main'), /terminal 11112222.*All of it agrees/s)
  const found = await at.send(page, {}, '/find')
  t.match(found.text('main'), new RegExp(invoice))
  t.match(
    found.document.querySelectorAll('.site-rows a').map((one) => one.getAttribute('href')),
    [String, String],
  )
  t.ok(found.html.includes(id))
  for (const day of ['', '2026-11-31', 'tomorrow', '2027-01-01']) {
    const again = await at.send(form, { day }, '/settlement')
    t.equal(again.status, 422, day)
    t.match(again.text('.govuk-error-summary'), /Choose a day of the calendar/)
    t.equal(again.form('/settlement').fields.day, day)
  }
  await payments.bank.close()
  const away = await at.send(form, { day: '2026-11-22' }, '/settlement')
  t.match(away.text('.govuk-error-summary'), /could not be had/)
  t.match(away.text('main'), /terminal 98765432, the bank did not answer/)
})

t.test('an auditor reads that others ask for it, and a kind that is new is told as it is called', async (t) => {
  const { signedIn, make } = await paymentsScene(t)
  const auditor = await signedIn(await make('Aidos', ['auditor']))
  const page = await auditor.get('/en/payments/settlement')
  t.match(page.text('main'), /Supervisors and operators ask for it/)
  t.equal(page.document.querySelector('main form'), null)
  t.same(findingInWords('of-tomorrow', en), { says: 'of-tomorrow', todo: '' })
})
