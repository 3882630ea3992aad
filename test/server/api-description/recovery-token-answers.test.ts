import t from 'tap'
import { RECOVERY_TOKEN } from '../../../server/api-description/recovery-token-answers.ts'
import { problemOfFault } from '../../../server/http/fault-problems.ts'

t.test('whoever has no token, or another one, is told where one is made', async (t) => {
  for (const fault of ['no-recovery-token', 'wrong-token'] as const)
    t.match(problemOfFault(fault, RECOVERY_TOKEN).message, /npm run -s keys -- recovery-token/, fault)
})
