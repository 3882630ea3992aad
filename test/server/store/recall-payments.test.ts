import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { TAILS } from '../../../server/lifecycles/invoice-walk.ts'
import { recallPayments } from '../../../server/store/recall-payments.ts'
import { rows } from '../../../server/store/steps.ts'
import { sqliteModel } from '../payments/model-stores.ts'
import { madeCase } from './made-case.ts'
import { atAcquirer } from './made-payment.ts'

// That both databases do it is told by their contract.
t.test('a clock that was ahead hides no day, and no terminal is drawn from beyond its end', async (t) => {
  const { stores, runs, close } = sqliteModel(join(t.testdir(), 'authority.db'))
  t.teardown(close)
  const [store] = stores
  const ahead = { path: 'snapshot', version: 1, kid: 'k', signedAt: NOW + 30 * 86_400 }
  await store.publish([{ ...ahead, contentHash: '', sha256: 's', body: 'b' }], 0, NOW)
  await atAcquirer(store, await madeCase(runs), NOW - 2 * 86_400)
  await runs.act(() => rows('UPDATE terminals SET drawn = ?', TAILS - 1))
  await runs.act(() => recallPayments(NOW))
  t.strictSame(await store.unsettledDays(), ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'])
  t.match(await store.terminalUse(), [{ drawn: TAILS }])
})
