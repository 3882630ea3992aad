import t from 'tap'
import { testAcquirer } from '../../server/payments/test-acquirer.ts'
import { atPage, CARD, CLIENT, DECLINED_CARD, madeAcquirer, TERMINALS } from './made-acquirer.ts'
import { NOW } from './made-order.ts'

async function opened(t: import('tap').Test) {
  const clock = { now: NOW }
  const bank = await madeAcquirer(t, clock)
  const client = testAcquirer({ url: bank.url, ...CLIENT, terminals: TERMINALS })
  t.teardown(() => client.close())
  const of = { invoice: '123456000001', terminal: '98765432' }
  const page = await client.openPayment({
    ...{
      ...of,
      reference: '23456789ABCK',
      minor: 6000,
      currency: 'USD',
      language: 'ru' as const,
      expiresAt: NOW + 1200,
    },
    ...{ returnAddress: 'http://127.0.0.1:9/back', noticeAddress: 'http://127.0.0.1:9/notice' },
  })
  if (!page.ok) throw new Error(page.error.code)
  return { bank, client, clock, of, page: page.value }
}

t.test('a payer types the card, confirms, and goes back; the page is over then', async (t) => {
  const { client, of, page } = await opened(t)
  t.match(await atPage(page), { status: 200, text: /ТЕСТ/ })
  t.match(await atPage(page, { card: '4111 1111 1111 1111' }), { status: 400, text: /class="wrong"/ })
  t.match(await atPage(page, { card: CARD }), { status: 303, location: /\/3ds$/ })
  t.match(await atPage(page), { text: /завершён/ }, 'the card is typed once')
  t.match(await atPage(`${page}/3ds`), { status: 200 })
  t.match(await client.chargesOf(of), { value: [{ state: 'begun' }] })
  t.match(await atPage(`${page}/3ds`, { code: '1234' }), { status: 303, location: 'http://127.0.0.1:9/back' })
  t.match(await client.chargesOf(of), { value: [{ state: 'captured', minor: 6000, capturedAt: NOW }] })
  for (const form of [undefined, { code: '1234' }]) t.match(await atPage(`${page}/3ds`, form), { text: /завершён/ })
})

t.test('a wrong code is typed again, and with the right one it is paid', async (t) => {
  const { client, of, page } = await opened(t)
  await atPage(page, { card: CARD })
  t.notMatch((await atPage(`${page}/3ds`)).text, /class="wrong"/)
  t.match(await atPage(`${page}/3ds`, { code: '9999' }), { status: 400, text: /Введите его ещё раз/ })
  t.match(await client.chargesOf(of), { value: [{ state: 'begun' }] })
  t.match(await atPage(`${page}/3ds`, {}), { status: 400, text: /Осталась одна попытка/ })
  t.match(await atPage(`${page}/3ds`), { status: 200, text: /Осталась одна попытка/ }, 'loaded anew it says the same')
  t.match(await atPage(`${page}/3ds`, { code: '1234' }), { status: 303, location: /back$/ })
  t.match(await client.chargesOf(of), { value: [{ state: 'captured' }] })
})

t.test('a card that is declined, and a third wrong code, charge nothing', async (t) => {
  const { client, of, page } = await opened(t)
  t.match(await atPage(page, { card: DECLINED_CARD }), { status: 303, location: /back$/ })
  t.match(await client.chargesOf(of), { value: [{ state: 'failed', capturedAt: null }] })
  const other = await opened(t)
  await atPage(other.page, { card: CARD })
  for (const status of [400, 400, 303]) t.equal((await atPage(`${other.page}/3ds`, { code: '9999' })).status, status)
  t.match(await other.client.chargesOf(other.of), { value: [{ state: 'failed' }] })
})

t.test('a page that ran out takes no card, and one that is not there is said', async (t) => {
  const { bank, clock, page } = await opened(t)
  clock.now += 1200
  t.match(await atPage(page, { card: CARD }), { status: 200, text: /истекло/ })
  t.match(await atPage(`${bank.url}/pay/${'0'.repeat(32)}`), { status: 404, text: /TEST/ })
})

t.test('the menu sets what all orders meet', async (t) => {
  const { bank } = await opened(t)
  t.match(await atPage(bank.url, { fault: 'notice-lost' }), { status: 303 })
  t.match(await atPage(bank.url), { text: /value="notice-lost"[^>]* checked/ })
  t.match(await atPage(bank.url, { fault: 'no such' }), { status: 400 })
})
