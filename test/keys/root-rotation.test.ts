import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Root, rootFingerprint, verifyNextRoot, verifyPinnedRoot } from '#evisa/root.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { publishTrustList } from '../../keys/ceremony.ts'
import { findRootKeys } from '../../keys/custodians.ts'
import { rotateRoot } from '../../keys/root-rotation.ts'
import { DAY, journalOf, makeStore, NOW, YEAR } from './made-store.ts'

const later = NOW + 5 * YEAR + DAY
const published = (dir: string, name: string) => readFileSync(join(dir, 'published', name), 'utf8')

/** As a scanner walks that was enrolled with the first root. */
async function walk(dir: string): Promise<Root> {
  const pinned = published(dir, 'root-1.json')
  let root = await verifyPinnedRoot(pinned, await rootFingerprint(pinned))
  for (let version = 2; root.ok && existsSync(join(dir, `published/root-${version}.json`)); version++) {
    root = await verifyNextRoot(published(dir, `root-${version}.json`), root.value)
  }
  if (!root.ok) throw new Error(root.error)
  return root.value
}

t.test('all root keys are replaced, even of a root that has run out, and an enrolled scanner follows', async (t) => {
  const { dir, passphrase } = await makeStore(t)
  const before = await walk(dir)
  const custodians = ['a', 'b', 'c'].map((name) => join(t.testdirName, name))
  const { rootFiles } = await rotateRoot({ dir, passphrase, now: later, custodians, reason: 'too late' })
  const root = await walk(dir)
  t.match(root, { version: 2, iat: later, exp: later + 5 * YEAR, threshold: 2 })
  t.same(
    [...root.keys.keys()],
    rootFiles.map(({ kid }) => kid),
  )
  t.notOk([...root.keys.keys()].some((kid) => before.keys.has(kid)))
  t.match(await verifyTrustList(published(dir, 'trust.json'), root), { ok: true, value: { version: 2, iat: later } })
  t.match(
    journalOf(dir)
      .slice(-4)
      .map(({ act, version, reason }) => [act, version, reason]),
    [...Array(3).fill(['rotate-root', 2, 'too late']), ['publish', 2, 'too late']],
  )

  const again = await rotateRoot({
    dir,
    passphrase,
    now: later + DAY,
    custodians: ['d', 'e', 'f', 'g', 'h'].map((name) => join(t.testdirName, name)),
    rootFolders: custodians.slice(1),
    threshold: 3,
  })
  t.match(await walk(dir), { version: 3, threshold: 3 })
  t.equal(again.root.root.keys.size, 5)
})

t.test('one stolen root key is replaced: the others stay and hand over', async (t) => {
  const { dir, passphrase } = await makeStore(t)
  const [lost, ...kept] = findRootKeys({ dir })
  rmSync(lost?.path ?? '')
  const stolen = lost?.kid ?? ''
  const custodians = [join(t.testdirName, 'new')]
  const { rootFiles } = await rotateRoot({ dir, passphrase, now: NOW + DAY, custodians, replace: [stolen] })
  const root = await walk(dir)
  t.same([...root.keys.keys()].sort(), [...kept, ...rootFiles].map(({ kid }) => kid).sort())
  await t.resolves(publishTrustList({ dir, passphrase, now: NOW + 2 * DAY }), 'by the two that stayed')
  const folders = [...custodians, join(dir, 'root/custodian-2')]
  await t.resolves(publishTrustList({ dir, passphrase, now: NOW + 3 * DAY, rootFolders: folders }), 'or the new one')
})

t.test('a rotation that cannot be done writes nothing', async (t) => {
  const { dir, passphrase } = await makeStore(t)
  const folder = t.testdirName
  const kids = findRootKeys({ dir }).map(({ kid }) => kid)
  const custodians = ['a', 'b', 'c'].map((name) => join(folder, name))
  const options = { dir, passphrase, now: NOW + DAY, custodians }
  const before = readdirSync(dir, { recursive: true })
  const refused = [
    [{ replace: ['notARootKey'] }, 'root/unknown-key'],
    [{ replace: kids.slice(0, 1) }, 'root/custodians'],
    [{ custodians: [custodians[0] ?? '', custodians[0] ?? ''] }, 'root/custodians'],
    [{ custodians: custodians.slice(0, 1) }, 'root/threshold'],
    [{ threshold: 4 }, 'root/threshold'],
    [{ rootFolders: [join(dir, 'root/custodian-1')] }, 'root/threshold'],
    [{ custodianPassphrases: ['only one of three'] }, 'config/invalid'],
  ] as const
  for (const [wrong, code] of refused) await t.rejects(rotateRoot({ ...options, ...wrong }), { code }, code)
  t.same(readdirSync(dir, { recursive: true }), before)
  t.same(readdirSync(folder), ['keys'])
})

t.test('cut off after the keys were handed over, it is done again', async (t) => {
  const { dir, passphrase } = await makeStore(t)
  const custodians = ['a', 'b', 'c'].map((name) => join(t.testdirName, name))
  // A folder stands where the root document is to be written: it fails there as a full disk would.
  const inTheWay = join(dir, 'published/root-2.json')
  mkdirSync(join(inTheWay, 'full'), { recursive: true })
  await t.rejects(rotateRoot({ dir, passphrase, now: NOW + DAY, custodians }))
  rmSync(inTheWay, { recursive: true })
  t.equal((await walk(dir)).version, 1)
  const { rootFiles } = await rotateRoot({ dir, passphrase, now: NOW + DAY, custodians })
  t.match(await walk(dir), { version: 2 })
  await t.resolves(publishTrustList({ dir, passphrase, now: NOW + 2 * DAY, rootFolders: custodians }))
  t.ok(rootFiles.every(({ path }) => existsSync(path)))
})
