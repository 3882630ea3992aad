import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rootFingerprint, verifyPinnedRoot } from '#evisa/root.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { parseCompactJws, signatureIsValid } from '#evisa/verify-jws.ts'
import { initKeys, openSigners, publishTrustList } from '../../keys/ceremony.ts'
import { listRootKeys, readKeyring, writeKeyring } from '../../keys/key-store.ts'
import { signCompact } from '../../keys/signer.ts'

const NOW = 1_795_000_000
const DAY = 86_400
const YEAR = 365 * DAY
const dir = join(t.testdir(), 'keys')
const access = { dir, passphrase: 'correct-horse-battery' }
const made = await initKeys({ ...access, now: NOW })
const published = (name: string) => readFileSync(join(dir, 'published', name), 'utf8')

async function believed() {
  const root = await verifyPinnedRoot(published('root-1.json'), made.rootFingerprint)
  if (!root.ok) throw new Error(root.error)
  const trust = await verifyTrustList(published('trust.json'), root.value)
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

t.test('init makes one active key for each purpose', async (t) => {
  t.same(made.keys, readKeyring(dir))
  t.same(
    made.keys.map(({ purpose }) => purpose),
    ['visa', 'policy', 'status', 'snapshot'],
  )
  for (const key of made.keys) {
    const { state, active_from, sign_until, verify_until } = key
    t.same([state, active_from, sign_until, verify_until], ['active', NOW, NOW + YEAR, NOW + 3 * YEAR])
  }
  t.same(
    made.rootFiles,
    listRootKeys(dir).map(({ file }) => file),
  )
})

t.test('a second init is refused and changes nothing', async (t) => {
  const before = published('trust.json')
  await t.rejects(initKeys({ ...access, now: NOW }), { code: 'store/not-empty' })
  t.equal(published('trust.json'), before)
})

t.test('init refuses a threshold that could never be met', async (t) => {
  const elsewhere = { ...access, dir: join(t.testdir(), 'keys'), now: NOW }
  for (const counts of [{ rootKeys: 2, threshold: 3 }, { threshold: 0 }, { rootKeys: 17 }, { rootKeys: Number.NaN }]) {
    await t.rejects(initKeys({ ...elsewhere, ...counts }), { code: 'root/threshold' })
  }
})

t.test('the server gets a signer for each purpose, which the trust list knows, and no root key', async (t) => {
  const signers = await openSigners(access)
  t.same([...signers.keys()], ['visa', 'policy', 'status', 'snapshot'])
  const { trust } = await believed()
  for (const [purpose, signer] of signers) {
    const parsed = parseCompactJws(await signCompact(signer, 'evisa+jwt', {}), 'evisa+jwt')
    const key = trust.keys.get(signer.kid)
    t.equal(key?.purpose, purpose)
    t.ok(parsed.ok && key && (await signatureIsValid(parsed.value, key)))
  }
})

t.test('the server gets no key that is not active, and of two active ones the newer', async (t) => {
  const [visa, policy, status, snapshot] = readKeyring(dir)
  if (!visa || !policy || !status || !snapshot) throw new Error('four keys were made')
  // The older visa key has no file: it would be missed if it were opened.
  const older = { ...visa, kid: 'AAAAAAAAAAA', active_from: NOW - 1 }
  writeKeyring(dir, [visa, older, { ...policy, state: 'retired' }, { ...status, state: 'announced' }])
  const signers = await openSigners(access)
  t.same(
    [...signers].map(([purpose, { kid }]) => [purpose, kid]),
    [['visa', visa.kid]],
  )
  writeKeyring(dir, made.keys)
})

t.test('publish raises the version and gives the list a fresh expiry', async (t) => {
  const before = await believed()
  const later = NOW + 60 * DAY
  const document = await publishTrustList({ ...access, now: later })
  const { trust } = await believed()
  t.equal(trust.version, before.trust.version + 1)
  t.match(trust, { version: document.version, iat: later, exp: later + 90 * DAY })
  t.equal(trust.keys.size, 4)
})

t.test('publish signs what the keyring holds now', async (t) => {
  const [visa, ...others] = made.keys
  if (!visa) throw new Error('a visa key was made')
  writeKeyring(dir, [{ ...visa, state: 'compromised', compromised_at: NOW }, ...others])
  await publishTrustList({ ...access, now: NOW + 61 * DAY })
  const { trust } = await believed()
  t.match(trust.keys.get(visa.kid), { state: 'compromised', compromised_at: NOW })
  writeKeyring(dir, made.keys)
})

t.test('publish leaves the old list where the new one would not be believed', async (t) => {
  const before = published('trust.json')
  const [visa, ...others] = made.keys
  if (!visa) throw new Error('a visa key was made')
  writeKeyring(dir, [{ ...visa, kid: 'AAAAAAAAAAA' }, ...others])
  await t.rejects(publishTrustList({ ...access, now: NOW }), { code: 'published/unverified' })
  t.equal(published('trust.json'), before)
  writeKeyring(dir, made.keys)
})

t.test('publish does not go on from a list that the root did not sign', async (t) => {
  const before = published('trust.json')
  writeFileSync(join(dir, 'published/trust.json'), before.replace('"payload":"', '"payload":"AA'))
  await t.rejects(publishTrustList({ ...access, now: NOW }), { code: 'published/unverified' })
  rmSync(join(dir, 'published/trust.json'))
  await t.rejects(publishTrustList({ ...access, now: NOW }), { code: 'file/missing' })
  writeFileSync(join(dir, 'published/trust.json'), before)
})

t.test('publish needs the threshold of root keys and no more', async (t) => {
  const [first = '', second = ''] = made.rootFiles
  const away = t.testdir()
  renameSync(join(dir, first), join(away, 'first'))
  await t.resolves(publishTrustList({ ...access, now: NOW + 62 * DAY }))
  renameSync(join(dir, second), join(away, 'second'))
  await t.rejects(publishTrustList({ ...access, now: NOW + 63 * DAY }), {
    code: 'root/threshold',
    message: /holds 1 root/,
  })
  rmSync(join(dir, 'root'), { recursive: true })
  await t.rejects(publishTrustList({ ...access, now: NOW + 63 * DAY }), {
    code: 'root/threshold',
    message: /holds 0 root/,
  })
  t.equal((await openSigners(access)).size, 4, 'the server does not need them')
})
