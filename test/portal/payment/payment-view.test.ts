import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Words } from '../../../pages/words.ts'
import type { CasePayments } from '../../../portal/own-case.ts'
import { feeInWords, isWebAddress, noticeOf, openPageOf, paymentRows } from '../../../portal/payment/payment-view.ts'
import * as strings from '../../../portal/payment/strings/texts.ts'
import { PAYMENT } from '../../../server/lifecycles/payment-states.ts'
import { ADVICE } from '../../../server/payments/payment-advice.ts'

const texts: Words<typeof strings.en> = strings

const PAID: CasePayments['payments'][number] = {
  ...{ id: 'p1', state: 'paid', amount_minor: 6000, currency: 'USD', invoice: '123456', page: null, expires_at: 1 },
  ...{ created_at: 1_795_323_600, captured_at: 1_795_323_660, captured_minor: 6000, captured_currency: 'USD' },
  ...{ refunded_at: null, has_receipt: true },
}

t.test('every state of a payment and every advice has its words, in every language', async (t) => {
  const states = new Set([...PAYMENT.begins, ...Object.values(PAYMENT.edges).map(({ to }) => to)])
  for (const language of TRAVELLER_LANGUAGES) {
    t.same(Object.keys(texts[language].states).toSorted(), [...states].toSorted(), language)
    t.same(Object.keys(texts[language].advice).toSorted(), [...ADVICE].toSorted(), language)
  }
})

t.test('a payment is told by what the bank took, when, and its receipt', async (t) => {
  const list = (payments: Parameters<typeof paymentRows>[0]['payments']) =>
    paymentRows({ reference: 'K7Q2M4XN9TBD', payments }, 'en')
  const receipt = '/en/applications/K7Q2M4XN9TBD/payments/p1/receipt.pdf'
  t.strictSame(list([PAID]), [{ amount: '60.00\u00a0USD', at: '22 Nov 2026, 10:01', text: 'Paid', receipt }])
  t.match(list([{ ...PAID, captured_minor: 600, state: 'wrong-amount' }]), [{ amount: '6.00\u00a0USD' }])
  const failed = { ...PAID, state: 'failed' as const, captured_at: null, captured_minor: null, captured_currency: null }
  t.match(list([{ ...failed, has_receipt: false }]), [
    { amount: '60.00\u00a0USD', at: '22 Nov 2026, 10:00', receipt: null },
  ])
})

t.test('a browser is led to a page of the web alone', async (t) => {
  t.ok(isWebAddress('https://bank.example/pay/1'))
  for (const address of ['javascript:alert(1)', 'data:text/html,x', '/pay', '//bank.example', ''])
    t.notOk(isWebAddress(address), address)
  const page = 'https://bank.example/pay/1'
  t.strictSame(openPageOf({ payments: [PAID, { ...PAID, page }] }), { page, expiresAt: 1 })
  t.equal(openPageOf({ payments: [{ ...PAID, page: 'javascript:alert(1)' }] }), null)
})

t.test('the fee is told with its currency, and what is unusual beside how the case stands', async (t) => {
  t.equal(feeInWords({ fee: { amount_minor: 6000, currency: 'USD' } }, 'ru'), '60,00\u00a0USD')
  t.equal(feeInWords({ fee: null }, 'ru'), null)
  const notice = (code: (typeof ADVICE)[number]) => noticeOf({ advice: { code, text: '', may_pay: false } }, 'en')
  t.match(notice('person-looks'), { title: /person looks/ })
  t.equal(notice('paid'), null)
})
