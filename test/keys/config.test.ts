import { chmodSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { readKeysConfig, readKeysDir } from '../../keys/config.ts'

const PASSPHRASE = 'correct-horse-battery'

t.test('reads the folder and the passphrase, and freezes them', async (t) => {
  const config = readKeysConfig({ EVISA_KEYS_DIR: '/srv/keys', EVISA_KEYS_PASSPHRASE: PASSPHRASE })
  t.same(config, { dir: resolve('/srv/keys'), passphrase: PASSPHRASE })
  t.ok(Object.isFrozen(config))
  t.equal(readKeysDir({}), resolve('data/keys'))
  t.throws(() => readKeysDir({ EVISA_KEYS_DIR: ' ' }), { code: 'config/invalid', message: /EVISA_KEYS_DIR/ })
})

t.test('reads a passphrase file and cuts one newline', async (t) => {
  const file = join(t.testdir(), 'passphrase')
  const read = (text: string) => {
    writeFileSync(file, text, { mode: 0o600 })
    return readKeysConfig({ EVISA_KEYS_PASSPHRASE_FILE: file }).passphrase
  }
  t.equal(read(`${PASSPHRASE}\n`), PASSPHRASE)
  t.equal(read(`${PASSPHRASE}\r\n`), PASSPHRASE)
  t.equal(read(` ${PASSPHRASE} \n\n`), ` ${PASSPHRASE} \n`)
  if (process.platform === 'win32') return
  chmodSync(file, 0o644)
  t.throws(() => read(PASSPHRASE), { code: 'config/invalid', message: /EVISA_KEYS_PASSPHRASE_FILE.*chmod 600/ })
})

t.test('needs one of the two settings, and says what they take', async (t) => {
  const both = { EVISA_KEYS_PASSPHRASE: PASSPHRASE, EVISA_KEYS_PASSPHRASE_FILE: '/run/passphrase' }
  for (const env of [{}, both, { EVISA_KEYS_PASSPHRASE: '' }]) {
    const message = /EVISA_KEYS_PASSPHRASE_FILE takes a file of mode 0600.*EVISA_KEYS_PASSPHRASE takes/
    t.throws(() => readKeysConfig(env), { code: 'config/invalid', message })
  }
  const missing = { EVISA_KEYS_PASSPHRASE_FILE: join(t.testdir(), 'none') }
  t.throws(() => readKeysConfig(missing), { code: 'config/invalid', message: /there is no file/ })
})

t.test('refuses a passphrase that is too short or too long, without repeating it', async (t) => {
  for (const text of ['elevenchars', 'ю'.repeat(513)]) {
    try {
      readKeysConfig({ EVISA_KEYS_PASSPHRASE: text })
      t.fail('it was taken')
    } catch (error) {
      t.match(error, { code: 'config/invalid', message: /EVISA_KEYS_PASSPHRASE .*at least 12 characters/ })
      t.notMatch((error as Error).message, text)
    }
  }
  t.equal(readKeysConfig({ EVISA_KEYS_PASSPHRASE: 'twelve-chars' }).passphrase, 'twelve-chars')
})
