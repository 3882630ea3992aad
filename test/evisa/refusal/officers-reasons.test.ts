import t from 'tap'
import { OFFICERS_REASONS } from '#evisa/refusal/officers-reasons.ts'

t.test('each fits into a record, and there is a key of its own for each', async (t) => {
  for (const reason of OFFICERS_REASONS) t.match(reason, /^[a-z-]{1,40}$/)
  t.ok(OFFICERS_REASONS.length < 10)
})
