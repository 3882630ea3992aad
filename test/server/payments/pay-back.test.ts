import { randomBytes } from 'node:crypto'
import t from 'tap'
import { beginPayment } from '../../../server/payments/begin-payment.ts'
import { MOST_REFUND_TRIES, payBack } from '../../../server/payments/pay-back.ts'
import { workPayments } from '../../../server/payments/watch-payments.ts'
import { setCase } from '../store/made-case.ts'
import { openedModel } from './opened-model.ts'

/** A payment of a case that was withdrawn meanwhile: it is owed back. */
async function owed(t: import('tap').Test) {
  const opened = await openedModel(t)
  const { store, bank, made, clock, runs, options } = opened
  const paying = { store, acquirer: bank, randomBytes, publicUrl: () => '' }
  const asked = { ...made, language: 'en', returnAddress: '' } as const
  const begun = await beginPayment(asked, { actor: 'a', at: clock.now }, paying)
  if (!begun.ok) throw new Error('not begun')
  bank.charge(begun.value.invoice, 'captured')
  await setCase(runs, made.reference, 'withdrawn')
  const claim = async () => {
    const [claimed] = await store.claimRefunds(clock.now, clock.now + 60, 1)
    if (claimed === undefined) throw new Error('nothing is due')
    return claimed
  }
  bank.refundTroubles.push('not-done')
  clock.now += 10
  await workPayments(options)
  return { ...opened, id: begun.value.id, claim }
}

t.test('it is given back once, though the answer of the bank was lost', async (t) => {
  const { bank, store, claim, options, id, clock } = await owed(t)
  bank.refundTroubles.splice(0, 9, 'answer-lost')
  t.match(await payBack(await claim(), options), { outcome: 'postponed', code: 'model' })
  t.equal(bank.refundsDone, 1)
  t.match(await store.findPayment(id), { state: 'refund-due' })
  clock.now += 60
  t.match(await payBack(await claim(), options), { outcome: 'refunded' })
  t.equal(bank.refundsDone, 1)
  t.match(await store.findPayment(id), { state: 'refunded' })
})

t.test('it is tried for about an hour, less and less, and then the desk is told', async (t) => {
  const { bank, store, claim, options, id, clock } = await owed(t)
  const from = clock.now
  for (let tries = 1; tries <= MOST_REFUND_TRIES; tries += 1) {
    bank.refundTroubles.splice(0, 9, 'not-done')
    const { outcome } = await payBack(await claim(), options)
    t.equal(outcome, tries < MOST_REFUND_TRIES ? 'postponed' : 'failed')
    clock.now = (await store.nextPaymentAt()) ?? clock.now
  }
  t.ok(clock.now - from > 3000 && clock.now - from < 5400, `${clock.now - from} s`)
  t.match(await store.findPayment(id), { state: 'refund-failed' })
})

t.test('to a bank that is not set any more nothing can be asked', async (t) => {
  const { claim, options } = await owed(t)
  t.match(await payBack({ ...(await claim()), acquirer: 'other' }, options), { outcome: 'postponed', code: 'not-set' })
})
