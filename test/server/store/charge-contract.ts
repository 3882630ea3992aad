/** What every store must make of what a bank answers. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Charge } from '../../../server/store/payment-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { caseRow, edgesOf, lettersAbout, madeCase, setCase } from './made-case.ts'
import { asking, atAcquirer, BY, charge, dueAt, learn } from './made-payment.ts'
import { runsOf } from './runs-of.ts'

const AFTER = NOW + 1300

/** Runs the contract on a store that `open` gives empty. */
export function chargeContract(name: string, open: (t: Test) => Promise<Store>): void {
  const scene = async (t: Test) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const made = await madeCase(runs)
    return { store, runs, made, payment: await atAcquirer(store, made) }
  }

  t.test(`${name} pays a case by a captured charge, in one with its times and its letter, once`, async (t) => {
    const { store, runs, made, payment } = await scene(t)
    const learned = await learn(store, payment, [charge(payment)])
    t.match(learned, {
      before: 'at-acquirer',
      seconds: 0,
      payment: { state: 'paid', nextAskAt: null, capturedAt: NOW + 30 },
    })
    const paid = { state: 'paid', paidAt: NOW + 30, completeAt: NOW + 30, dueAt: dueAt(NOW + 30), flags: '[]' }
    t.strictSame({ ...(await caseRow(runs, made.reference)) }, paid)
    await learn(store, payment, [charge(payment)], NOW + 70)
    t.strictSame({ ...(await caseRow(runs, made.reference)) }, paid)
    t.strictSame(await edgesOf(runs, payment.id), ['begin', 'send-to-acquirer', 'confirm', 'pay'])
    const letters = await lettersAbout(runs, made.reference)
    t.match(letters, [{ kind: 'paid', address: 'nimali@example.com', language: 'en' }])
    t.match(JSON.parse(letters[0]?.content ?? ''), {
      reference: made.reference,
      amount: '60.00\u00a0USD',
      due: '2026-11-23 10:00',
    })
  })

  t.test(`${name} pays nothing by what is held, unknown, of another invoice, or of another terminal`, async (t) => {
    const { store, runs, made, payment } = await scene(t)
    const pays: Partial<Charge>[] = [
      { state: 'held' },
      { state: 'not-listed' },
      { state: 'begun' },
      { invoice: '123456' },
      { terminal: 'another' },
    ]
    for (const change of pays) await learn(store, payment, [charge(payment, change)])
    t.match(await store.findPayment(payment.id), { state: 'confirming', nextAskAt: NOW + 70, transactionId: null })
    await learn(store, payment, [charge(payment, { state: 'held' })], AFTER)
    t.match(await store.findPayment(payment.id), { state: 'confirming' }, 'what is held keeps it open')
    await learn(store, payment, [charge(payment, { state: 'held' })], NOW + 86_400)
    t.match(await store.findPayment(payment.id), { state: 'expired', nextAskAt: null }, 'and not for ever')
    t.match(await caseRow(runs, made.reference), { state: 'submitted', paidAt: null })
  })

  t.test(`${name} never takes a wrong amount or currency as paid`, async (t) => {
    const { store, runs } = await scene(t)
    for (const change of [{ minor: 5999 }, { minor: 6001 }, { currency: 'KZT' }]) {
      const made = await madeCase(runs)
      const payment = await atAcquirer(store, made)
      t.match(await learn(store, payment, [charge(payment, change)]), { payment: { state: 'wrong-amount' } })
      t.match(await caseRow(runs, made.reference), { state: 'submitted', paidAt: null })
      t.match(await store.findPayment(payment.id), {
        capturedMinor: change.minor ?? 6000,
        capturedCurrency: change.currency ?? 'USD',
        refundNextAt: null,
      })
    }
  })

  t.test(`${name} counts what comes late where the case still stands, and owes it back where not`, async (t) => {
    const { store, runs, made, payment } = await scene(t)
    t.match(await learn(store, payment, [], AFTER), { payment: { state: 'expired', nextAskAt: AFTER + 25 } })
    t.match(await learn(store, payment, [charge(payment)], AFTER + 25), { payment: { state: 'counted' } })
    t.match(await caseRow(runs, made.reference), { state: 'paid', paidAt: NOW + 30 })
    t.strictSame((await edgesOf(runs, payment.id)).slice(-3), ['expire', 'pay-late', 'count'])
    for (const state of ['withdrawn', 'lapsed', 'draft']) {
      const other = await madeCase(runs)
      const late = await atAcquirer(store, other)
      await learn(store, late, [charge(late, { state: 'failed' })])
      await setCase(runs, other.reference, state)
      t.match(await learn(store, late, [charge(late)], AFTER), {
        payment: { state: 'refund-due', refundNextAt: AFTER },
      })
      t.match(await caseRow(runs, other.reference), { state, paidAt: null })
    }
  })

  t.test(`${name} counts a late amount even of a payment that no payer was sent to`, async (t) => {
    const { store, runs } = await scene(t)
    const made = await madeCase(runs)
    const begun = await store.beginPayment(asking(made), BY)
    if (!begun.ok) return t.fail('not begun')
    t.match(await learn(store, begun.value, [], AFTER), { payment: { state: 'cancelled', nextAskAt: null } })
    t.match(await learn(store, begun.value, [charge(begun.value)], AFTER), { payment: { state: 'counted' } })
  })

  t.test(`${name} owes the second of two payments back, whichever that is`, async (t) => {
    const { store, runs, made, payment } = await scene(t)
    await learn(store, payment, [], AFTER)
    const second = await atAcquirer(store, made, AFTER)
    t.match(await learn(store, second, [charge(second)], AFTER + 10), { payment: { state: 'paid' } })
    t.match(await learn(store, payment, [charge(payment)], AFTER + 20), { payment: { state: 'refund-due' } })
    const another = await madeCase(runs)
    const one = await atAcquirer(store, another)
    await learn(store, one, [], AFTER)
    const two = await atAcquirer(store, another, AFTER)
    t.match(await learn(store, one, [charge(one)], AFTER + 10), { payment: { state: 'counted' } })
    t.match(await learn(store, two, [charge(two)], AFTER + 20), { payment: { state: 'refund-due' } })
    t.strictSame((await edgesOf(runs, two.id)).slice(-3), ['pay', 'find-duplicate', 'owe-back'])
    t.match(await caseRow(runs, another.reference), { state: 'paid' })
  })

  t.test(
    `${name} owes back what was paid for a case that is withdrawn, or that costs something else by now`,
    async (t) => {
      const { store, runs, made, payment } = await scene(t)
      await setCase(runs, made.reference, 'withdrawn')
      t.match(await learn(store, payment, [charge(payment)]), { payment: { state: 'refund-due' } })
      t.strictSame((await edgesOf(runs, payment.id)).slice(-2), ['pay', 'owe-back'])
    },
  )

  t.test(`${name} owes back what was charged twice under one invoice, once each`, async (t) => {
    const { store, payment } = await scene(t)
    const twice = [charge(payment), charge(payment, { transactionId: 'again' })]
    t.match(await learn(store, payment, twice), { seconds: 1, payment: { state: 'paid' } })
    t.match(await learn(store, payment, twice.toReversed()), { seconds: 0, payment: { state: 'paid' } })
    t.match(await store.listPayments({ states: ['refund-due'], limit: 10 }), [
      { secondOf: payment.id, transactionId: 'again', capturedMinor: 6000, invoice: payment.invoice },
    ])
    t.match(await store.paymentOfInvoice(payment.terminal, payment.invoice), { id: payment.id })
  })

  t.test(`${name} flags a case whose bank took the fee back, and revokes nothing`, async (t) => {
    const { store, runs, made, payment } = await scene(t)
    await learn(store, payment, [charge(payment)])
    t.match(await learn(store, payment, [charge(payment, { state: 'disputed' })]), { payment: { state: 'disputed' } })
    t.match(await caseRow(runs, made.reference), { state: 'paid', flags: '["chargeback"]' })
    t.match(await learn(store, payment, [charge(payment, { state: 'dispute-won' })]), { payment: { state: 'won' } })
    t.match(await learn(store, payment, [charge(payment, { state: 'disputed' })]), { payment: { state: 'won' } })
    t.match(await caseRow(runs, made.reference), { flags: '["chargeback"]' })
    const other = await madeCase(runs)
    const lost = await atAcquirer(store, other)
    const told = await learn(store, lost, [charge(lost, { state: 'dispute-lost' })])
    t.match(told, { payment: { state: 'lost' } }, 'also where all is heard of at once')
    t.match(await caseRow(runs, other.reference), { state: 'paid', flags: '["chargeback"]' })
  })

  t.test(`${name} asks by whoever claims it first, and again when that one is gone`, async (t) => {
    const { store, payment } = await scene(t)
    t.equal(await store.nextPaymentAt(), NOW + 10)
    t.strictSame(await store.claimAsks(NOW + 9, NOW + 69, 10), [])
    const claims = await Promise.all(Array.from({ length: 4 }, () => store.claimAsks(NOW + 10, NOW + 70, 10)))
    t.match(claims.flat(), [{ id: payment.id, asked: 1 }])
    t.equal(claims.flat().length, 1)
    t.match(await store.claimAsks(NOW + 70, NOW + 130, 10), [{ id: payment.id, asked: 2 }])
    await store.postponeAsk(payment.id, NOW + 71)
    await store.postponeAsk('none', NOW + 71)
    t.equal(await store.nextPaymentAt(), NOW + 81)
  })

  t.test(`${name} asks at once when it is nudged, and not as often as anybody likes`, async (t) => {
    const { store, payment } = await scene(t)
    await store.nudgePayment(payment.terminal, 'none', NOW + 1)
    await store.nudgePayment('none', payment.invoice, NOW + 1)
    t.equal(await store.nextPaymentAt(), NOW + 10)
    await store.nudgePayment(payment.terminal, payment.invoice, NOW + 1)
    t.equal(await store.nextPaymentAt(), NOW + 1)
    await store.claimAsks(NOW + 1, NOW + 61, 10)
    await store.nudgePayment(payment.terminal, payment.invoice, NOW + 2)
    t.equal(await store.nextPaymentAt(), NOW + 6)
    await learn(store, payment, [charge(payment)], NOW + 6)
    t.equal(await store.nextPaymentAt(), null)
    await store.nudgePayment(payment.terminal, payment.invoice, NOW + 60)
    t.equal(await store.nextPaymentAt(), NOW + 60, 'also one that is paid: its bank may have more to tell')
  })

  t.test(`${name} knows nothing of a payment that is not there`, async (t) => {
    const { store } = await scene(t)
    t.equal(await store.learnCharges('none', [], { at: NOW, dueAt }, BY), null)
  })
}
