import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { hasPaid, payCase, takesFee, tellPayer } from '../../../server/store/pay-case.ts'
import { lockedCase, type PaidCase } from '../../../server/store/payment-rows.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { rows } from '../../../server/store/steps.ts'
import { caseRow, lettersAbout, madeCase } from './made-case.ts'
import { BY } from './made-payment.ts'
import { sqliteRuns } from './runs-of.ts'
import { storedPayment } from './stored-payment.ts'

// What a captured charge leads to as a whole is told by the contract of charges.
async function opened(t: Test, change = {}) {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const runs = sqliteRuns(t, dir)
  const { reference } = await madeCase(runs, change)
  const paidCase = await runs.act(() => lockedCase(reference))
  if (paidCase === null) throw new Error('no case')
  return { runs, reference, paidCase, payment: storedPayment({ application: reference }) }
}

t.test('a case takes its own fee and nothing else, while it is submitted', async (t) => {
  const { paidCase, payment } = await opened(t)
  const takes = (change: Partial<PaidCase>) => takesFee({ ...paidCase, ...change }, payment)
  t.ok(takes({}))
  for (const change of [
    { state: 'paid' },
    { state: 'draft' },
    { feeMinor: 1 },
    { feeCurrency: 'KZT' },
    { feeMinor: null },
  ])
    t.notOk(takes(change), JSON.stringify(change))
})

t.test('the time counts from the capture, and not from before the answers were sent', async (t) => {
  const { runs, reference, paidCase, payment } = await opened(t, { at: NOW })
  await runs.act(() => payCase(paidCase, payment, NOW - 500, (at) => at + 7, BY))
  t.match(await caseRow(runs, reference), { paidAt: NOW - 500, completeAt: NOW, dueAt: NOW + 7 })
})

t.test('where no day is promised the letter names none', async (t) => {
  const { runs, reference, paidCase, payment } = await opened(t)
  await runs.act(() => payCase(paidCase, payment, NOW, () => null, BY))
  t.match(await caseRow(runs, reference), { state: 'paid', dueAt: null })
  const [letter] = await lettersAbout(runs, reference)
  t.notOk('due' in JSON.parse(letter?.content ?? ''))
})

t.test('who erased the answers is written to at the account, and whoever erased that at no place', async (t) => {
  const { runs, reference, paidCase, payment } = await opened(t, { content: '' })
  await runs.act(() => tellPayer('refund', paidCase, payment, {}, BY))
  t.match(await lettersAbout(runs, reference), [{ address: `${paidCase.account}@example.com` }])
  await runs.act(() => rows(`UPDATE accounts SET email = ''`))
  await runs.act(() => tellPayer('refund', paidCase, payment, {}, BY))
  t.equal((await lettersAbout(runs, reference)).length, 1)
})

t.test('no other payment is the fee where there is none', async (t) => {
  const { runs, paidCase } = await opened(t)
  t.equal(await runs.read(() => hasPaid(paidCase, 'x')), false)
})
