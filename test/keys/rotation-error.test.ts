import t from 'tap'
import { rotationError } from '../../keys/rotation-error.ts'

t.test('says of which key, and what to do', async (t) => {
  const error = rotationError({ code: 'rotation/not-published' }, 'k0N1dK0N1dA')
  t.match(error, { name: 'KeyError', code: 'rotation/not-published' })
  t.match(error.message, /^the key k0N1dK0N1dA .* run npm run keys -- publish first; .*--force --reason TEXT/)
})

t.test('says when it will be possible, by the clocks of Kazakhstan', async (t) => {
  const { message } = rotationError({ code: 'rotation/too-early', possibleAt: 1_795_172_800 }, 'k0N1dK0N1dA')
  t.match(message, /it will be possible at 2026-11-20T16:06:40\+05:00; .*--force/)
  t.notMatch(message, /\n/)
})
