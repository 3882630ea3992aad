import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rootFingerprint, verifyNextRoot, verifyPinnedRoot } from '#evisa/root.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { parseCompactJws, signatureIsValid } from '#evisa/verify-jws.ts'
import { followKeys } from '../../keys/authority-keys.ts'
import { publishTrustList } from '../../keys/ceremony.ts'
import { KeyError } from '../../keys/key-error.ts'
import { makeKeyPair } from '../../keys/key-pair.ts'
import { keyFile } from '../../keys/key-store.ts'
import type { Token } from '../../keys/pkcs11-signer.ts'
import { rotateRoot } from '../../keys/root-rotation.ts'
import { activateKey, announceKey, compromiseKey, retireKey } from '../../keys/rotate-keys.ts'
import { signCompact, signerOfKey } from '../../keys/signer.ts'
import { DAY, makeStore, NOW, newestKey, WINDOW, YEAR } from './made-store.ts'

const PURPOSES = ['visa', 'policy', 'status', 'snapshot'] as const
const trustFile = (dir: string) => join(dir, 'published/trust.json')

async function announceAndForce(dir: string, passphrase: string, now: number) {
  const { kid } = await announceKey({ dir, purpose: 'visa', now, windowSeconds: WINDOW, keptBy: { passphrase } })
  await activateKey({ dir, kid, now, force: true, reason: 'a test' })
  return kid
}

// Opening a key is slow on purpose: the first tests go on with one store, step by step.
const access = await makeStore(t)
const { dir, passphrase } = access
let milliseconds = 0
const followed = await followKeys(access, { monotonicMilliseconds: () => milliseconds })
const first = newestKey(dir, 'visa')

t.test('gives a key for each purpose, whose signature the published trust list verifies', async (t) => {
  const keys = await followed.current()
  const root = await verifyPinnedRoot(keys.roots[0] ?? '', await rootFingerprint(keys.roots[0] ?? ''))
  if (!root.ok) throw new Error(root.error)
  const trust = await verifyTrustList(keys.trustText, root.value)
  if (!trust.ok) throw new Error(trust.error)
  t.equal(keys.roots.length, 1)
  t.match(keys.trust, { version: 1, iat: NOW })
  for (const purpose of PURPOSES) {
    const signer = keys.signingKey(purpose, NOW)
    const key = trust.value.keys.get(signer?.kid ?? '')
    if (!signer || !key) throw new Error(`there is no ${purpose} key`)
    t.same([key.purpose, signer.purpose, signer.terms.purpose], [purpose, purpose, purpose])
    t.same(signer.terms, newestKey(dir, purpose))
    const parsed = parseCompactJws(await signCompact(signer, 'evisa+jwt', {}), 'evisa+jwt')
    t.ok(parsed.ok && (await signatureIsValid(parsed.value, key)))
    t.same(Object.keys(signer), ['kid', 'purpose', 'sign', 'terms'], 'and shows nothing more')
  }
})

t.test('a key signs only within its time', async (t) => {
  const keys = await followed.current()
  t.equal(keys.signingKey('visa', NOW - 1), null)
  t.ok(keys.signingKey('visa', NOW + YEAR))
  t.equal(keys.signingKey('visa', NOW + YEAR + 1), null)
})

t.test('only what is published counts, and counts at once; of two active keys the newer signs', async (t) => {
  const before = await followed.current()
  const kid = await announceAndForce(dir, passphrase, NOW + DAY)
  t.equal((await followed.current()).signingKey('visa', NOW + DAY)?.kid, first.kid, 'the keyring is ahead')
  t.equal(await followed.current(), before, 'nothing was published: the very same state')

  await publishTrustList({ ...access, now: NOW + DAY })
  const answers = await Promise.all(Array.from({ length: 50 }, () => followed.current()))
  t.equal(new Set(answers).size, 1, 'many may ask at once')
  const [after = before] = answers
  t.equal(after.signingKey('visa', NOW + DAY)?.kid, kid)
  t.equal(after.signingKey('visa', NOW + DAY - 1)?.kid, first.kid, 'before the new one is active')
  t.equal(before.signingKey('visa', NOW + DAY)?.kid, first.kid, 'a state that was answered never changes')

  retireKey({ dir, kid: first.kid, now: NOW + 2 * DAY })
  compromiseKey({ dir, kid, since: NOW + DAY, now: NOW + 2 * DAY })
  await publishTrustList({ ...access, now: NOW + 2 * DAY })
  t.equal((await followed.current()).signingKey('visa', NOW + 2 * DAY), null, 'neither signs any more')
  t.equal(followed.fault(), null)
})

t.test('opens each private key once, and no root key', async (t) => {
  // Gone from the disk they are missed only if they are opened again.
  const file = keyFile(newestKey(dir, 'policy'))
  renameSync(join(dir, file), join(t.testdir(), file))
  const { version } = await publishTrustList({ ...access, now: NOW + 3 * DAY })
  const away = join(t.testdirName, 'root')
  renameSync(join(dir, 'root'), away)
  t.equal((await followed.current()).trust.version, version)
  t.equal(followed.fault(), null)
  renameSync(away, join(dir, 'root'))
})

t.test('goes on with the last good state where the new one cannot be used, and says why', async (t) => {
  const good = await followed.current()
  const kid = await announceAndForce(dir, passphrase, NOW + 4 * DAY)
  const path = join(dir, keyFile({ purpose: 'visa', kid }))
  renameSync(path, `${path}.away`)
  const { version } = await publishTrustList({ ...access, now: NOW + 4 * DAY })
  t.equal(await followed.current(), good)
  t.match(followed.fault(), new RegExp(`there is no file .*${kid}`))

  renameSync(`${path}.away`, path)
  t.match(await followed.current(), { trust: { version } }, 'a file that was put back is seen at once')
  t.equal(followed.fault(), null)

  const text = readFileSync(trustFile(dir), 'utf8')
  for (const [bad, fault] of [
    [
      text.slice(0, 100),
      /published\/trust\.json: the trust list would not be believed: artefact\/format; put the newest copy of it in its place$/,
    ],
    [good.trustText, /^the trust list went back, .*: 4 lies there, 5 is in use$/],
  ] as const) {
    writeFileSync(trustFile(dir), bad)
    t.match(await followed.current(), { trust: { version } })
    t.match(followed.fault(), fault)
  }
  writeFileSync(trustFile(dir), text)
  await followed.current()
  t.equal(followed.fault(), null)
})

t.test('tries again by itself what no folder shows to be mended, but not at every call', async (t) => {
  if (process.platform === 'win32') return
  const { version: before } = (await followed.current()).trust
  const kid = await announceAndForce(dir, passphrase, NOW + 5 * DAY)
  const path = join(dir, keyFile({ purpose: 'visa', kid }))
  chmodSync(path, 0o644)
  const { version } = await publishTrustList({ ...access, now: NOW + 5 * DAY })
  await followed.current()
  t.match(followed.fault(), /chmod 600/)
  t.notMatch(followed.fault(), passphrase)
  chmodSync(path, 0o600)
  milliseconds = 999
  t.match(await followed.current(), { trust: { version: before } })
  milliseconds = 1000
  t.match(await followed.current(), { trust: { version } })
  t.equal(followed.fault(), null)
})

t.test('follows a new root, and stays on the old one while its ceremony is half-way', async (t) => {
  const access = await makeStore(t)
  const { dir } = access
  const followed = await followKeys(access)
  const oldText = readFileSync(trustFile(dir), 'utf8')
  const custodians = ['a', 'b', 'c'].map((name) => join(t.testdirName, name))
  await rotateRoot({ ...access, now: NOW + DAY, custodians })
  const newText = readFileSync(trustFile(dir), 'utf8')
  writeFileSync(trustFile(dir), oldText)
  t.equal((await followed.current()).roots.length, 1)
  t.equal((await (await followKeys(access)).current()).roots.length, 1, 'a server that starts now, too')
  writeFileSync(trustFile(dir), newText)
  const { roots } = await followed.current()
  const first = await verifyPinnedRoot(roots[0] ?? '', await rootFingerprint(roots[0] ?? ''))
  t.match(first.ok && (await verifyNextRoot(roots[1] ?? '', first.value)), { ok: true, value: { version: 2 } })
})

t.test('a key that no file holds is opened in the token, once, if it is the key that the list names', async (t) => {
  const access = { ...(await makeStore(t)), pkcs11: { module: '/lib/token.so', slot: 0, pin: '123456' } }
  const { dir } = access
  const pairs = await Promise.all(['status', 'visa'].map(() => makeKeyPair()))
  const [own, other] = pairs
  if (own === undefined || other === undefined) throw new Error('two were made')
  let opened = 0
  const tokenWith = ({ privateKey }: typeof own): Token => ({
    makeKey: async () => own,
    findSigner: async (kid, purpose) => (kid === own.kid ? signerOfKey(kid, purpose, privateKey) : null),
    close: () => {},
  })
  let open = async () => tokenWith(own)
  let milliseconds = 0
  const edge = {
    monotonicMilliseconds: () => milliseconds,
    openToken: () => {
      opened++
      return open()
    },
  }
  const followed = await followKeys(access, edge)
  t.equal(opened, 0, 'no token is needed for keys in files')

  const keptBy = tokenWith(own)
  const { kid } = await announceKey({ dir, purpose: 'status', now: NOW, windowSeconds: WINDOW, keptBy })
  await activateKey({ dir, kid, now: NOW, force: true, reason: 'a test' })
  await publishTrustList({ ...access, now: NOW })
  open = async () => {
    throw new KeyError('pkcs11/token', 'it is not plugged in')
  }
  await followed.current()
  t.equal(followed.fault(), 'it is not plugged in')
  open = async () => tokenWith(own)
  milliseconds += 1000
  const signer = (await followed.current()).signingKey('status', NOW)
  t.equal(signer?.kid, kid)
  t.equal(opened, 2)

  open = async () => tokenWith(other)
  await t.rejects(followKeys(access, edge), { code: 'key/mismatch', message: kid })
})

t.test('a PIN that was refused is never tried again: that would lock the token', async (t) => {
  const access = { ...(await makeStore(t)), pkcs11: { module: '/lib/token.so', slot: 0, pin: '000000' } }
  const { dir, passphrase } = access
  let opened = 0
  let milliseconds = 0
  const followed = await followKeys(access, {
    monotonicMilliseconds: () => milliseconds,
    openToken: async () => {
      opened++
      throw new KeyError('pkcs11/pin', 'the PIN is not taken')
    },
  })
  const kid = await announceAndForce(dir, passphrase, NOW)
  renameSync(join(dir, keyFile({ purpose: 'visa', kid })), join(dir, 'away'))
  await publishTrustList({ ...access, now: NOW })
  for (; milliseconds < 5000; milliseconds += 1000) await followed.current()
  t.equal(followed.fault(), 'the PIN is not taken')
  t.equal(opened, 1)
})

t.test('the first time it throws instead', async (t) => {
  const access = await makeStore(t)
  await t.rejects(followKeys({ ...access, passphrase: 'another passphrase' }), { code: 'pem/passphrase' })
  await t.rejects(followKeys({ ...access, dir: join(t.testdirName, 'none') }), { code: 'store/missing' })
  const file = keyFile(newestKey(access.dir, 'status'))
  renameSync(join(access.dir, file), join(t.testdirName, file))
  await t.rejects(followKeys(access), { code: 'file/missing', message: file })
})
