import t from 'tap'
import { caseView, edgeInWords, hasVisa, questionOf } from '../../../portal/case/case-view.ts'
import type { CasePayments, OwnCase } from '../../../portal/own-case.ts'

const reference = 'K7Q2M4XN9TBD'
const NOTHING: CasePayments = {
  ...{ reference, fee: null, bank: null, payments: [] },
  advice: { code: 'nothing', text: '', may_pay: false },
}
const ISSUED: OwnCase = {
  ...{ reference, state: 'issued', turn: 'nobody', until: null, may: ['ask-correction'], language: 'en', revision: 7 },
  ...{ pages: [], missing: [], copy: null, submission: null, content: null, payment_open: false, paid_at: 1 },
  ...{ complete_at: 1, due_at: 2, visa_number: reference, created_at: 1, timeline: [], messages: [], corrections: [] },
  ...{ refusal: null, erasable_from: null, undelivered: null },
  visa: { status: 'valid', entries_used: 0, valid_until: '2026-12-21', uncorrectable: null },
}
const view = (change: Partial<OwnCase>, payments: Partial<CasePayments> = {}) =>
  caseView({ ...ISSUED, ...change }, { ...NOTHING, ...payments }, 'en')

t.test('there is one next step, by whose turn it is', async (t) => {
  const pay = { advice: { code: 'pay', text: '', may_pay: true } } as const
  const asking = { advice: { code: 'asking', text: '', may_pay: false } } as const
  t.match(view({ state: 'submitted', visa: null }, pay).step, {
    kind: 'pay',
    href: `/en/applications/${reference}/pay`,
  })
  t.match(view({ state: 'submitted', visa: null }, asking).step, { kind: 'ask-bank' })
  t.match(view({ state: 'information-asked', visa: null }).step, { kind: 'answer' })
  t.match(view({}).step, { kind: 'visa' })
  t.equal(view({ state: 'review', visa: null }).step, null, 'it is not the turn of the traveller')
  t.match(view({ state: 'refused', visa: null }).step, { kind: 'again', href: '/en/apply' })
})

t.test('while the bank is asked nobody is asked to pay, and it is our turn', async (t) => {
  const advice = { code: 'asking', text: '', may_pay: false } as const
  const { standing, paymentNotice } = view({ state: 'submitted', turn: 'traveller', until: 5, visa: null }, { advice })
  t.match(standing, { title: 'We are asking the bank', turn: 'It is our turn', until: null })
  t.equal(paymentNotice, null, 'it is said once')
  t.match(view({ state: 'paid' }, { advice: { ...advice, code: 'disputed' } }).paymentNotice, { title: /disputed/ })
})

t.test('what may be done is what the API lets, and correcting where there is an e-visa', async (t) => {
  const kinds = (change: Partial<OwnCase>) => view(change).more.map(({ kind }) => kind)
  t.strictSame(kinds({}), ['correct', 'data'])
  t.strictSame(kinds({ state: 'submitted', may: ['reopen', 'withdraw'], visa: null }), ['change', 'withdraw', 'data'])
  t.strictSame(kinds({ state: 'lapsed', may: [], visa: null }), ['data'])
})

t.test('an e-visa that was revoked is not handed out any more', async (t) => {
  t.ok(hasVisa(ISSUED))
  const revoked = { status: 'revoked', entries_used: 0, valid_until: '2026-12-21', uncorrectable: 'revoked' } as const
  t.notOk(hasVisa({ state: 'issued', visa: revoked }))
  t.notOk(hasVisa({ state: 'revoked', visa: revoked }))
  t.ok(view({ visa: { ...revoked, status: 'suspended', uncorrectable: 'suspended' } }).isSuspended)
})

t.test('the last question is told, and a letter that did not arrive', async (t) => {
  const message = { id: '1', template: null, answers_to: null, at: 1 }
  const messages: OwnCase['messages'] = [
    { ...message, author: 'officer', text: 'Where?' },
    { ...message, author: 'traveller', text: 'There.' },
    { ...message, author: 'officer', text: 'And when?' },
  ]
  t.equal(questionOf({ messages }), 'And when?')
  t.equal(view({ messages, state: 'information-asked' }).question, 'And when?')
  t.equal(view({ messages }).question, null, 'it was answered')
  t.notOk(view({}).isUndelivered)
  t.ok(view({ undelivered: { kind: 'paid', at: 1 } }).isUndelivered)
})

t.test('a page that waits for nothing does not ask again', async (t) => {
  t.equal(view({}).liveSeconds, null)
  t.match(view({ state: 'no-objection', visa: null }), { liveSeconds: 5, redrawSeconds: 5 })
})

t.test(
  'while officers have it the page asks, and is not drawn anew under whoever reads it without script',
  async (t) => {
    for (const state of ['paid', 'review', 'second-review', 'correction-asked'] as const)
      t.match(view({ state }), { liveSeconds: 10, redrawSeconds: null }, state)
    for (const state of ['information-asked', 'refused', 'issued'] as const)
      t.match(view({ state }), { liveSeconds: null, redrawSeconds: null }, state)
  },
)

t.test('edges are told in words', async (t) => {
  t.equal(edgeInWords('pay', 'en'), 'The fee was paid')
  t.equal(edgeInWords('begin', 'ru'), 'Вы начали заявление')
})
