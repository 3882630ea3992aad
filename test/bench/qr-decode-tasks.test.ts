import t from 'tap'
import { readOf } from '../../bench/qr-decode-tasks.ts'

t.test('only the very text that was printed is right', async (t) => {
  t.equal(readOf(['EV1:123'], 'EV1:123'), 'right')
  t.equal(readOf([], 'EV1:123'), 'none')
  t.equal(readOf(['EV1:124'], 'EV1:123'), 'wrong')
  t.equal(readOf(['EV1:123', 'EV1:124'], 'EV1:123'), 'wrong')
})
