import { hash } from 'node:crypto'
import { readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { CopyDamaged, publishedCopy } from '../../../server/recovery/published-copy.ts'

const NOW: EpochSeconds = Math.floor(Date.now() / 1000)
const HOUR = 3600
const copyIn = (folder: string, now = () => NOW) => publishedCopy(folder, now)

const artefact = (path: string, body: string, version = 1) => {
  const sha256 = hash('sha256', body, 'base64url')
  return { path, version, kid: 'k', signedAt: 5, contentHash: 'c', sha256, body }
}
const LIST = artefact('status/0', 'list')
const setOf = (version: number) => [artefact('snapshot', `snapshot ${version}`, version), LIST]
const readBack = (set: ReturnType<typeof setOf>) => set.map((one) => ({ ...one, contentHash: '' }))

t.test('what was published last is kept, and nothing else', async (t) => {
  const folder = join(t.testdir(), 'published')
  const copy = copyIn(folder)
  t.same(await copy.read(), [])
  await copy.keep(setOf(1))
  await Promise.all([copy.keep([artefact('snapshot', 'between', 2)]), copy.keep(setOf(3))])
  t.same(await copyIn(folder).read(), readBack(setOf(3)))
  t.equal(readdirSync(folder).length, 3)
  if (process.platform !== 'win32') t.equal(statSync(join(folder, 'set-1-3.json')).mode & 0o777, 0o600)
  await copy.drop()
  t.same(await copy.read(), [])
})

t.test('what a process of before kept is read, and what a newer one keeps takes its place', async (t) => {
  const folder = join(t.testdir(), 'published')
  await copyIn(folder).keep(setOf(1))
  renameSync(join(folder, 'set-1-1.json'), join(folder, 'set.json'))
  t.same(await copyIn(folder).read(), readBack(setOf(1)))
  await copyIn(folder).keep(setOf(2))
  t.same(await copyIn(folder).read(), readBack(setOf(2)))
})

t.test('of several processes the newest set stays, and nothing that it needs is removed', async (t) => {
  const folder = join(t.testdir(), 'published')
  const copies = [copyIn(folder), copyIn(folder), copyIn(folder)]
  for (let version = 1; version <= 30; version++) {
    await Promise.all(copies.map((copy, late) => copy.keep(setOf(Math.max(1, version - late)))))
    t.same(await copyIn(folder).read(), readBack(setOf(version)))
  }
  const others = readdirSync(folder).filter((name) => name.endsWith('.draft'))
  t.same(others, [])
})

t.test('who reads while others write gets one whole set', async (t) => {
  const folder = join(t.testdir(), 'published')
  const copies = [copyIn(folder), copyIn(folder)]
  await copies[0]?.keep(setOf(1))
  let isOver = false
  const writing = (async () => {
    for (let version = 2; version <= 60; version++) await Promise.all(copies.map((copy) => copy.keep(setOf(version))))
    isOver = true
  })()
  const reader = copyIn(folder)
  while (!isOver) {
    const [snapshot] = await reader.read()
    t.same(setOf(snapshot?.version ?? 0)[0]?.body, snapshot?.body)
  }
  await writing
})

t.test('what another process left is removed once it is an hour old', async (t) => {
  const folder = join(t.testdir(), 'published')
  await copyIn(folder).keep(setOf(1))
  const left = (name: string, at: EpochSeconds) => {
    writeFileSync(join(folder, name), 'left')
    utimesSync(join(folder, name), at, at)
  }
  left('x.draft', NOW - HOUR - 1)
  left('y.draft', NOW - HOUR + 60)
  await copyIn(folder).keep(setOf(2))
  const names = readdirSync(folder)
  t.notOk(names.includes('x.draft'))
  t.ok(names.includes('y.draft'))
  t.ok(names.includes('set-1-1.json'), 'its process may go on')
})

t.test('a copy that is damaged says which file', async (t) => {
  const folder = join(t.testdir(), 'published')
  const one = artefact('snapshot', 'one')
  const keep = async () => {
    rmSync(folder, { recursive: true, force: true })
    await copyIn(folder).keep([one])
  }
  const rejects = (message: RegExp) => t.rejects(copyIn(folder).read(), Object.assign(new CopyDamaged(), { message }))
  await keep()
  writeFileSync(join(folder, one.sha256), 'another')
  await rejects(/copy of snapshot/)
  rmSync(join(folder, one.sha256))
  await rejects(/copy of snapshot/)
  await keep()
  writeFileSync(join(folder, 'set-1-1.json'), '[{')
  await rejects(/set-1-1\.json is no JSON/)
  await copyIn(folder).keep([artefact('snapshot', 'none', 0)])
  t.match(await copyIn(folder).read(), [{ body: 'none' }], 'what proves nothing hides nothing that is older')
})

t.test(
  'a part that is published unchanged is written anew where it is damaged: when that is read, and once a day',
  async (t) => {
    const folder = join(t.testdir(), 'published')
    let now = NOW
    const copy = copyIn(folder, () => now)
    const damage = () => writeFileSync(join(folder, LIST.sha256), 'dAmaged')
    await copy.keep(setOf(1))
    damage()
    await copy.keep(setOf(2))
    await t.rejects(copy.read(), CopyDamaged)
    await copy.keep(setOf(3))
    t.same(await copy.read(), readBack(setOf(3)), 'it was read')
    damage()
    now += 24 * HOUR
    await copy.keep(setOf(4))
    t.same(await copy.read(), readBack(setOf(4)), 'a day went by')
  },
)
