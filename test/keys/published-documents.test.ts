import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { publishTrustList } from '../../keys/ceremony.ts'
import { readPublishedDocuments } from '../../keys/published-documents.ts'
import { rotateRoot } from '../../keys/root-rotation.ts'
import { DAY, makeStore, NOW } from './made-store.ts'

const access = await makeStore(t)
const { dir } = access
const custodians = ['a', 'b', 'c'].map((name) => join(t.testdirName, name))
const publishedFile = (name: string) => join(dir, 'published', name)
const oldTrust = readFileSync(publishedFile('trust.json'))
await rotateRoot({ ...access, now: NOW + DAY, custodians })

t.test('walks from the first root to the newest, on which the trust list stands', async (t) => {
  const { roots, root, trust, trustRoot } = await readPublishedDocuments(dir)
  t.same(
    roots.map((one) => one.root.version),
    [1, 2],
  )
  t.equal(root, roots[1])
  t.equal(trustRoot, root)
  t.equal(trust.document.version, 2)
  t.equal(trust.document.keys.length, 6)
})

t.test('a list that names what wire version 1 does not know has another beside it, which does not', async (t) => {
  const { trust, trustRoot, firstTrustText } = await readPublishedDocuments(dir)
  const first = await verifyTrustList(firstTrustText ?? '', trustRoot.root)
  if (!first.ok) throw new Error(first.error)
  const { version, exp, keys } = first.value
  t.match(trust.document, { version, exp })
  const purposes = [...keys.values()].map(({ purpose }) => purpose)
  t.same(purposes, ['visa', 'policy', 'status', 'snapshot'])
  const file = publishedFile(`first-trust-${version}.json`)
  for (const bad of [readFileSync(publishedFile('trust.json')), oldTrust]) {
    writeFileSync(file, bad)
    await t.rejects(readPublishedDocuments(dir), { code: 'published/unverified', message: /first-trust/ })
  }
  rmSync(file)
  await t.rejects(readPublishedDocuments(dir), { code: 'file/missing', message: /first-trust/ })
  writeFileSync(file, firstTrustText ?? '')
})

t.test(
  'where a root rotation was cut off, the trust list stands on the older root, and publishing goes on',
  async (t) => {
    writeFileSync(publishedFile('trust.json'), oldTrust)
    const { root, trustRoot, trust } = await readPublishedDocuments(dir)
    t.same([root.root.version, trustRoot.root.version, trust.document.version], [2, 1, 1])
    await t.rejects(publishTrustList({ ...access, now: NOW + DAY }), { code: 'root/threshold' }, 'not by the old keys')
    await publishTrustList({ ...access, now: NOW + DAY, rootFolders: custodians })
    t.equal((await readPublishedDocuments(dir)).trustRoot.root.version, 2)
  },
)

t.test('believes no trust list that no root signed, and no chain with a gap', async (t) => {
  const trust = readFileSync(publishedFile('trust.json'), 'utf8')
  writeFileSync(publishedFile('trust.json'), trust.replace('"payload":"', '"payload":"AA'))
  await t.rejects(readPublishedDocuments(dir), { code: 'published/unverified', message: /trust list/ })
  writeFileSync(publishedFile('trust.json'), trust)
  copyFileSync(publishedFile('root-2.json'), publishedFile('root-3.json'))
  await t.rejects(readPublishedDocuments(dir), { code: 'published/unverified', message: /root document.*root-gap/ })
  rmSync(publishedFile('root-2.json'))
  await t.rejects(readPublishedDocuments(dir), { code: 'file/missing', message: /root-2\.json/ })
})
