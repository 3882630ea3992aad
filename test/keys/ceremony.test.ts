import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rootFingerprint, verifyPinnedRoot } from '#evisa/root.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { initKeys, publishTrustList } from '../../keys/ceremony.ts'
import { findRootKeys } from '../../keys/custodians.ts'
import { readKeyring, writeKeyring } from '../../keys/key-store.ts'
import { announceKey, compromiseKey } from '../../keys/rotate-keys.ts'
import { DAY, journalOf, makeStore, NOW, newestKey, WINDOW, YEAR } from './made-store.ts'

const dir = join(t.testdir(), 'keys')
const access = { dir, passphrase: 'correct-horse-battery' }
const made = await initKeys({ ...access, now: NOW })
const published = (name: string, of = dir) => readFileSync(join(of, 'published', name), 'utf8')

async function believed(of = dir) {
  const text = published('root-1.json', of)
  const root = await verifyPinnedRoot(text, await rootFingerprint(text))
  if (!root.ok) throw new Error(root.error)
  const trust = await verifyTrustList(published('trust.json', of), root.value)
  if (!trust.ok) throw new Error(trust.error)
  return { root: root.value, trust: trust.value }
}

t.test('init publishes a root and a trust list that a scanner believes', async (t) => {
  const { root, trust } = await believed()
  t.match(root, { version: 1, iat: NOW, exp: NOW + 5 * YEAR, threshold: 2 })
  t.equal(root.keys.size, 3)
  t.match(trust, { version: 1, iat: NOW, exp: NOW + 90 * DAY })
  t.equal(made.rootFingerprint, await rootFingerprint(published('root-1.json')))
})

t.test('init makes one active key for each purpose, and writes down what it made', async (t) => {
  t.same(made.keys, readKeyring(dir))
  t.same(
    made.keys.map(({ purpose }) => purpose),
    ['visa', 'policy', 'status', 'snapshot', 'receipt', 'roster'],
  )
  for (const key of made.keys) {
    const { state, active_from, sign_until, verify_until } = key
    t.same([state, active_from, sign_until, verify_until], ['active', NOW, NOW + YEAR, NOW + 3 * YEAR])
  }
  const kids = [...made.rootFiles, ...made.keys].map(({ kid }) => kid)
  t.same(
    journalOf(dir).map(({ act, kid }) => [act, kid]),
    [...kids.map((kid) => ['init', kid]), ['recovery-token', null]],
  )
})

t.test('init gives each root key to a custodian folder of its own', async (t) => {
  t.same(made.rootFiles, findRootKeys(access))
  t.same(readdirSync(join(dir, 'root')), ['custodian-1', 'custodian-2', 'custodian-3'])
  const folder = t.testdir()
  const custodians = ['a', 'b'].map((name) => join(folder, 'far', name))
  const elsewhere = { dir: join(folder, 'keys'), passphrase: access.passphrase }
  const custodianPassphrases = ['first custodian', 'second custodian']
  const two = await initKeys({ ...elsewhere, now: NOW, custodians, custodianPassphrases, threshold: 1 })
  t.same(
    two.rootFiles.map(({ path }) => path),
    custodians.map((one, at) => join(one, `root-${at + 1}-${two.rootFiles[at]?.kid}.pem`)),
  )
  t.notOk(existsSync(join(folder, 'keys/root')))
  if (process.platform !== 'win32') t.equal(statSync(custodians[0] ?? '').mode & 0o777, 0o700)
  const later = { ...elsewhere, now: NOW + DAY, rootFolders: custodians }
  await t.rejects(publishTrustList(later), { code: 'pem/passphrase' }, "the store's passphrase opens none")
  await t.resolves(publishTrustList({ ...later, custodianPassphrases: ['second custodian'] }))
})

t.test('a second init is refused and changes nothing', async (t) => {
  const before = published('trust.json')
  await t.rejects(initKeys({ ...access, now: NOW }), { code: 'store/not-empty' })
  t.equal(published('trust.json'), before)
})

t.test('an init that cannot be done writes nothing', async (t) => {
  const folder = t.testdir()
  const elsewhere = { ...access, dir: join(folder, 'keys'), now: NOW }
  const folders = (count: number) => Array.from({ length: count }, (_, at) => join(folder, `${at}`))
  for (const wrong of [
    { custodians: folders(2), threshold: 3 },
    { threshold: 0 },
    { custodians: folders(17) },
    { threshold: Number.NaN },
  ]) {
    await t.rejects(initKeys({ ...elsewhere, ...wrong }), { code: 'root/threshold' })
  }
  const same = [join(folder, 'a'), join(folder, 'a')]
  await t.rejects(initKeys({ ...elsewhere, custodians: same }), { code: 'root/custodians' })
  const custodianPassphrases = ['first custodian']
  await t.rejects(initKeys({ ...elsewhere, custodianPassphrases }), { code: 'config/invalid' })
  t.same(readdirSync(folder), [])
})

t.test('publish raises the version and gives the list a fresh expiry', async (t) => {
  const access = await makeStore(t)
  const { dir } = access
  const before = await believed(dir)
  const later = NOW + 60 * DAY
  const document = await publishTrustList({ ...access, now: later })
  const { trust } = await believed(dir)
  t.equal(trust.version, before.trust.version + 1)
  t.match(trust, { version: document.version, iat: later, exp: later + 90 * DAY })
  t.equal(trust.keys.size, 6)
  t.match(journalOf(dir).at(-1), { act: 'publish', version: document.version, kid: null })
})

t.test('publish counts the window of a new key from its first publication, in the keyring too', async (t) => {
  const store = await makeStore(t)
  const keptBy = { passphrase: store.passphrase }
  const { kid } = await announceKey({ dir: store.dir, purpose: 'visa', now: NOW, windowSeconds: WINDOW, keptBy })
  const first = await publishTrustList({ ...store, now: NOW + 9 * DAY, windowSeconds: WINDOW })
  const told = first.keys.find((key) => key.kid === kid)
  t.match(told, { state: 'announced', active_from: NOW + 9 * DAY + WINDOW })
  t.same(newestKey(store.dir, 'visa'), told)
  const again = await publishTrustList({ ...store, now: NOW + 10 * DAY, windowSeconds: WINDOW })
  t.same(
    again.keys.find((key) => key.kid === kid),
    told,
    'a later publication changes nothing about it',
  )
})

t.test(
  'a publication that was cut off before the list was written is done again, and no window gets shorter',
  async (t) => {
    const store = await makeStore(t)
    const { dir } = store
    const keptBy = { passphrase: store.passphrase }
    const { kid } = await announceKey({ dir, purpose: 'visa', now: NOW, windowSeconds: WINDOW, keptBy })
    const before = published('trust.json', dir)
    await publishTrustList({ ...store, now: NOW + DAY, windowSeconds: WINDOW })
    // As the crash leaves it: the keyring has its dates already, the world has not heard of them.
    writeFileSync(join(dir, 'published/trust.json'), before)
    const again = await publishTrustList({ ...store, now: NOW + 3 * DAY, windowSeconds: WINDOW })
    const told = again.keys.find((key) => key.kid === kid)
    t.match(told, { state: 'announced', active_from: NOW + 3 * DAY + WINDOW })
    t.same(newestKey(dir, 'visa'), told)
    t.equal(again.version, 2)
  },
)

t.test('publish tells of a compromise, and never takes it back', async (t) => {
  const store = await makeStore(t)
  const before = readKeyring(store.dir)
  const { kid } = newestKey(store.dir, 'visa')
  compromiseKey({ dir: store.dir, kid, since: NOW, now: NOW })
  await publishTrustList({ ...store, now: NOW + DAY })
  t.match((await believed(store.dir)).trust.keys.get(kid), { state: 'compromised', compromised_at: NOW })
  writeKeyring(store.dir, before)
  await t.rejects(publishTrustList({ ...store, now: NOW + 2 * DAY }), { code: 'keyring/behind' })
  t.match((await believed(store.dir)).trust.keys.get(kid), { state: 'compromised' })
})

t.test('publish leaves the old list where the new one would not be believed', async (t) => {
  const access = await makeStore(t)
  const { dir } = access
  const before = published('trust.json', dir)
  const spoiled = { ...newestKey(dir, 'visa'), kid: 'AAAAAAAAAAA' }
  writeKeyring(dir, [...readKeyring(dir), spoiled])
  await t.rejects(publishTrustList({ ...access, now: NOW + 61 * DAY }), { code: 'published/unverified' })
  t.equal(published('trust.json', dir), before)
})

t.test('publish does not go on from a list that the root did not sign, nor under a root that ran out', async (t) => {
  const access = await makeStore(t)
  const { dir } = access
  const before = published('trust.json', dir)
  writeFileSync(join(dir, 'published/trust.json'), before.replace('"payload":"', '"payload":"AA'))
  await t.rejects(publishTrustList({ ...access, now: NOW }), { code: 'published/unverified' })
  rmSync(join(dir, 'published/trust.json'))
  await t.rejects(publishTrustList({ ...access, now: NOW }), { code: 'file/missing' })
  writeFileSync(join(dir, 'published/trust.json'), before)
  await t.rejects(publishTrustList({ ...access, now: NOW + 5 * YEAR + 1 }), { code: 'root/expired' })
})

t.test('publish needs the threshold of root keys and no more', async (t) => {
  const access = await makeStore(t)
  const { dir } = access
  const [first = '', second = ''] = findRootKeys(access).map(({ path }) => path)
  const away = t.testdirName
  renameSync(first, join(away, 'first'))
  await t.resolves(publishTrustList({ ...access, now: NOW + 62 * DAY }))
  renameSync(second, join(away, 'second'))
  const later = { ...access, now: NOW + 63 * DAY }
  await t.rejects(publishTrustList(later), { code: 'root/threshold', message: /holds 1 root/ })
  rmSync(join(dir, 'root'), { recursive: true })
  await t.rejects(publishTrustList(later), { code: 'root/threshold', message: /holds 0 root/ })
})
