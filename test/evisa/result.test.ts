import t from 'tap'
import { fail, ok } from '#evisa/result.ts'

t.test('a result holds a value or the reason that there is none', async (t) => {
  t.same(ok(1), { ok: true, value: 1 })
  t.same(fail('qr/malformed'), { ok: false, error: 'qr/malformed' })
})
