import { join } from 'node:path'
import t, { type Test } from 'tap'
import { lockedCase } from '../../../server/store/payment-rows.ts'
import { flagChargeback, owePaymentBack, returnPayment } from '../../../server/store/return-payment.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'
import { caseRow, madeCase } from './made-case.ts'
import { atAcquirer, BY, charge, learn } from './made-payment.ts'
import { sqliteRuns } from './runs-of.ts'

async function paid(t: Test) {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const runs = sqliteRuns(t, dir)
  const made = await madeCase(runs)
  const payment = await atAcquirer(store, made)
  await learn(store, payment, [charge(payment)])
  const paidCase = await runs.act(() => lockedCase(made.reference))
  if (paidCase === null) throw new Error('no case')
  return { store, runs, made, payment, paidCase }
}

t.test('what is owed is due at once, under the id of the payment', async (t) => {
  const { store, runs, payment } = await paid(t)
  t.match(await runs.act(() => owePaymentBack(payment.id, 'why', BY)), { ok: true })
  t.match(await store.findPayment(payment.id), {
    state: 'refund-due',
    refundId: payment.id,
    refundNextAt: BY.at,
    reason: 'why',
  })
  t.match(await runs.act(() => owePaymentBack(payment.id, 'why', BY)), { ok: false, error: { kind: 'no-such-edge' } })
})

t.test('nothing is returned that is not owed', async (t) => {
  const { store, runs, payment, paidCase } = await paid(t)
  t.equal(await runs.act(() => returnPayment(payment.id, paidCase, BY)), false)
  t.match(await store.findPayment(payment.id), { state: 'paid', refundedAt: null })
})

t.test('a case is flagged once, beside what it was flagged with before', async (t) => {
  const { runs, made, paidCase } = await paid(t)
  await runs.act(() => flagChargeback({ ...paidCase, flags: '["watch-list"]' }))
  t.match(await caseRow(runs, made.reference), { flags: '["watch-list","chargeback"]' })
  await runs.act(() => flagChargeback({ ...paidCase, flags: '["watch-list","chargeback"]' }))
  t.match(await caseRow(runs, made.reference), { flags: '["watch-list","chargeback"]' })
})

t.test('a chargeback gives a case no new time, and says nothing of one that was erased', async (t) => {
  const { runs, made, paidCase } = await paid(t)
  await runs.act(() => rows('UPDATE applications SET changed_at = 7 WHERE id = ?', made.reference))
  await runs.act(() => flagChargeback(paidCase))
  t.equal(await changedAt(runs, made.reference), 7)
  await runs.act(() => rows(`UPDATE applications SET flags = '[]', erased_at = 1 WHERE id = ?`, made.reference))
  await runs.act(() => flagChargeback(paidCase))
  t.match(await caseRow(runs, made.reference), { flags: '[]' })
})

async function changedAt({ read }: Runs, reference: string): Promise<number | undefined> {
  const found = await read(() =>
    firstRow<{ at: number }>('SELECT changed_at AS at FROM applications WHERE id = ?', reference),
  )
  return found?.at
}
