import t from 'tap'
import { paymentsScene } from './payments-scene.ts'

t.test('a payment tells how it came to what it is, with what the bank and its files said', async (t) => {
  const { at, pay, built, signedIn, make } = await paymentsScene(t)
  const { id, reference } = await pay('paid-twice')
  await built.authority('POST', '/v1/settlements', { day: '2026-11-22' })
  const page = await at.get(`/en/payments/${id}`)
  t.match(page.text('main'), /Payment: paid/)
  t.same(
    page.texts('.site-timeline li').map((one) => one.split(/\d/)[0]?.trim()),
    ['begun', 'at the bank', 'the bank is asked', 'paid'],
  )
  t.match(page.text('main'), /In the bank's files.*Charged twice.*The second one is given back by itself/s)
  t.match(page.text('main'), /Letters about the fees.*Receipt: waits/s)
  t.match(page.text('main'), /How often the bank was asked 1/)
  t.equal(page.document.querySelector(`main a[href="/en/cases/${reference}"]`), null, 'an operator reads no cases')
  const auditor = await signedIn(await make('Aidos', ['auditor']))
  t.ok((await auditor.get(`/en/payments/${id}`)).document.querySelector(`main a[href="/en/cases/${reference}"]`))
  const { payments } = (await built.authority('GET', '/v1/payments?state=refund-due')).body
  const second = await at.get(`/en/payments/${payments[0].id}`)
  t.equal(second.document.querySelector(`main a[href="/en/payments/${id}"]`)?.text, 'the first payment')
  for (const language of ['ru', 'kk']) t.equal((await at.get(`/${language}/payments/${id}`)).status, 200)
})
