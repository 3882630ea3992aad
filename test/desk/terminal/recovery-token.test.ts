import { join } from 'node:path'
import t from 'tap'
import { readRecoveryToken } from '../../../desk/terminal/recovery-token.ts'

t.test('the token is read from a file, without its line end', async (t) => {
  const folder = t.testdir({ token: 'secret\n' })
  t.equal(await readRecoveryToken(join(folder, 'token')), 'secret')
  await t.rejects(readRecoveryToken(join(folder, 'none')), { code: 'ENOENT' })
})
