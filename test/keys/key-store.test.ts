import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeKeyPair } from '../../keys/key-pair.ts'
import {
  createKeyStore,
  holdsKey,
  keyFile,
  openKey,
  publishedRoots,
  readKeyring,
  readPublished,
  replaceKeyring,
  writeKey,
  writeKeyring,
  writePublished,
} from '../../keys/key-store.ts'
import { encryptPkcs8 } from '../../keys/pkcs8.ts'

const PASSPHRASE = 'correct-horse-battery'
const onWindows = process.platform === 'win32'
const pair = await makeKeyPair()
const { kid, jwk } = pair
const pem = encryptPkcs8(pair.privateKey, PASSPHRASE)
const key = {
  kid,
  jwk,
  purpose: 'visa',
  alg: 'ES256',
  state: 'active',
  active_from: 1,
  sign_until: 2,
  verify_until: 3,
} as const
const file = keyFile(key)

function storeWithKey(t: Tap): string {
  const dir = join(t.testdir(), 'keys')
  createKeyStore(dir)
  writeKey(dir, file, pem)
  writeKeyring(dir, [key])
  return dir
}
type Tap = Pick<typeof t, 'testdir'>

t.test('keeps a key in a private file and opens it again', async (t) => {
  const dir = storeWithKey(t)
  t.equal(file, `visa-${kid}.pem`)
  t.ok((await openKey(dir, file, kid, PASSPHRASE)).privateKey.equals(pair.privateKey))
  if (onWindows) return
  t.equal(statSync(dir).mode & 0o777, 0o700)
  t.equal(statSync(join(dir, file)).mode & 0o777, 0o600)
})

t.test('never overwrites a key', async (t) => {
  const dir = storeWithKey(t)
  t.throws(() => writeKey(dir, file, pem), { code: 'file/exists' })
})

t.test('refuses a key or a folder that others could read', { skip: onWindows }, async (t) => {
  const dir = storeWithKey(t)
  const path = join(dir, file)
  chmodSync(path, 0o644)
  await t.rejects(openKey(dir, file, kid, PASSPHRASE), { code: 'file/permissions', message: `chmod 600 '${path}'` })
  chmodSync(path, 0o600)
  chmodSync(dir, 0o755)
  await t.rejects(openKey(dir, file, kid, PASSPHRASE), { code: 'file/permissions', message: `chmod 700 '${dir}'` })
  t.throws(() => readKeyring(dir), { code: 'file/permissions' })
})

t.test('names the file that cannot be opened', async (t) => {
  const dir = storeWithKey(t)
  const message = join(dir, file)
  await t.rejects(openKey(dir, file, kid, 'another passphrase'), { code: 'pem/passphrase', message })
  await t.rejects(openKey(dir, 'visa-none.pem', kid, PASSPHRASE), { code: 'file/missing', message: /visa-none\.pem/ })
})

t.test('refuses a file that holds another key than its name says', async (t) => {
  const dir = storeWithKey(t)
  const { kid: other } = await makeKeyPair()
  writeKey(dir, `visa-${other}.pem`, pem)
  await t.rejects(openKey(dir, `visa-${other}.pem`, other, PASSPHRASE), { code: 'key/mismatch', message: kid })
})

t.test('makes a store in an empty folder only', async (t) => {
  const dir = storeWithKey(t)
  t.throws(() => createKeyStore(dir), { code: 'store/not-empty' })
  const empty = join(t.testdirName, 'empty')
  mkdirSync(empty, { mode: 0o700 })
  t.doesNotThrow(() => createKeyStore(empty))
})

t.test('a keyring follows the one that was read, or another command was faster', async (t) => {
  const dir = storeWithKey(t)
  const before = readKeyring(dir)
  replaceKeyring(dir, before, [{ ...key, state: 'retired' }])
  t.match(readKeyring(dir), [{ state: 'retired' }])
  t.throws(() => replaceKeyring(dir, before, []), { code: 'store/changed', message: /run this one again/ })
  t.match(readKeyring(dir), [{ state: 'retired' }])
})

t.test('knows which keys it holds and which roots were published', async (t) => {
  const dir = storeWithKey(t)
  t.equal(holdsKey(dir, file), true)
  t.equal(holdsKey(dir, 'visa-none.pem'), false)
  t.same(publishedRoots(dir), [])
  for (const name of ['root-10.json', 'root-2.json', 'root-1.json', 'trust.json'] as const)
    writePublished(dir, name, '')
  writeFileSync(join(dir, 'published', 'root-3.json.tmp'), '')
  t.same(publishedRoots(dir), [1, 2, 10])
})

t.test('checks the keyring against its schema', async (t) => {
  const dir = storeWithKey(t)
  t.same(readKeyring(dir), [key])
  for (const text of ['', '{}', JSON.stringify([{ ...key, purpose: 'root' }]), JSON.stringify([{ ...key, more: 1 }])]) {
    writeFileSync(join(dir, 'keyring.json'), text)
    t.throws(() => readKeyring(dir), { code: 'keyring/malformed', message: /keyring\.json/ }, text)
  }
})

t.test('reads what was published, and says what was not', async (t) => {
  const dir = storeWithKey(t)
  t.throws(() => readPublished(dir, 'trust.json'), { code: 'file/missing' })
  writePublished(dir, 'trust.json', 'first')
  writePublished(dir, 'trust.json', 'second')
  t.equal(readPublished(dir, 'trust.json'), 'second')
})

t.test('says how to begin where there is no store', async (t) => {
  const dir = join(t.testdir(), 'none')
  t.throws(() => readKeyring(dir), { code: 'store/missing', message: /npm run keys -- init/ })
  createKeyStore(dir)
  t.throws(() => readKeyring(dir), { code: 'store/missing', message: /cut off/ })
})
