import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { defaultCustodians, findRootKeys, handOver, openRootKeys, sealRootKeys } from '../../keys/custodians.ts'
import { makeKeyPair } from '../../keys/key-pair.ts'
import { PASSPHRASE } from './made-store.ts'

const onWindows = process.platform === 'win32'
const pairs = [await makeKeyPair(), await makeKeyPair()]
const kids = pairs.map(({ kid }) => kid)
const folder = t.testdir()
const dir = join(folder, 'keys')
const access = { dir, passphrase: PASSPHRASE }
const apart = [join(folder, 'aigul'), join(folder, 'bolat')]
const own = { ...access, custodianPassphrases: ['first custodian', 'second custodian'] }
handOver(sealRootKeys(pairs, apart, own))

t.test('each root key goes to a private folder of its own', async (t) => {
  const sealed = sealRootKeys(pairs, defaultCustodians(dir).slice(0, 2), access)
  t.notOk(existsSync(join(dir, 'root')), 'nothing is written before it is handed over')
  handOver(sealed)
  t.same(readdirSync(join(dir, 'root')), ['custodian-1', 'custodian-2'])
  t.same(readdirSync(join(dir, 'root/custodian-2')), [`root-2-${kids[1]}.pem`])
  t.throws(() => handOver(sealed), { code: 'file/exists' })
  if (onWindows) return
  t.equal(statSync(join(dir, 'root/custodian-1')).mode & 0o777, 0o700)
  t.equal(statSync(sealed[0]?.path ?? '').mode & 0o777, 0o600)
})

t.test('two keys never share a folder, and none lies beside the other keys', async (t) => {
  for (const folders of [[apart[0] ?? '', `${apart[0]}/`], [dir, apart[0] ?? ''], [apart[0] ?? '']]) {
    t.throws(() => sealRootKeys(pairs, folders, access), { code: 'root/custodians' })
  }
})

t.test('a custodian without a passphrase, or a folder that others can enter, stops it', async (t) => {
  const short = { ...access, custodianPassphrases: ['first custodian'] }
  const message = /1 passphrases are set for 2 custodians/
  t.throws(() => sealRootKeys(pairs, apart, short), { code: 'config/invalid', message })
  if (onWindows) return
  const open = join(t.testdir(), 'open')
  mkdirSync(open)
  chmodSync(open, 0o755)
  t.throws(() => sealRootKeys(pairs, [open, apart[1] ?? ''], access), { code: 'file/permissions' })
})

t.test('finds root keys in the store, right in it or by custodian, or in the folders that are named', async (t) => {
  copyFileSync(join(dir, `root/custodian-1/root-1-${kids[0]}.pem`), join(dir, `root/root-1-${kids[0]}.pem`))
  writeFileSync(join(dir, 'root/custodian-1/notes.txt'), '')
  const found = findRootKeys(access)
  t.same(
    found.map(({ kid }) => kid),
    kids,
    'the same key twice is one',
  )
  t.same(findRootKeys({ ...access, rootFolders: [apart[1] ?? '', join(folder, 'nowhere')] }), [
    { path: join(apart[1] ?? '', `root-2-${kids[1]}.pem`), kid: kids[1] },
  ])
  t.same(findRootKeys({ dir: join(folder, 'nowhere') }), [])
})

t.test('opens each by whichever passphrase is its own, as many as are needed', async (t) => {
  const there = { ...own, rootFolders: apart }
  const signers = await openRootKeys(there, kids, 2)
  t.same(
    signers.map(({ kid, purpose }) => [kid, purpose]),
    kids.map((kid) => [kid, 'root']),
  )
  t.same(
    (await openRootKeys(there, kids.toReversed(), 1)).map(({ kid }) => kid),
    kids.slice(1),
    'in the order asked for',
  )
})

t.test('one that cannot be opened does not matter while there are others', async (t) => {
  const second = { dir, rootFolders: apart, custodianPassphrases: ['second custodian'] }
  t.match(await openRootKeys(second, kids, 1), [{ kid: kids[1] }])
  await t.rejects(openRootKeys(second, kids, 2), { code: 'pem/passphrase', message: /root-1-/ })
  if (onWindows) return
  const path = join(apart[0] ?? '', `root-1-${kids[0]}.pem`)
  chmodSync(path, 0o644)
  await t.rejects(openRootKeys(second, kids, 1), { code: 'file/permissions' })
  chmodSync(path, 0o600)
})

t.test('too few say how many are needed and where they were looked for', async (t) => {
  const message = /aigul holds 1 root keys that count; 2 are needed/
  const few = { ...own, rootFolders: apart.slice(0, 1) }
  await t.rejects(openRootKeys(few, kids, 2), { code: 'root/threshold', message })
  const message0 = /holds 0 root keys that count/
  await t.rejects(openRootKeys({ ...own, rootFolders: apart }, ['notARootKey'], 1), { message: message0 })
})
