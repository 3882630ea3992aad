import t from 'tap'
import { paymentsScene } from './payments-scene.ts'

t.test('a wrong amount is given back after a question, once, by name', async (t) => {
  const { at, pay, payments, built, make, signedIn } = await paymentsScene(t)
  const { id } = await pay('wrong-amount')
  const page = await at.get(`/en/payments/${id}`)
  t.match(page.text('main'), /wrong amount.*What the bank took 1\.00.USD/)
  for (const reason of ['', 'no', 'x'.repeat(501)]) {
    const again = await at.send(page, { reason }, '/back')
    t.equal(again.status, 422)
    t.match(again.text('.govuk-error-summary'), /3 to 500 letters/)
  }
  const question = await at.send(page, { reason: 'one <b>dollar</b> came' }, '/back')
  t.equal(question.text('h1'), 'Give this amount back?')
  t.match(question.text('main'), /1\.00.USD goes back to the card that it came from/)
  t.match((await built.authority('GET', `/v1/payments/${id}`)).body, { state: 'wrong-amount' }, 'nothing is done yet')
  const back = await at.send(question, { back: 'yes' })
  t.equal(back.form('/back').fields.reason, 'one <b>dollar</b> came')
  const done = await at.send(question)
  t.equal(done.path, `/en/payments/${id}`)
  t.match(done.text('h1'), /to be returned/)
  t.equal((await at.send(question)).path, `/en/payments/${id}`, 'a second press does nothing else')
  await payments.pass(10)
  t.match((await at.get(`/en/payments/${id}`)).text('main'), /Payment: returned.*one <b>dollar<\/b> came/)
  const acts = (await built.store.auditAfter(0, 999)).filter(({ subject }) => subject === id)
  t.match(
    acts.find(({ act }) => act === 'payment-owe-back'),
    { actor: 'person/Olga' },
  )
  const other = await signedIn(await make('Saule', ['supervisor']))
  const late = await other.post(`/en/payments/${id}/back`, { ...(await formOf(page)), reason: 'mine', sure: 'yes' })
  t.equal(late.status, 403, 'by the form of another session')
})

t.test('who comes second is told, and reads what they wrote; whoever may only read gives nothing back', async (t) => {
  const { at, pay, built, make, signedIn } = await paymentsScene(t)
  const { id } = await pay('wrong-amount')
  const auditor = await signedIn(await make('Aidos', ['auditor']))
  const read = await auditor.get(`/en/payments/${id}`)
  t.equal(read.status, 200)
  t.equal(read.document.querySelector('main form'), null)
  const list = await auditor.get('/en/payments')
  const { _form = '' } = list.form('/find').fields
  const tried = await auditor.post(`/en/payments/${id}/back`, { _form, reason: 'mine to take', sure: 'yes' })
  t.equal(tried.status, 403)
  const question = await at.send(await at.get(`/en/payments/${id}`), { reason: 'one dollar came' }, '/back')
  t.equal((await built.authority('POST', `/v1/payments/${id}/owe-back`, { reason: 'faster' })).status, 200)
  const late = await at.send(question)
  t.equal(late.status, 409)
  t.match(late.text('.govuk-error-summary'), /somebody else was faster/)
  t.match(late.text('main'), /What you wrote\s*one dollar came/)
  t.match(late.text('main'), /faster/)
})

t.test('the fee of a case that goes on is not given back', async (t) => {
  const { at, pay } = await paymentsScene(t)
  const { id } = await pay()
  const page = await at.get(`/en/payments/${id}`)
  t.match(page.text('main'), /It is the fee of a case that goes on/)
  t.equal(page.document.querySelector('main form'), null)
  t.equal((await at.get(`/en/payments/${'0'.repeat(36)}`)).status, 404)
  t.equal((await at.get('/en/payments/none')).status, 404)
})

const formOf = async (page: { form(action: string): { fields: Readonly<Record<string, string>> } }) =>
  page.form('/back').fields
