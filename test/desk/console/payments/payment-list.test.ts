import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { paymentsScene } from './payments-scene.ts'

t.test('what is to be settled stands first, and others by their state', async (t) => {
  const { at, pay, signedIn, make } = await paymentsScene(t)
  t.match((await at.get('/en/payments')).text('main'), /Nothing has to be settled/)
  const wrong = await pay('wrong-amount')
  const paid = await pay()
  const list = await at.get('/en/payments')
  const [row, ...others] = list.texts('.site-rows li')
  t.same(others, [])
  t.match(row, /60\.00.USD.*wrong amount/)
  t.match(row, new RegExp(formatVisaNumber(wrong.reference)))
  t.match(row, /1\.00.USD came, which is not the fee.*then give it back/)
  t.equal(list.document.querySelector('.site-rows a')?.getAttribute('href'), `/en/payments/${wrong.id}`)
  const rows = async (query: string) => (await at.get(`/en/payments?${query}`)).texts('.site-rows li')
  t.match(await rows('state=paid'), [new RegExp(paid.invoice)])
  t.match(await rows('state=all'), [new RegExp(paid.invoice), new RegExp(wrong.invoice)], 'the newest first')
  t.same(await rows('state=lost'), [])
  t.match(await rows('state=nonsense'), [/wrong amount/])
  t.match(await rows(`state=all&after=${paid.id}`), [/wrong amount/])
  t.match((await at.get(`/en/payments?state=all&after=${paid.id}`)).text('main'), /From the beginning/)
  t.match(await (await at.get('/en/')).text('main'), /Payments that want a person/)
  for (const [role, href] of [
    ['supervisor', '/en/payments'],
    ['auditor', '/en/payments'],
  ] as const)
    t.ok(
      (await (await signedIn(await make(`A ${role}`, [role]))).get('/en/')).document
        .querySelectorAll('main a')
        .some((one) => one.getAttribute('href') === href),
    )
})

t.test('a payment is found by its case and by its invoice, and neither stands in an address', async (t) => {
  const { at, pay } = await paymentsScene(t)
  const { id, invoice, reference } = await pay('wrong-amount')
  const list = await at.get('/en/payments')
  for (const named of [invoice, formatVisaNumber(reference).toLowerCase()]) {
    const found = await at.send(list, { named }, '/find')
    t.equal(found.path, '/en/payments/find')
    t.equal(found.document.querySelector('.site-rows a')?.getAttribute('href'), `/en/payments/${id}`)
    t.notMatch(found.text('title'), new RegExp(named))
  }
  for (const [named, told] of [
    ['999999', /There is no payment of this/],
    ['', /Type a reference or an invoice/],
    ['<b>', /There is no payment of this/],
  ] as const) {
    const again = await at.send(list, { named }, '/find')
    t.equal(again.status, 422)
    t.match(again.text('.govuk-error-summary'), told)
    t.equal(again.form('/find').fields.named, named, 'what was typed is still there')
  }
  t.equal((await at.get('/en/payments/find')).path, '/en/payments')
})
