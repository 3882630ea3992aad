import t from 'tap'
import { payAt } from '../../acquirer/made-acquirer.ts'
import { paymentScene } from '../payments/payment-scene.ts'

t.test('the desk sees what waits for a person, and gives it back', async (t) => {
  const { newCase, begin, authority, operator, pass, person, store } = await paymentScene(t)
  const made = await newCase()
  const { body } = await begin(made)
  await payAt(body.page, 'wrong-amount')
  await pass(10)
  t.match((await authority('GET', '/v1/payments?state=wrong-amount')).body, {
    payments: [
      { id: body.id, reference: made.reference, captured_minor: 100, transaction: String, terminal: '98765432' },
    ],
    complete: true,
  })
  t.same((await authority('GET', '/v1/payments?state=paid')).body.payments, [])
  t.same((await authority('GET', `/v1/payments?after=${body.id}`)).body.payments, [])
  t.match((await authority('GET', `/v1/payments/${body.id}`)).body, { state: 'wrong-amount' })
  const back = `/v1/payments/${body.id}/owe-back`
  for (const sent of [undefined, {}, { reason: '' }, { reason: '   ' }, { reason: 'x'.repeat(501) }])
    t.equal((await authority('POST', back, sent)).status, 400)
  t.equal((await person.call('POST', back, { reason: 'mine' })).status, 403)
  const officer = await operator('Әсел')
  t.match(await officer('POST', back, { reason: 'one dollar came' }), {
    status: 200,
    body: { state: 'refund-due', reason: 'one dollar came' },
  })
  t.match(await officer('POST', back, { reason: 'again' }), { status: 409, body: { detail: /It is refund-due/ } })
  await pass(10)
  t.match((await authority('GET', `/v1/payments/${body.id}`)).body, { state: 'refunded' })
  const acts = (await store.auditAfter(0, 100)).filter(({ subject }) => subject === body.id)
  t.match(
    acts.find(({ act }) => act === 'payment-owe-back'),
    { actor: 'operator/Әсел' },
  )
  t.notMatch(JSON.stringify(acts), /one dollar/, 'what a person wrote is in no trail')
})

t.test("the bank's file is taken as it is, and a wrong one is told", async (t) => {
  const { newCase, begin, authority, options, clock, pass, told, person } = await paymentScene(t)
  const made = await newCase()
  const { body } = await begin(made)
  await payAt(body.page, 'paid-twice')
  await pass(10)
  const file = await options.acquirerOf('test')?.settlement('2026-11-22', '98765432')
  const csv = { 'content-type': 'text/csv' }
  const send = (text: string) => authority('POST', '/v1/settlements', text, csv)
  const first = await send(file?.ok ? file.value : '')
  t.match(first, { status: 200, body: { lines: 2, read_at: clock.now, findings: [{ kind: 'charged-twice' }] } })
  t.strictSame((await send(file?.ok ? file.value : '')).body, first.body)
  await pass(10)
  t.match((await told(made)).body.payments, [{ state: 'refunded' }, { state: 'paid' }])
  t.match(await send('a,b\n1,2\n'), { status: 400, body: { detail: /Not taken: this is no settlement file/ } })
  t.equal((await authority('POST', '/v1/settlements', { a: 1 })).status, 415)
  t.equal((await authority('POST', '/v1/settlements', 'x', { 'content-type': 'text/plain' })).status, 415)
  t.equal((await person.call('POST', '/v1/settlements', {})).status, 403)
})

t.test('what is no payment is not there, and none of it is for anybody else', async (t) => {
  const { authority, nobody, person, enrol } = await paymentScene(t)
  t.equal((await authority('GET', `/v1/payments/${'0'.repeat(36)}`)).status, 404)
  t.equal((await authority('GET', '/v1/payments/1')).status, 400)
  t.equal((await authority('GET', '/v1/payments?state=lost-in-space')).status, 400)
  t.equal((await authority('POST', `/v1/payments/${'0'.repeat(36)}/owe-back`, { reason: 'why' })).status, 404)
  t.equal((await nobody('GET', '/v1/payments')).status, 401)
  t.equal((await person.call('GET', '/v1/payments')).status, 403)
  t.equal((await (await enrol('border')).call('GET', '/v1/payments')).status, 403)
})
