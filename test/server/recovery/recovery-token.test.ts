import t from 'tap'
import { hashToken } from '../../../platform/token-text.ts'
import { tokenFault } from '../../../server/recovery/recovery-token.ts'

t.test('one token is right, and none where none was made', async (t) => {
  t.equal(tokenFault('right', hashToken('right')), null)
  t.equal(tokenFault('wrong', hashToken('right')), 'wrong-token')
  t.equal(tokenFault('', hashToken('right')), 'wrong-token')
  t.equal(tokenFault('right', 'short'), 'wrong-token')
  t.equal(tokenFault('right', null), 'no-recovery-token')
})
