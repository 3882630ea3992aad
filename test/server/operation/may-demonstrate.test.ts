import { join } from 'node:path'
import t from 'tap'
import { mayDemonstrate } from '../../../server/operation/may-demonstrate.ts'

t.test('without settings of keys a new folder and that of a demonstration may', async (t) => {
  const dir = t.testdir({ old: { 'authority.db': '', 'demo-keys': {} } })
  t.ok(mayDemonstrate({}, join(dir, 'new')))
  t.ok(mayDemonstrate({}, join(dir, 'old')))
  t.notOk(mayDemonstrate({ EVISA_KEYS_PASSPHRASE: 'x' }, join(dir, 'new')))
  t.notOk(mayDemonstrate({ EVISA_KEYS_PASSPHRASE_FILE: 'x' }, join(dir, 'new')))
})

t.test('what looks like a real authority whose settings went missing stops the start', async (t) => {
  const dir = t.testdir({ keys: { keys: { 'keyring.json': '' } }, real: { 'authority.db': '' } })
  for (const [env, name] of [
    [{}, 'keys'],
    [{}, 'real'],
    [{ EVISA_KEYS_DIR: 'x' }, 'new'],
    [{ EVISA_PKCS11_MODULE: 'x' }, 'new'],
  ] as const)
    t.throws(() => mayDemonstrate(env, join(dir, name)), { name: 'ConfigError' })
})
