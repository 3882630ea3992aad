import { chmodSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { authorityTokenFile } from '../../../platform/authority-token-file.ts'
import { openAuthorityToken } from '../../../server/access/authority-token.ts'

t.test('is made at the first start and the same afterwards', async (t) => {
  const dir = join(t.testdir(), 'data')
  const token = openAuthorityToken(dir)
  t.match(token, /^[A-Za-z0-9_-]{43}$/)
  t.equal(openAuthorityToken(dir), token)
  t.ok(existsSync(authorityTokenFile(dir)))
  t.not(openAuthorityToken(join(t.testdirName, 'another')), token)
})

t.test('a file that holds no token stops the start', async (t) => {
  const dir = t.testdir({ 'authority.token': '' })
  chmodSync(authorityTokenFile(dir), 0o600)
  t.throws(() => openAuthorityToken(dir), { message: /authority\.token holds no token: delete it/ })
})

if (process.platform !== 'win32') {
  t.test('only its owner may read it', async (t) => {
    const dir = join(t.testdir(), 'data')
    openAuthorityToken(dir)
    t.equal(statSync(authorityTokenFile(dir)).mode & 0o777, 0o600)
    t.equal(statSync(dir).mode & 0o777, 0o700)
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(authorityTokenFile(dir), mode)
      t.throws(() => openAuthorityToken(dir), { message: /authority\.token can be read by others: run chmod 600/ })
    }
  })
}
