import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { TEST_STATES, testAcquirer } from '../../../server/payments/test-acquirer.ts'
import { CHARGE_STATES } from '../../../server/store/payment-store.ts'

// What a bank that works tells is told by the tests of its routes; here it tells whatever it likes.
async function telling(t: Test, answer: unknown) {
  const server = createServer((request, response) => {
    const body = request.url === '/oauth2/token' ? { access_token: 't' } : answer
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = testAcquirer({ url, clientId: 'c', secret: 's', terminals: ['98765432'] })
  t.teardown(async () => {
    await client.close()
    server.close()
  })
  return client
}

const OF = { invoice: '123456000001', terminal: '98765432' }
const TRANSACTION = {
  ...{ id: 't1', invoiceID: OF.invoice, amount: 60.5, currency: 'USD', terminalID: OF.terminal, statusName: 'CHARGE' },
  chargedDate: '2026-11-22T11:00:00+06:00',
}
const told = async (t: Test, change: object, resultCode: unknown = '100') =>
  (await telling(t, { resultCode, transaction: { ...TRANSACTION, ...change }, more: 1 })).chargesOf(OF)

t.test('a charge is read with its amount, its terminal and its time', async (t) => {
  t.strictSame(await told(t, {}), {
    ok: true,
    value: [
      {
        ...{ transactionId: 't1', ...OF, state: 'captured', minor: 6050, currency: 'USD', capturedAt: 1_795_323_600 },
      },
    ],
  })
})

t.test('only the states that are documented are known, each as one of ours', async (t) => {
  for (const state of Object.values(TEST_STATES)) t.ok(CHARGE_STATES.includes(state))
  for (const statusName of ['ASTRAY', 'charge', '', 'toString', '__proto__'])
    t.match(await told(t, { statusName }), { ok: true, value: [{ state: 'not-listed' }] }, statusName)
})

t.test('whatever is not of this shape is not understood, and pays nothing', async (t) => {
  for (const change of [
    { amount: '60' },
    { amount: -60 },
    { amount: 60.005 },
    { amount: 1e21 },
    { currency: 'dollars' },
    { invoiceID: 5 },
    { statusName: null },
    { id: '' },
  ])
    t.match(await told(t, change), { ok: false, error: { kind: 'not-understood' } }, JSON.stringify(change))
  for (const answer of ['<html>', 'null', '[]', { resultCode: 100 }, { resultCode: '555' }, { resultCode: '100' }])
    t.match(await (await telling(t, answer)).chargesOf(OF), { ok: false, error: { kind: 'not-understood' } })
  t.match(await told(t, { chargedDate: 'yesterday' }), { ok: true, value: [{ capturedAt: null }] })
})

t.test('an invoice that nothing is known of has no charges', async (t) => {
  for (const resultCode of ['102', '103'])
    t.strictSame(await (await telling(t, { resultCode })).chargesOf(OF), { ok: true, value: [] })
})

t.test('a page that is no address is not one', async (t) => {
  const order = {
    ...OF,
    reference: '23456789ABCK',
    minor: 1,
    currency: 'USD',
    language: 'en',
    expiresAt: 1,
    returnAddress: '',
    noticeAddress: '',
  } as const
  for (const page of [undefined, 5, 'javascript:alert(1)', ''])
    t.match(await (await telling(t, { page })).openPayment(order), { ok: false, error: { kind: 'not-understood' } })
})
