import t from 'tap'
import { whole } from '../../../server/routes/signed-looks.ts'

t.test('what is wrong is said in words', async (t) => {
  t.same(whole({ verdict: 'right' }), { verdict: 'right', reason: '' })
  t.same(whole({ verdict: 'wrong', reason: 'x' }), { verdict: 'wrong', reason: 'x' })
  t.throws(() => whole({ verdict: 'wrong', reason: ' ' }), { message: /say what is not/ })
})
