import t from 'tap'
import { readReason } from '../../../../desk/console/proposals/typed-reason.ts'

t.test('a reason has 3 to 200 letters, and the end of a line is one', async (t) => {
  t.same([readReason(), readReason('ab'), readReason('a'.repeat(201))], [null, null, null])
  t.equal(readReason(' a\r\nb '), 'a\nb')
  t.equal(readReason('😀'.repeat(200))?.length, 400)
})
