import t from 'tap'
import { testAcquirer } from '../../../server/payments/test-acquirer.ts'
import { atPage, CARD, CLIENT, DECLINED_CARD, payAt, TERMINALS } from '../../acquirer/made-acquirer.ts'
import { traveller } from '../case/traveller.ts'
import { inFiveLanguages } from '../in-five-languages.ts'

const refreshOf = (headers: Readonly<Record<string, unknown>>) => String(headers.refresh)

t.test(
  'a payer is told the amount, what is given back and where the bank is; then goes there and comes back',
  async (t) => {
    const { scene, browser, at, get } = await traveller(t, 'submitted')
    const pay = await get('pay')
    t.match(pay.text('.site-amount'), /60\.00\sUSD/)
    t.match(pay.text('main'), /Not given back: if the e-visa is refused/)
    t.match(pay.text('main'), new RegExp(`Its address begins with ${scene.bank.url}`))
    t.match(pay.text('main'), /test bank: no money is taken/)
    const leaving = await browser.send(pay, {}, '/pay')
    t.equal(leaving.status, 200, 'browsers follow a form to nowhere else')
    const [, page = ''] = /^0;url=(.*)$/.exec(refreshOf(leaving.headers)) ?? []
    t.ok(page.startsWith(`${scene.bank.url}/pay/`), page)
    t.equal(leaving.document.querySelector('main a')?.getAttribute('href'), page, 'by hand, too')
    t.match(leaving.text('main'), new RegExp(scene.bank.url))
    const back = await payAt(page, 'notice-lost')
    t.equal(back?.split('?')[0], `http://portal.test${at('pay/back')}`)
    const asking = await browser.get(at('pay/back'))
    t.match(asking.text('[aria-live] '), /We are asking the bank.*Do not pay again/)
    t.match(asking.html, /<noscript><meta http-equiv="refresh" content="5"><\/noscript>/)
    t.notOk(asking.html.includes('action="/en/applications'), 'nothing on it pays again')
    await scene.pass(10)
    const paid = await browser.get(at('pay/back'))
    t.equal(paid.path, at())
    t.match(paid.text('h1'), 'The fee is paid')
    t.equal((await browser.send(pay, {}, '/pay')).path, at(), 'paid in another window: not again')
  },
)

t.test('whatever the address says when the bank sends somebody back is not read', async (t) => {
  const { browser, at } = await traveller(t, 'submitted')
  const back = await browser.get(`${at('pay/back')}?status=paid&result=success`)
  t.equal(back.path, at('pay'), 'nothing was begun, so nothing was paid')
})

t.test('clicked twice at once it is one payment, and its page stays open to go on', async (t) => {
  const { scene, browser, at, get } = await traveller(t, 'submitted')
  const pay = await get('pay')
  const both = await Promise.all([browser.send(pay, {}, '/pay'), browser.send(pay, {}, '/pay')])
  t.equal(refreshOf(both[0].headers), refreshOf(both[1].headers))
  const asking = await browser.get(at('pay'))
  t.equal(asking.path, at('pay/back'), 'a payment that is open is not begun anew')
  const [, page] = /^0;url=(.*)$/.exec(refreshOf(both[0].headers)) ?? []
  t.ok(asking.document.querySelectorAll('a').some((link) => link.getAttribute('href') === page))
  t.match((await browser.get(at())).text('.govuk-button'), 'See what became of the payment')
  t.match((await scene.nimali.call('GET', `/v1${at('').slice(3)}/payments`)).body.payments, { length: 1 })
})

t.test('a card that is refused, and a page whose time ran out: what happened, and paying again', async (t) => {
  const { scene, browser, at, get } = await traveller(t, 'submitted')
  const leave = async () => {
    const leaving = await browser.send(await get('pay'), {}, '/pay')
    return /^0;url=(.*)$/.exec(refreshOf(leaving.headers))?.[1] ?? ''
  }
  const page = await leave()
  await atPage(page, { card: DECLINED_CARD, fault: 'none' })
  await scene.pass(20 * 60 + 20)
  const failed = await browser.get(at('pay/back'))
  t.match(failed.text('h1'), 'The payment was not made')
  t.match(failed.texts('.site-list li').join(), /nothing was taken/)
  const again = await browser.send(failed, {}, '/pay')
  const [, next = ''] = /^0;url=(.*)$/.exec(refreshOf(again.headers)) ?? []
  t.not(next, page)
  await atPage(next, { card: CARD, fault: 'none' })
  await atPage(`${next}/3ds`, { code: '1234' })
  await scene.pass(10)
  const paid = await browser.get(at('pay/back'))
  t.equal(paid.path, at())
})

t.test('another amount than the fee: nobody pays again, a person looks', async (t) => {
  const { scene, browser, at, get } = await traveller(t, 'submitted')
  const leaving = await browser.send(await get('pay'), {}, '/pay')
  await payAt(/url=(.*)$/.exec(refreshOf(leaving.headers))?.[1] ?? '', 'wrong-amount')
  await scene.pass(20)
  const looked = await browser.get(at('pay/back'))
  t.match(looked.text('main'), /A person looks at your payment.*Do not pay again.*An amount came that is not the fee/)
  t.equal((await get('pay')).path, at('pay/back'))
  t.match((await get()).text('main'), /A person looks at your payment/)
})

t.test('paid twice: the second goes back by itself, and both have a receipt', async (t) => {
  const { scene, browser, at, get } = await traveller(t, 'submitted')
  const leaving = await browser.send(await get('pay'), {}, '/pay')
  await payAt(/url=(.*)$/.exec(refreshOf(leaving.headers))?.[1] ?? '', 'paid-twice')
  await scene.pass(20)
  await scene.settle('2026-11-22')
  await scene.pass(60)
  const page = await get()
  t.match(page.text('h1'), 'The fee is paid')
  t.match(page.texts('.site-list li').join(' | '), /(Paid a second time|went back to the card|going back)/)
  const receipts = page.document
    .querySelectorAll('a')
    .map((link) => link.getAttribute('href') ?? '')
    .filter((href) => href.endsWith('/receipt.pdf'))
  t.equal(receipts.length, 2)
  const receipt = await browser.get(receipts[0] ?? '')
  t.match(receipt.headers, { 'content-type': 'application/pdf', 'content-disposition': /receipt-\d+\.pdf/ })
  t.match(receipt.bytes.subarray(0, 5).toString(), '%PDF-')
  t.equal((await browser.get(at('payments/none/receipt.pdf'))).status, 404)
})

t.test('a bank that cannot be reached takes nothing, and the page says so', async (t) => {
  const acquirer = testAcquirer({ url: 'http://127.0.0.1:9', ...CLIENT, terminals: TERMINALS, answerMs: 200 })
  t.teardown(() => acquirer.close())
  const { browser, get, at } = await traveller(t, 'submitted', {}, { acquirer })
  const away = await browser.send(await get('pay'), {}, '/pay')
  t.equal(away.status, 503)
  t.equal(away.path, at('pay'))
  t.match(away.text('.govuk-error-summary'), /The bank cannot be reached just now. Nothing was taken/)
  t.ok(away.form('/pay'), 'and it can be tried again')
})

t.test('where no bank is set the page says that nothing can be paid', async (t) => {
  const { get } = await traveller(t, 'submitted', {}, { acquirer: undefined })
  const pay = await get('pay')
  t.match(pay.text('main'), /Nothing can be paid here now/)
  t.equal(pay.document.querySelector('form[action$="/pay"]'), null)
})

t.test('paying is said in every language', async (t) => {
  const { browser, one, get } = await traveller(t, 'submitted')
  const pay = await get('pay')
  await inFiveLanguages(t, browser, `/applications/${one.reference}/pay`)
  await browser.send(pay, {}, '/pay')
  await inFiveLanguages(t, browser, `/applications/${one.reference}/pay/back`)
})
