import t from 'tap'
import { askAbout } from '../../../server/payments/ask-acquirer.ts'
import { caseRow } from '../store/made-case.ts'
import { atAcquirer } from '../store/made-payment.ts'
import { openedModel } from './opened-model.ts'

t.test('what the bank answers is taken in, with the clock of the case', async (t) => {
  const { store, runs, bank, made, options } = await openedModel(t)
  const payment = await atAcquirer(store, made)
  const { invoice, terminal } = payment
  await bank.openPayment({
    ...{ invoice, terminal, minor: 6000, currency: 'USD', language: 'en', expiresAt: payment.expiresAt },
    ...{ reference: made.reference, returnAddress: '', noticeAddress: '' },
  })
  bank.charge(invoice, 'captured')
  t.match(await askAbout(payment, options), { ok: true, value: { payment: { state: 'paid' } } })
  const { paidAt, dueAt } = await caseRow(runs, made.reference)
  t.equal(dueAt, (paidAt ?? 0) + 86_400)
})

t.test('a bank that does not answer is asked again, and nothing is learned', async (t) => {
  const { store, bank, made, options, clock } = await openedModel(t)
  const payment = await atAcquirer(store, made)
  bank.troubles.push('not-reached', 'not-understood')
  for (const kind of ['not-reached', 'not-understood']) {
    clock.now += 10
    t.match(await askAbout(payment, options), { ok: false, error: { kind } })
    t.match(await store.findPayment(payment.id), { state: 'at-acquirer', nextAskAt: clock.now + 10 })
  }
})

t.test('a bank that is not set any more is one that does not answer', async (t) => {
  const { store, made, options } = await openedModel(t)
  const payment = await atAcquirer(store, made)
  t.match(await askAbout({ ...payment, acquirer: 'other' }, options), { ok: false, error: { code: 'not-set' } })
})

t.test('it counts when a bank was asked, not when it answered', async (t) => {
  const { store, made, options, clock, bank } = await openedModel(t)
  const payment = await atAcquirer(store, made)
  const slow = {
    ...bank,
    chargesOf: async () => {
      clock.now = payment.expiresAt + 1
      return { ok: true, value: [] } as const
    },
  }
  clock.now = payment.expiresAt - 1
  await askAbout(payment, { ...options, acquirerOf: () => Object.assign(Object.create(bank), slow) })
  t.match(await store.findPayment(payment.id), { state: 'at-acquirer' })
})
