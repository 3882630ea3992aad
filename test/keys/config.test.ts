import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import t from 'tap'
import {
  readKeysConfig,
  readKeysDir,
  readPkcs11Config,
  readRootPassphrases,
  readWindowSeconds,
} from '../../keys/config.ts'

const PASSPHRASE = 'correct-horse-battery'

t.test('reads the folder and the passphrase, and freezes them', async (t) => {
  const config = readKeysConfig({ EVISA_KEYS_DIR: '/srv/keys', EVISA_KEYS_PASSPHRASE: PASSPHRASE })
  t.same(config, { dir: resolve('/srv/keys'), passphrase: PASSPHRASE, pkcs11: null })
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

t.test('custodians may have passphrases of their own, in their order', async (t) => {
  const folder = t.testdir()
  const files = ['first custodian', 'second custodian'].map((text, at) => {
    const file = join(folder, `${at}`)
    writeFileSync(file, `${text}\n`, { mode: 0o600 })
    return file
  })
  const custodians = { EVISA_CUSTODIAN_PASSPHRASE_FILES: files.join(delimiter) }
  const custodianPassphrases = ['first custodian', 'second custodian']
  t.same(readRootPassphrases(custodians), { custodianPassphrases }, "the store's own is not needed")
  t.same(readRootPassphrases({ ...custodians, EVISA_KEYS_PASSPHRASE: PASSPHRASE }), {
    custodianPassphrases,
    passphrase: PASSPHRASE,
  })
  t.same(readRootPassphrases({ EVISA_KEYS_PASSPHRASE: PASSPHRASE }), {
    custodianPassphrases: [],
    passphrase: PASSPHRASE,
  })
  t.throws(() => readRootPassphrases({}), { code: 'config/invalid', message: /EVISA_CUSTODIAN_PASSPHRASE_FILES takes/ })
  writeFileSync(join(folder, '1'), 'short', { mode: 0o600 })
  t.throws(() => readRootPassphrases(custodians), { code: 'config/invalid', message: /CUSTODIAN.*at least 12/ })
})

t.test('the offline window is given in whole hours', async (t) => {
  t.equal(readWindowSeconds({}), 48 * 3600)
  t.equal(readWindowSeconds({ EVISA_MAX_OFFLINE_HOURS: '1' }), 3600)
  t.equal(readWindowSeconds({ EVISA_MAX_OFFLINE_HOURS: '2160' }), 2160 * 3600)
  for (const EVISA_MAX_OFFLINE_HOURS of ['', '0', '2161', '1.5', '48h', '-1', '048']) {
    const message = /EVISA_MAX_OFFLINE_HOURS is .* from 1 to 2160/
    t.throws(() => readWindowSeconds({ EVISA_MAX_OFFLINE_HOURS }), { code: 'config/invalid', message })
  }
})

t.test('a token needs its library and a PIN in a private file', async (t) => {
  const file = join(t.testdir(), 'pin')
  writeFileSync(file, '123456\n', { mode: 0o600 })
  const env = { EVISA_PKCS11_MODULE: '/lib/token.so', EVISA_PKCS11_PIN_FILE: file }
  t.equal(readPkcs11Config({}), null)
  t.same(readPkcs11Config(env), { module: resolve('/lib/token.so'), slot: 0, pin: '123456' })
  t.match(readPkcs11Config({ ...env, EVISA_PKCS11_SLOT: '3' }), { slot: 3 })
  const faults = [
    [{ EVISA_PKCS11_MODULE: ' ' }, /EVISA_PKCS11_MODULE is empty/],
    [{ EVISA_PKCS11_SLOT: 'first' }, /EVISA_PKCS11_SLOT is "first"/],
    [{ EVISA_PKCS11_PIN_FILE: undefined }, /EVISA_PKCS11_PIN_FILE is not set/],
    [{ EVISA_PKCS11_PIN_FILE: `${file}s` }, /EVISA_PKCS11_PIN_FILE: there is no file/],
  ] as const
  for (const [settings, message] of faults) {
    t.throws(() => readPkcs11Config({ ...env, ...settings }), { code: 'config/invalid', message })
  }
  writeFileSync(file, '\n')
  t.throws(() => readPkcs11Config(env), { code: 'config/invalid', message: /is empty/ })
  if (process.platform === 'win32') return
  chmodSync(file, 0o644)
  t.throws(() => readPkcs11Config(env), { code: 'config/invalid', message: /chmod 600/ })
})
