import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { request } from 'undici'
import { testAcquirer } from '../../server/payments/test-acquirer.ts'
import { CLIENT, LATE_SECONDS, madeAcquirer, payAt, TERMINALS } from './made-acquirer.ts'
import { NOW } from './made-order.ts'

t.test('what is to be done later is done once its time has come, and told', async (t) => {
  const heard: string[] = []
  const shop = createServer(async (request, response) => {
    heard.push(await text(request))
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => shop.once('listening', resolve))
  const clock = { now: NOW }
  const { url, work } = await madeAcquirer(t, clock, 'capture-late')
  const client = testAcquirer({ url, ...CLIENT, terminals: TERMINALS })
  t.teardown(async () => {
    await client.close()
    shop.close()
  })
  const of = { invoice: '123456000001', terminal: '98765432' }
  const page = await client.openPayment({
    ...{
      ...of,
      reference: '23456789ABCK',
      minor: 6000,
      currency: 'USD',
      language: 'en' as const,
      expiresAt: NOW + 100,
      returnAddress: 'http://127.0.0.1:9/',
    },
    noticeAddress: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`,
  })
  if (!page.ok) return t.fail(page.error.code)
  await payAt(page.value, 'capture-late')
  await work()
  t.match(await client.chargesOf(of), { value: [{ state: 'begun' }] })
  t.equal(heard.length, 0)
  clock.now = NOW + 100 + LATE_SECONDS
  await work()
  t.match(await client.chargesOf(of), { value: [{ state: 'captured', capturedAt: clock.now }] })
  t.match(JSON.parse(heard[0] ?? '{}'), { test: true, invoiceId: of.invoice, code: 'ok' })
})

t.test('a page of the world whose name leads here neither sees nor sets anything', async (t) => {
  const { url, store } = await madeAcquirer(t, { now: NOW })
  const { port } = new URL(url)
  const headers = { host: `evil.example:${port}`, 'content-type': 'application/x-www-form-urlencoded' }
  for (const options of [{ method: 'GET' }, { method: 'POST', body: 'fault=notice-lost' }] as const) {
    const { statusCode, body } = await request(url, { ...options, headers })
    t.equal(statusCode, 421)
    t.notMatch(await body.text(), /Menu of faults/)
  }
  t.equal(store.setting('fault'), null)
  const own = await request(url, { headers: { host: `localhost:${port}` } })
  t.match([own.statusCode, await own.body.text()], [200, /Menu of faults/])
})
