import t from 'tap'
import { KeyError } from '../../keys/key-error.ts'

t.test('a key error has a code to act on, one line for people, and its cause', async (t) => {
  const cause = new Error('EACCES')
  const error = new KeyError('file/permissions', 'run chmod 600 on it', { cause })
  t.match(error, { name: 'KeyError', code: 'file/permissions', message: 'run chmod 600 on it', cause })
})
