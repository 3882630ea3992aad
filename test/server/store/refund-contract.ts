/** What every store must do with amounts that go back. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { caseRow, lettersAbout, madeCase, setCase } from './made-case.ts'
import { atAcquirer, BY, charge, learn } from './made-payment.ts'
import { runsOf } from './runs-of.ts'

const DESK = { actor: 'operator/Әсел', at: NOW + 100 } as const

/** Runs the contract on a store that `open` gives empty. */
export function refundContract(name: string, open: (t: Test) => Promise<Store>): void {
  const owed = async (t: Test) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const made = await madeCase(runs)
    const payment = await atAcquirer(store, made)
    await setCase(runs, made.reference, 'withdrawn')
    await learn(store, payment, [charge(payment)])
    return { store, runs, made, payment }
  }

  t.test(`${name} returns what is owed once, by whoever claims it, and tells the payer`, async (t) => {
    const { store, runs, made, payment } = await owed(t)
    t.strictSame(await store.claimRefunds(NOW + 59, NOW + 120, 10), [])
    const claims = await Promise.all(Array.from({ length: 4 }, () => store.claimRefunds(NOW + 60, NOW + 120, 10)))
    t.match(claims.flat(), [{ id: payment.id, refundTries: 1, refundId: payment.id }])
    t.equal(claims.flat().length, 1)
    t.equal(await store.refundDone(payment.id, { ...BY, at: NOW + 61 }), true)
    t.equal(await store.refundDone(payment.id, { ...BY, at: NOW + 62 }), false)
    t.equal(await store.refundDone('none', BY), false)
    t.match(await store.findPayment(payment.id), { state: 'refunded', refundedAt: NOW + 61, refundNextAt: null })
    t.match(await lettersAbout(runs, made.reference), [{ kind: 'refund' }])
  })

  t.test(
    `${name} keeps the id of a refund however often it is tried, and tells the desk of one that failed`,
    async (t) => {
      const { store, payment } = await owed(t)
      const [first] = await store.claimRefunds(NOW + 60, NOW + 120, 10)
      await store.refundPostponed(payment.id, NOW + 70)
      const [second] = await store.claimRefunds(NOW + 70, NOW + 130, 10)
      t.match(second, { refundId: first?.refundId, refundTries: 2 })
      t.equal(await store.refundFailed(payment.id, BY), true)
      t.match(await store.listPayments({ states: ['refund-failed'], limit: 10 }), [
        { id: payment.id, refundNextAt: null },
      ])
      t.match(await store.paymentBacklog(), { waiting: 1 })
      await store.refundPostponed(payment.id, NOW + 70)
      t.strictSame(await store.claimRefunds(NOW + 900, NOW + 1000, 10), [], 'it waits for a person')
      t.match(await store.oweBack(payment.id, 'the bank works again', DESK), {
        ok: true,
        value: { state: 'refund-due', refundNextAt: DESK.at, refundTries: 0, reason: 'the bank works again' },
      })
      t.match(await store.claimRefunds(NOW + 900, NOW + 1000, 10), [{ refundId: first?.refundId }])
      t.equal(await store.refundFailed('none', BY), false)
    },
  )

  t.test(`${name} takes it as returned where the bank says so, whatever we believed`, async (t) => {
    const { store, payment } = await owed(t)
    await store.refundFailed(payment.id, BY)
    t.match(await learn(store, payment, [charge(payment, { state: 'returned' })]), { payment: { state: 'refunded' } })
  })

  t.test(`${name} returns nothing that its bank took back already`, async (t) => {
    const { store, runs, made, payment } = await owed(t)
    t.match(await learn(store, payment, [charge(payment, { state: 'disputed' })]), { payment: { state: 'disputed' } })
    t.strictSame(await store.claimRefunds(NOW + 900, NOW + 1000, 10), [])
    t.match(await caseRow(runs, made.reference), { flags: '["chargeback"]' })
  })

  t.test(`${name} owes back by hand a wrong amount, and not what was never paid`, async (t) => {
    const store = await open(t)
    const made = await madeCase(await runsOf(store))
    const payment = await atAcquirer(store, made)
    t.match(await store.oweBack(payment.id, 'why not', DESK), { ok: false, error: { kind: 'no-such-edge' } })
    t.strictSame(await store.oweBack('none', 'why not', DESK), { ok: false, error: 'not-there' })
    await learn(store, payment, [charge(payment, { minor: 1 })])
    t.match(await store.oweBack(payment.id, 'one cent', DESK), { ok: true, value: { capturedMinor: 1 } })
  })

  t.test(`${name} gives back no fee of a case that goes on, or has its e-visa`, async (t) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const made = await madeCase(runs)
    const payment = await atAcquirer(store, made)
    await learn(store, payment, [charge(payment)])
    for (const state of ['paid', 'no-objection', 'issued']) {
      await setCase(runs, made.reference, state)
      t.strictSame(await store.oweBack(payment.id, 'a friend', DESK), {
        ok: false,
        error: { kind: 'fee-of-case', state },
      })
    }
    await setCase(runs, made.reference, 'withdrawn')
    t.match(await store.oweBack(payment.id, 'our mistake', DESK), { ok: true, value: { state: 'refund-due' } })
  })
}
