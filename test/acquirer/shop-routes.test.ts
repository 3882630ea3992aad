import t from 'tap'
import { request } from 'undici'
import { testAcquirer } from '../../server/payments/test-acquirer.ts'
import { CLIENT, madeAcquirer, payAt, TERMINALS } from './made-acquirer.ts'
import { NOW } from './made-order.ts'

const ORDER = {
  reference: '23456789ABCK',
  ...{ invoice: '123456000001', terminal: '98765432', minor: 6000, currency: 'USD', language: 'en' as const },
  ...{ expiresAt: NOW + 1200, returnAddress: 'http://127.0.0.1:9/back', noticeAddress: 'http://127.0.0.1:9/notice' },
}

async function shop(t: import('tap').Test) {
  const bank = await madeAcquirer(t, { now: NOW })
  const client = testAcquirer({ url: bank.url, ...CLIENT, terminals: TERMINALS })
  t.teardown(() => client.close())
  return { bank, client }
}

t.test('nothing is told or done without a token', async (t) => {
  const { bank } = await shop(t)
  for (const [method, path] of [
    ['POST', '/payments'],
    ['GET', '/check-status/payment/transaction/123456000001?terminal=98765432'],
    ['POST', '/operation/t1/refund'],
    ['GET', '/settlements/2026-11-22?terminal=98765432'],
  ] as const) {
    const answer = await request(`${bank.url}${path}`, { method })
    t.equal(answer.statusCode, 401, path)
    t.match(answer.headers['x-test-acquirer'], /TEST/)
    t.match(await answer.body.json(), { test: true })
  }
})

t.test('the same order opens the same page, and another amount under its invoice none', async (t) => {
  const { client } = await shop(t)
  const first = await client.openPayment(ORDER)
  t.strictSame(await client.openPayment(ORDER), first)
  t.match(await client.openPayment({ ...ORDER, minor: 1 }), { ok: false, error: { kind: 'refused', code: '409' } })
  t.match(await client.openPayment({ ...ORDER, terminal: '5' }), { ok: false, error: { code: '400' } })
})

t.test('a refund is done once under its id, and only of what was charged', async (t) => {
  const { client } = await shop(t)
  const page = await client.openPayment(ORDER)
  if (!page.ok) return t.fail(page.error.code)
  await payAt(page.value)
  const charges = await client.chargesOf(ORDER)
  const transactionId = charges.ok ? (charges.value[0]?.transactionId ?? '') : ''
  const refund = { ...ORDER, transactionId, refundId: 'r1' }
  for (const _ of [1, 2]) t.match(await client.refund(refund), { ok: true })
  t.match(await client.refund({ ...refund, refundId: 'r2' }), { ok: false, error: { code: '409' } })
  t.match(await client.refund({ ...refund, transactionId: 'none' }), { ok: false, error: { code: '404' } })
  const file = await client.settlement('2026-11-22', '98765432')
  t.match(file.ok && file.value.match(/,(CHARGE|REFUND),/g), [',CHARGE,', ',REFUND,'])
})
