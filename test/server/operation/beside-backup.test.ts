import { resolve } from 'node:path'
import t from 'tap'
import { besideBackup, keysFolder } from '../../../server/operation/beside-backup.ts'

const files = { policyFile: '/policy.json', termsFile: '/terms.json', fileKeyFile: '/file-key' }

t.test('names what no backup holds, and nothing of it', async (t) => {
  const env = { EVISA_KEYS_DIR: '/keys', EVISA_KEYS_PASSPHRASE_FILE: '/run/passphrase' }
  t.strictSame(besideBackup({ dataDir: '/data', ...files }, env), [
    { what: 'signing keys', path: '/keys' },
    { what: 'passphrase of the keys', path: '/run/passphrase' },
    { what: "the authority's token", path: '/data/authority.token' },
    { what: 'keys that copies of passports are encrypted by', path: '/file-key' },
    { what: 'policy of the settings', path: '/policy.json' },
    { what: 'terms of the settings', path: '/terms.json' },
  ])
  const secret = { EVISA_KEYS_PASSPHRASE: 'correct horse battery' }
  t.notMatch(JSON.stringify(besideBackup({ dataDir: '/data', ...files }, secret)), /horse/)
})

t.test('the keys of a demonstration are its own', async (t) => {
  const dataDir = t.testdir({ 'demo-keys': {} })
  t.equal(keysFolder(dataDir, {}), `${dataDir}/demo-keys`)
  t.equal(keysFolder(dataDir, { EVISA_KEYS_DIR: '/keys' }), '/keys')
  t.equal(keysFolder('/none', {}), resolve('data/keys'))
  t.match(besideBackup({ dataDir, ...files }, {})[1], { path: `${dataDir}/demo-keys.passphrase` })
})
